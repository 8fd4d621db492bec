namespace LlamaEnv.Inspection.Doctor.Shell;

/// <summary>A word of a command line.</summary>
/// <param name="Text">Without its quotes. References are as they stand.</param>
/// <param name="Line">Its line in the file.</param>
/// <param name="IsLiteral">Whether a <c>$</c> in it stands between single quotes or behind a backslash, so that nothing expands it.</param>
internal readonly record struct ShellWord(string Text, int Line, bool IsLiteral);
