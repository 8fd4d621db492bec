using LlamaEnv.Inspection.Doctor.Model;

namespace LlamaEnv.Inspection.Doctor.Helm;

/// <summary>
/// Makes lines of YAML of a chart's templates without running them: of an <c>if</c> both branches, of a <c>range</c> one
/// turn, named templates where they are included, and what values.yaml has where a value is written out.
/// </summary>
/// <param name="values">The values of the chart.</param>
internal sealed class TemplateExpander(ChartValues values)
{
    private const int MaxDepth = 10;

    private const int MaxLines = 50_000;

    private readonly Dictionary<string, List<(string Text, Place Place)>> _named = new(StringComparer.Ordinal);
    private int _made;

    /// <summary>A block that is open.</summary>
    /// <param name="Condition">What it asks; null for what asks nothing.</param>
    /// <param name="Dot">What <c>.</c> is in it.</param>
    private sealed record Block(string? Condition, string? Dot);

    /// <summary>Remembers the named templates of a file.</summary>
    internal void Learn(string file, string text)
    {
        string? name = null;
        int depth = 0;
        foreach ((string line, Place place) in Lines(file, text))
        {
            if (name is not null)
                _named[name].Add((line, place));
            foreach ((_, _, string inner) in TemplateExpression.Actions(line))
            {
                List<string> words = TemplateExpression.Words(inner);
                if (name is null && words is ["define", var quoted, ..])
                {
                    _named[name = quoted.Trim('"', '`')] = [];
                    depth = 1;
                }
                else if (name is not null && words is ["if" or "with" or "range" or "block" or "define", ..])
                {
                    depth++;
                }
                else if (name is not null && words is ["end", ..] && --depth == 0)
                {
                    if (_named[name].Count > 0)
                        _named[name].RemoveAt(_named[name].Count - 1);
                    name = null;
                }
            }
        }
    }

    /// <summary>The lines of a file.</summary>
    internal IReadOnlyList<TemplateLine> Expand(string file, string text)
    {
        List<TemplateLine> lines = [];
        Expand(Lines(file, text), "", 0, [], lines, 0);
        return lines;
    }

    private void Expand(IEnumerable<(string Text, Place Place)> source, string? dot, int indent, IReadOnlyList<string> around, List<TemplateLine> lines, int depth)
    {
        List<Block> blocks = [];
        int definition = 0;
        foreach ((string text, Place place) in source)
        {
            if (++_made > MaxLines)
                return;

            string line = text;
            string? current = blocks.Count > 0 ? blocks[^1].Dot : dot;
            bool isControl = false;
            foreach ((int start, int end, string raw) in TemplateExpression.Actions(text).Reverse().ToList())
            {
                if (TemplateExpression.Words(raw) is not ["if" or "with" or "range" or "else" or "end" or "define" or "block" or "break" or "continue", ..])
                    continue;

                isControl = true;
                line = line.Remove(start, end - start);
            }

            foreach ((_, _, string raw) in isControl ? TemplateExpression.Actions(text) : [])
                Control(raw, dot, blocks, ref definition);
            if (definition > 0 || (isControl && line.Trim().Length == 0))
                continue;

            // A value that is chosen within its line is one that nobody knows.
            if (isControl && line.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var colon)
                line = line[..(colon + 2)] + "{{ inline }}";
            current = blocks.Count > 0 ? blocks[^1].Dot : dot;
            Emit(line, place, current, indent, [.. around, .. blocks.Select(static b => b.Condition).OfType<string>()], lines, depth);
        }
    }

    private static void Control(string raw, string? dot, List<Block> blocks, ref int definition)
    {
        List<string> words = TemplateExpression.Words(raw);
        string? current = blocks.Count > 0 ? blocks[^1].Dot : dot;
        string rest = TemplateExpression.FromRoot(string.Join(' ', words.Skip(1)), current);
        string? path = TemplateExpression.PathOf(rest);
        switch (words.FirstOrDefault())
        {
            case "define" or "block":
                definition++;
                blocks.Add(new(null, current));
                break;
            case "if":
                blocks.Add(new(rest, current));
                break;
            case "with":
                blocks.Add(new(rest, rest is "." or "$" ? "" : path));
                break;
            case "range":
                blocks.Add(new(rest, null));
                break;
            case "else" when blocks.Count > 0:
                blocks[^1] = blocks[^1] with { Condition = $"else {rest}", Dot = blocks.Count > 1 ? blocks[^2].Dot : dot };
                break;
            case "end" when blocks.Count > 0:
                if (definition > 0)
                    definition = blocks.Count == 1 ? 0 : definition;
                blocks.RemoveAt(blocks.Count - 1);
                break;
        }
    }

    private void Emit(string line, Place place, string? dot, int indent, IReadOnlyList<string> conditions, List<TemplateLine> lines, int depth)
    {
        string text = line.TrimStart();
        int own = line.Length - text.Length + indent;
        text = text.TrimEnd();
        if (text.Length == 0 || text[0] == '#')
            return;

        List<(int Start, int End, string Inner)> actions = [.. TemplateExpression.Actions(text)];
        foreach ((int start, int end, string inner) in actions.AsEnumerable().Reverse())
            text = text[..start] + "{{ " + TemplateExpression.FromRoot(inner, dot) + " }}" + text[end..];

        // What writes several lines stands alone, or alone behind a key.
        if (actions.Count == 1 && TemplateExpression.Actions(text).Single() is var action && action.End == text.Length)
        {
            string before = text[..action.Start].TrimEnd();
            List<string> words = TemplateExpression.Words(action.Inner);
            bool isMany = words.Contains("nindent") || words.Contains("indent") || words.Contains("toYaml") || (before.Length == 0 && words is ["include" or "template", ..]);
            if (isMany && (before.Length == 0 || before.EndsWith(':')))
            {
                if (before.Length > 0)
                    lines.Add(new(own, before, place, conditions));
                Insert(words, place, own, indent, before.Length > 0, conditions, lines, depth);
                return;
            }

            if (before.Length == 0)
                return; // An assignment, a call of fail: it writes nothing.
        }

        lines.Add(new(own, text, place, conditions));
    }

    /// <summary>What an include or a value puts here.</summary>
    private void Insert(List<string> words, Place place, int own, int indent, bool hasKey, IReadOnlyList<string> conditions, List<TemplateLine> lines, int depth)
    {
        int at = words.FindIndex(static w => w is "nindent" or "indent");
        int inner = at >= 0 && at + 1 < words.Count && int.TryParse(words[at + 1], out int number) ? number + indent : hasKey ? own + 2 : own;
        int call = words.FindIndex(static w => w is "include" or "template");
        if (call >= 0 && call + 2 < words.Count && _named.TryGetValue(words[call + 1].Trim('"', '`'), out List<(string Text, Place Place)>? body) && depth < MaxDepth)
        {
            string context = words[call + 2];
            Expand(body, context is "." or "$" ? "" : TemplateExpression.PathOf(context), at >= 0 ? inner : indent, conditions, lines, depth + 1);
            return;
        }

        string? path = words.Select(TemplateExpression.PathOf).FirstOrDefault(static p => p is not null);
        lines.Add(new(inner, "", place, conditions) { IsOpen = true, Node = path is not null && call < 0 ? values.Find(path) : null });
    }

    /// <summary>The lines of a text; what is open at the end of one goes on in the next, and comments are nothing.</summary>
    private static IEnumerable<(string Text, Place Place)> Lines(string file, string text)
    {
        string[] lines = text.Replace("\t", "  ", StringComparison.Ordinal).Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            int first = i;
            string line = lines[i].TrimEnd('\r');
            while (line.LastIndexOf("{{", StringComparison.Ordinal) > line.LastIndexOf("}}", StringComparison.Ordinal) && i + 1 < lines.Length && i - first < 200)
                line += " " + lines[++i].Trim();

            foreach ((int start, int end, string inner) in TemplateExpression.Actions(line).Reverse().ToList())
            {
                if (inner.StartsWith("/*", StringComparison.Ordinal))
                    line = line.Remove(start, end - start);
            }

            yield return (line, new Place(file, first + 1));
        }
    }
}
