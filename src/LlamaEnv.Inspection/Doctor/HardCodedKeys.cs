using LlamaEnv.Detection;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;

namespace LlamaEnv.Inspection.Doctor;

/// <summary>Keys in the files that <c>doctor</c> reads, in whatever place of them: a variable that nobody exports, a default, a template.</summary>
internal static class HardCodedKeys
{
    private static readonly string[] s_extensions = [".tpl", ".env", ".props", ".targets", ".csproj", ".fsproj", ".vbproj", ".toml", ".properties", ".cfg"];

    private static readonly string[] s_names = ["Procfile", "Jenkinsfile", "Tiltfile", "Vagrantfile", ".env", ".envrc"];

    private static readonly string[] s_comments = ["#", "//", ";", "--", "<!--", "{{/*", "REM ", "rem "];

    /// <summary>The keys of the files that are judged. C# has a reader that knows its texts.</summary>
    /// <param name="files">The files that are judged.</param>
    /// <param name="tree">The repository.</param>
    internal static IEnumerable<Finding> Find(IEnumerable<string> files, RepositoryTree tree)
    {
        foreach (string file in files.Where(IsRead).Where(f => tree.Holds(f, "llx-"u8)))
        {
            string[] lines = tree.Read(file)?.Split('\n') ?? [];
            for (int i = 0; i < lines.Length; i++)
            {
                int start = KeyLiteral.Find(lines[i]);
                if (start >= 0 && !s_comments.Any(lines[i].TrimStart().StartsWith))
                    yield return DoctorFindings.HardCoded(new Place(file, i + 1), NameBefore(lines[i].AsSpan(0, start)));
            }
        }
    }

    private static bool IsRead(string file)
    {
        string name = RepositoryTree.NameOf(file);
        return !file.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)
            && (s_names.Contains(name, StringComparer.Ordinal) || name.StartsWith(".env.", StringComparison.Ordinal) || s_extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase) || Artefacts.All.Any(a => a.IsOne(file)));
    }

    /// <summary>The last word before the value, which is mostly its name.</summary>
    private static string NameBefore(ReadOnlySpan<char> text)
    {
        int end = text.Length;
        while (end > 0 && !char.IsAsciiLetterOrDigit(text[end - 1]))
            end--;
        int start = end;
        while (start > 0 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '-' or '.'))
            start--;
        return end > start ? text[start..end].ToString() : "something";
    }
}
