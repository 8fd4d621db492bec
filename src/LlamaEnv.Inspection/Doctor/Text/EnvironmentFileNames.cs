using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;

namespace LlamaEnv.Inspection.Doctor.Text;

/// <summary>The names in a file of variables, not their values. An empty value is none.</summary>
internal static class EnvironmentFileNames
{
    /// <param name="file">The file, from the root; null where its path is not known.</param>
    /// <param name="tree">The repository. A file that git ignores is normally not there, and then its names are not known.</param>
    /// <param name="withPlaceholders">Whether a value counts that only says what is to be put there.</param>
    internal static IReadOnlyCollection<string>? Of(string? file, RepositoryTree tree, bool withPlaceholders = true)
    {
        if (file is null || tree.Read(file) is not { } text)
            return null;

        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (string line in text.Split('\n'))
        {
            string trimmed = line.Trim();
            int sign = trimmed.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0 || trimmed[0] == '#')
                continue;

            string name = trimmed[..sign].Trim();
            string value = trimmed[(sign + 1)..].Trim().Trim('"', '\'');
            if (value.Length > 0 && (withPlaceholders || !(Placeholders.IsKeyPlaceholder(value) || Placeholders.IsSecretPlaceholder(value))))
                names.Add(name.StartsWith("export ", StringComparison.Ordinal) ? name["export ".Length..].Trim() : name);
        }

        return names;
    }

    /// <summary>Judges a file that is read line by line as it stands, as <c>docker run --env-file</c> does: quotes stay, and <c>export</c> is a part of the name.</summary>
    /// <param name="file">The file, from the root; null where its path is not known.</param>
    /// <param name="reader">What reads it so.</param>
    /// <param name="report">Gets what is wrong.</param>
    internal static void JudgeAsItStands(string? file, string reader, DoctorReport report)
    {
        string[] lines = file is null ? [] : report.Tree.Read(file)?.ReplaceLineEndings("\n").Split('\n') ?? [];
        for (int i = 0; i < lines.Length; i++)
        {
            int sign = lines[i].IndexOf('=', StringComparison.Ordinal);
            string name = sign > 0 ? lines[i][..sign].Replace("export ", "", StringComparison.Ordinal).Trim() : "";
            if (name != Variable.ApiKey.Name && name != Variable.BaseUrl.Name)
                continue;

            string value = lines[i][(sign + 1)..].Trim();
            Place place = new(file!, i + 1);
            if (value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0])
                report.Add(DoctorFindings.Make(DiagnosticCodes.StrayCharacters, DiagnosticSeverity.Error, "malformed-value", place, $"{reader} takes the quotes for a part of {name}, and LlamaCloud rejects it. Write the value without them", null));
            else if (lines[i][..sign] != name)
                report.Add(DoctorFindings.Make(DiagnosticCodes.StrayCharacters, DiagnosticSeverity.Error, "malformed-value", place, $"{reader} takes what is beside the name for a part of it, and sets no {name}. Write {name}=…, without 'export' and blanks", null));
        }
    }
}
