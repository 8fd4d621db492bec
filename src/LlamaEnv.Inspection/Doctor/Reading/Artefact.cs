

namespace LlamaEnv.Inspection.Doctor.Reading;

/// <summary>A kind of file that starts programs or prepares their environment.</summary>
/// <param name="Name">What it is called, one word of docs/doctor.md.</param>
/// <param name="IsOne">Whether a file is of this kind, by its path from the root.</param>
/// <param name="Read">Reads one, and hands what it finds to the report. What is malformed is reported with <see cref="DoctorReport.Skip"/>, and never thrown.</param>
internal sealed record Artefact(string Name, Func<string, bool> IsOne, Action<string, DoctorReport> Read);
