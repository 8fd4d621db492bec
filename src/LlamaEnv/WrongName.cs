namespace LlamaEnv;

/// <summary>How a value is set and not read.</summary>
internal enum WrongNameKind
{
    /// <summary>Under another name.</summary>
    Misspelt,

    /// <summary>In a line that is no assignment.</summary>
    NoAssignment,

    /// <summary>In launch settings, which no source reads.</summary>
    LaunchSettings,
}

/// <summary>Where a variable is set and not read.</summary>
/// <param name="Kind">Why it is not.</param>
/// <param name="Form">The name, or the line up to its value.</param>
/// <param name="Value">What it is set to.</param>
/// <param name="File">The file; null for the environment.</param>
/// <param name="Line">The line in it, from 1.</param>
/// <param name="Oddity">The first character in it that is not what it looks like, in words; null where there is none.</param>
internal sealed record WrongName(WrongNameKind Kind, string Form, Secret Value, string? File = null, int Line = 0, string? Oddity = null);
