namespace LlamaEnv.Files.IO;

/// <summary>What git makes of a file.</summary>
internal enum GitState
{
    /// <summary>There is no repository around it.</summary>
    None,

    /// <summary>The file is in the index.</summary>
    Tracked,

    /// <summary>The file is ignored.</summary>
    Ignored,

    /// <summary>The next <c>git add .</c> would take the file.</summary>
    Exposed,

    /// <summary>There is a repository, and no answer.</summary>
    Unknown,
}

/// <summary>Git's answer about a file.</summary>
/// <param name="State">What it is.</param>
/// <param name="Trouble">Why there is no answer; null where there is one.</param>
/// <param name="IgnoreFile">The absolute path of the file whose rule ignores it, where one does.</param>
internal sealed record GitAnswer(GitState State, GitTrouble? Trouble = null, string? IgnoreFile = null)
{
    internal static GitAnswer Unknown(GitTrouble trouble) => new(GitState.Unknown, trouble);
}

/// <summary>Why git could not be asked, and what to do about it.</summary>
/// <param name="Cause">Behind a colon; ours, as git's own words may quote what a configuration holds.</param>
/// <param name="Fix">One sentence without its full stop.</param>
internal sealed record GitTrouble(string Cause, string Fix);
