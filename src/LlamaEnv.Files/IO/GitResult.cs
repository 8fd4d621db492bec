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

    /// <summary>There is a repository, but git could not tell.</summary>
    Unknown,
}

/// <summary>What git reports about a file.</summary>
/// <param name="State">What it is.</param>
/// <param name="Problem">Why git did not report; null when it did.</param>
/// <param name="IgnoreFile">The absolute path of the file whose rule ignores it, where one does.</param>
internal sealed record GitResult(GitState State, GitProblem? Problem = null, string? IgnoreFile = null)
{
    internal static GitResult Unknown(GitProblem problem) => new(GitState.Unknown, problem);
}

/// <summary>Why git could not be asked, and what to do about it.</summary>
/// <param name="Cause">Behind a colon; ours, as git's own words may quote what a configuration holds.</param>
/// <param name="Fix">One sentence without its full stop.</param>
internal sealed record GitProblem(string Cause, string Fix);
