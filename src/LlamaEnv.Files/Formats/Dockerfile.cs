using System.Text;

namespace LlamaEnv.Files.Formats;

/// <summary>A stage of a Dockerfile.</summary>
/// <param name="Name">Its name; null where it has none.</param>
/// <param name="From">The image or stage it starts from.</param>
/// <param name="Line">The line of its <c>FROM</c>.</param>
/// <param name="Instructions">What follows.</param>
internal sealed record DockerStage(string? Name, string From, int Line, IReadOnlyList<DockerInstruction> Instructions);

/// <summary>
/// A Dockerfile as BuildKit reads it: directives at the very top, instructions in any case, continued lines, heredocs.
/// Source: the reference of the Dockerfile's syntax.
/// </summary>
/// <param name="Arguments">The <c>ARG</c>s before the first stage, which image names may use.</param>
/// <param name="Stages">The stages.</param>
internal sealed record Dockerfile(IReadOnlyList<DockerInstruction> Arguments, IReadOnlyList<DockerStage> Stages)
{
    private static readonly string[] s_directives = ["syntax", "escape", "check"];

    /// <summary>The stages that end in what is built: the last one or the one of that name, and those it starts from, the first of them first.</summary>
    internal IReadOnlyList<DockerStage> Shipped(string? target = null)
    {
        List<DockerStage> chain = [];
        DockerStage? stage = (target is null ? null : Named(target)) ?? (Stages.Count > 0 ? Stages[^1] : null);
        while (stage is not null && !chain.Contains(stage))
        {
            chain.Insert(0, stage);
            stage = Named(stage.From);
        }

        return chain;
    }

    /// <summary>The stage that is named, or numbered, so.</summary>
    internal DockerStage? Named(string name) =>
        Stages.LastOrDefault(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? (int.TryParse(name, out int number) && number >= 0 && number < Stages.Count ? Stages[number] : null);

    internal static Dockerfile Parse(string text)
    {
        List<DockerInstruction> arguments = [];
        List<DockerStage> stages = [];
        List<DockerInstruction>? current = null;
        foreach (DockerInstruction instruction in Instructions(text))
        {
            if (instruction.Name == "FROM")
            {
                List<string> words = [.. DockerWords.Split(instruction.Text).Where(static w => !w.StartsWith("--", StringComparison.Ordinal))];
                stages.Add(new DockerStage(words is [_, _, var name, ..] && words[1].Equals("AS", StringComparison.OrdinalIgnoreCase) ? name : null, words.Count > 0 ? words[0] : "", instruction.Line, current = []));
            }
            else
            {
                (current ?? arguments).Add(instruction);
            }
        }

        return new(arguments, stages);
    }

    private static IEnumerable<DockerInstruction> Instructions(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        char escape = '\\';
        bool isTop = true;
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                isTop = isTop && Directive(line) is not null;
                if (isTop && Directive(line) is ("escape", "`"))
                    escape = '`';
                continue;
            }

            isTop = false;
            int first = i;
            StringBuilder joined = new();
            while (true)
            {
                bool isContinued = line.EndsWith(escape);
                joined.Append(isContinued ? line[..^1] : line);
                if (!isContinued)
                    break;
                // Comments and, as older versions have it, empty lines among continued ones are dropped.
                do
                    i++;
                while (i < lines.Length && lines[i].TrimStart() is "" or ['#', ..]);
                if (i >= lines.Length)
                    break;
                line = lines[i].TrimEnd();
            }

            string instruction = joined.ToString().Trim();
            int end = instruction.AsSpan().IndexOfAny(' ', '\t');
            string name = (end < 0 ? instruction : instruction[..end]).ToUpperInvariant();
            string rest = end < 0 ? "" : instruction[end..].Trim();
            yield return new(name, rest, first + 1);

            foreach (string delimiter in name is "RUN" or "COPY" or "ADD" ? Heredocs(rest) : [])
            {
                do
                    i++;
                while (i < lines.Length && lines[i].TrimStart('\t') != delimiter);
            }
        }
    }

    private static (string Name, string Value)? Directive(string line)
    {
        int sign = line.IndexOf('=', StringComparison.Ordinal);
        if (sign < 0 || line[0] != '#')
            return null;

        string name = line[1..sign].Trim().ToLowerInvariant();
        return s_directives.Contains(name) ? (name, line[(sign + 1)..].Trim()) : null;
    }

    /// <summary>The words that end the heredocs of an instruction, in their order.</summary>
    private static List<string> Heredocs(string text)
    {
        List<string> delimiters = [];
        for (int start = text.IndexOf("<<", StringComparison.Ordinal); start >= 0; start = text.IndexOf("<<", start + 2, StringComparison.Ordinal))
        {
            string rest = text[(start + 2)..].TrimStart('-');
            string word = new([.. rest.TrimStart('"', '\'').TakeWhile(static c => char.IsAsciiLetterOrDigit(c) || c == '_')]);
            if (word.Length > 0 && !rest.StartsWith('<'))
                delimiters.Add(word);
        }

        return delimiters;
    }
}
