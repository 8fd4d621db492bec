namespace LlamaEnv.Inspection.Doctor.Text;

/// <summary>A member of a JSON object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Line">The line of its name, from 1.</param>
internal sealed record JsonEntry(string Name, JsonValue Value, int Line);
