using LlamaEnv.Diagnostics;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Platforms;

/// <summary>Reads <c>[env]</c> of fly.toml. Secrets live outside and go before it, so that only a key that stands there is a mistake for certain. Source: Fly's app configuration reference.</summary>
internal static class FlyReader
{
    internal static Artefact Artefact { get; } = new("fly", static file => RepositoryTree.NameOf(file) is var name && name.StartsWith("fly.", StringComparison.Ordinal) && name.EndsWith(".toml", StringComparison.Ordinal), Read);

    private static void Read(string file, DoctorReport report)
    {
        if (report.Tree.Read(file) is not { } text)
            return;

        string table = "";
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.StartsWith('['))
                table = line.Trim('[', ']', ' ').Split('#')[0].TrimEnd(']', ' ');
            if (table != "env" || line.StartsWith('#') || line.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var sign))
                continue;

            string name = line[..sign].Trim().Trim('"', '\'');
            if (ValueText.MeantBy(name) is not null && StringOf(line[(sign + 1)..].Trim()) is { } value)
            {
                // A secret of that name goes before it; without one, the program gets the empty text.
                if (value.Length == 0)
                    report.Add(DoctorFindings.Empty(new(name, Supply.Empty, new Place(file, i + 1)), null, isCertain: false));
                foreach (Finding fault in ValueText.Literal(name, value, new Place(file, i + 1)).Faults.Where(static f => f.Diagnostic.Severity == DiagnosticSeverity.Error))
                    report.Add(fault);
            }
        }
    }

    /// <summary>A string of one line; null for another value.</summary>
    private static string? StringOf(string text)
    {
        if (text.Length < 2 || text[0] is not ('"' or '\''))
            return null;

        int end = text.IndexOf(text[0], 1);
        return end < 0 ? null : text[1..end];
    }
}
