using System.Text;
using LlamaEnv.Diagnostics;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Shell;

/// <summary>Reads justfiles. A <c>.env</c> file is loaded only where a setting says so; that the shell has the key is as good, so it is a note.</summary>
internal static class JustfileReader
{
    private static readonly string[] s_names = ["justfile", ".justfile"];

    internal static Artefact Artefact { get; } = new("just", static file => s_names.Contains(RepositoryTree.NameOf(file), StringComparer.OrdinalIgnoreCase) || file.EndsWith(".just", StringComparison.Ordinal), Read);

    private static void Read(string file, DoctorReport report)
    {
        if (report.Tree.Read(file) is not { } text)
            return;

        string folder = RepositoryTree.FolderOf(file);
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        bool isLoaded = lines.Any(static l => l.StartsWith("set dotenv-", StringComparison.Ordinal) && !l.EndsWith("false", StringComparison.Ordinal));
        bool isExpected = ((string[])[".env", ".env.example", ".env.sample", ".env.template", "example.env"]).Select(name => RepositoryTree.Join(folder, name)).Any(f => report.Tree.Contains(f) && report.Tree.Read(f)?.Contains(Variable.ApiKey.Name, StringComparison.Ordinal) is true);
        ScriptContext context = new("recipe", file) { Folder = folder, InheritsUnknown = true };
        foreach ((string recipe, int line) in Recipes(lines))
        {
            ScriptReader.Add(ScriptWalker.Read(recipe, line, context, report), report);
            if (!isLoaded && isExpected)
                Note(ScriptWalker.Read(recipe, line, context with { InheritsUnknown = false, HasFile = true }, report), report);
        }
    }

    private static void Note(IEnumerable<Runtime> runtimes, DoctorReport report)
    {
        foreach (Runtime runtime in runtimes.Where(static r => !r.InheritsUnknown && r.Program.Image is null && r.Environment.All(static a => ValueText.MeantBy(a.Name) != Variable.ApiKey)))
        {
            if ((runtime.Need?.Evidence ?? report.Programs.Find(runtime.Program)?.Evidence) is { } evidence)
                report.Add(DoctorFindings.Make(DiagnosticCodes.NotPassedOn, DiagnosticSeverity.Notice, "not-passed", runtime.Head, $"just loads no .env file here, and this starts without {Variable.ApiKey.Name} unless the shell has it: {evidence}", "set dotenv-load"));
        }
    }

    /// <summary>The lines of recipes: each a shell of its own, or one script behind <c>#!</c>.</summary>
    private static IEnumerable<(string Text, int Line)> Recipes(string[] lines)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0 || !char.IsWhiteSpace(lines[i][0]) || lines[i].Trim().Length == 0)
                continue;

            int first = i;
            bool isScript = lines[i].TrimStart().StartsWith("#!", StringComparison.Ordinal);
            StringBuilder recipe = new(lines[i].TrimStart().TrimStart('@', '-', ' '));
            while (i + 1 < lines.Length && (isScript ? lines[i + 1].Length == 0 || char.IsWhiteSpace(lines[i + 1][0]) : lines[i].EndsWith('\\')))
                recipe.Append('\n').Append(lines[++i].Trim());
            yield return (recipe.ToString(), first + 1);
        }
    }
}
