namespace LlamaEnv.Inspection.Doctor.Units;

/// <summary>A setting of a unit.</summary>
/// <param name="Section">The section it stands in: <c>Service</c>.</param>
/// <param name="Name">Its name, case-sensitive.</param>
/// <param name="Value">Its value, with continued lines joined; empty resets a list.</param>
/// <param name="File">The file it stands in.</param>
/// <param name="Line">Its first line.</param>
internal sealed record UnitLine(string Section, string Name, string Value, string File, int Line);
