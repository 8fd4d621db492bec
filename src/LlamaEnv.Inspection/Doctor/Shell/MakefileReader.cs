using System.Text;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Shell;

/// <summary>Reads makefiles. <c>include .env</c> sets make's own variables, and what a recipe starts sees them only after <c>export</c>.</summary>
internal static class MakefileReader
{
    internal static Artefact Artefact { get; } = new("make", static file => RepositoryTree.NameOf(file) is "Makefile" or "makefile" or "GNUmakefile" || file.EndsWith(".mk", StringComparison.Ordinal), Read);

    private static void Read(string file, DoctorReport report)
    {
        if (report.Tree.Read(file) is not { } text)
            return;

        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        Dictionary<string, string> values = Values(lines);
        int include = Array.FindIndex(lines, static l => Words(l) is ["include" or "-include" or "sinclude", ..] words && words.Skip(1).Any(static w => w.Contains(".env", StringComparison.Ordinal)));
        bool isExported = lines.Any(static l => Words(l) is ["export", ..] or [".EXPORT_ALL_VARIABLES:", ..] && (Words(l) is ["export"] or [".EXPORT_ALL_VARIABLES:", ..] || l.Contains("$(", StringComparison.Ordinal) || l.Contains(Variable.ApiKey.Name, StringComparison.Ordinal)));
        ScriptContext context = new("recipe", file)
        {
            Folder = RepositoryTree.FolderOf(file),
            InheritsUnknown = true,
            Values = values,
            Environment = [.. Exports(lines, file, isExported)],
            Expression = Reference,
            Expand = value => !value.Contains('$', StringComparison.Ordinal) ? value : values.Aggregate(value, static (v, pair) => v.Replace($"$({pair.Key})", pair.Value, StringComparison.Ordinal)),
        };
        foreach ((string recipe, int line) in Recipes(lines))
        {
            Judge(recipe, file, line, report);
            string shell = recipe.Replace("$$", "$", StringComparison.Ordinal);
            ScriptReader.Add(ScriptWalker.Read(shell, line, context, report), report);
            if (include >= 0 && !isExported)
                ScriptReader.Add(ScriptWalker.Read(shell, line, Included(context, new Place(file, include + 1)), report), report);
        }
    }

    /// <summary>The shell that make is called from may have the key; who includes a file counts on that.</summary>
    private static ScriptContext Included(ScriptContext context, Place include) => context with
    {
        Name = "what make starts",
        Head = include,
        InheritsUnknown = false,
        IsSetElsewhere = true,
        HasFile = true,
        LinesFor = static name => $"export {name}",
    };

    /// <summary><c>$LLAMA…</c> is make's variable <c>L</c>, and the rest as it stands.</summary>
    private static void Judge(string recipe, string file, int line, DoctorReport report)
    {
        string[] lines = recipe.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            foreach (string quote in (string[])["=", "=\"", "='"])
            {
                if (lines[i].Contains($"{Variable.ApiKey.Name}{quote}${Variable.ApiKey.Name}", StringComparison.Ordinal))
                    report.Add(ScriptVariables.Malformed(new Place(file, line + i), $"make reads ${Variable.ApiKey.Name} as its variable L and the text behind it, which becomes the key. Write $${Variable.ApiKey.Name}"));
            }
        }
    }

    private static Assignment? Reference(string name, string text, Place place) =>
        text.Length > 3 && text.StartsWith("$(", StringComparison.Ordinal) && text[^1] == ')' && !text.Contains(' ', StringComparison.Ordinal) ? ValueText.FromHost(name, text[2..^1], Supply.Host, place) : null;

    /// <summary>The commands of the recipes, continued lines joined, each a shell of its own.</summary>
    private static IEnumerable<(string Text, int Line)> Recipes(string[] lines)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith('\t'))
                continue;

            int first = i;
            StringBuilder recipe = new(lines[i].TrimStart('\t', ' ').TrimStart('@', '-', '+', ' '));
            while (lines[i].EndsWith('\\') && i + 1 < lines.Length)
                recipe.Append('\n').Append(lines[++i].TrimStart('\t'));
            yield return (recipe.ToString(), first + 1);
        }
    }

    /// <summary>Our variables that make sets and hands on. One set with <c>?=</c> gives way to the shell's.</summary>
    private static IEnumerable<Assignment> Exports(string[] lines, string file, bool isExported)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            int sign = lines[i].IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0 || lines[i][0] is '\t' or '#')
                continue;

            string head = lines[i][..sign];
            bool isOwn = head.StartsWith("export ", StringComparison.Ordinal);
            string name = head[(isOwn ? "export ".Length : 0)..].TrimEnd(':', '?', '+', ' ', '\t').Trim();
            string value = lines[i][(sign + 1)..].Split('#')[0].Trim();
            Place place = new(file, i + 1);
            if (!(isOwn || isExported) || !ValueText.IsOurs(name))
                continue;

            yield return head.EndsWith('?') ? new(name, value.Length == 0 ? Supply.EmptyDefault : Supply.Host, place) { From = name }
                : value.Contains('$', StringComparison.Ordinal) ? Reference(name, value, place) ?? new(name, Supply.Host, place)
                : ValueText.Literal(name, value, place);
        }
    }

    private static Dictionary<string, string> Values(string[] lines)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (string line in lines)
        {
            int sign = line.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0 || line[0] is '\t' or '#')
                continue;

            string name = line[..sign].TrimEnd(':', '?', '+', ' ', '\t').Replace("export ", "", StringComparison.Ordinal).Trim();
            string value = line[(sign + 1)..].Split('#')[0].Trim();
            if (!ValueText.IsOurs(name) && !value.Contains('$', StringComparison.Ordinal) && name.Length > 0 && !name.Contains(' ', StringComparison.Ordinal))
                values[name] = value;
        }

        return values;
    }

    private static string[] Words(string line) => line.StartsWith('\t') || line.StartsWith('#') ? [] : line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
}
