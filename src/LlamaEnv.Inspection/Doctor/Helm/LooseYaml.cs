using LlamaEnv.Inspection.Doctor.Kubernetes;

namespace LlamaEnv.Inspection.Doctor.Helm;

/// <summary>
/// Reads lines of YAML as far as manifests go, by their indentation. YAML's own rules do not hold for a template: an
/// <c>if</c> and its <c>else</c> both have the same key.
/// </summary>
/// <param name="lines">The lines of one document.</param>
/// <param name="resolve">What a text with expressions is, where that is known.</param>
internal sealed class LooseYaml(IReadOnlyList<TemplateLine> lines, Func<string, string> resolve)
{
    private const int MaxDepth = 64;

    /// <summary>Keys whose text names something.</summary>
    private static readonly string[] s_names = ["kind", "name", "image", "key", "secretName", "optional", "namespace", "prefix", "subPath", "path"];

    private int _at;

    internal static IEnumerable<ManifestNode> Documents(IEnumerable<TemplateLine> lines, Func<string, string> resolve)
    {
        List<TemplateLine> document = [];
        foreach (TemplateLine line in lines)
        {
            if (line is { Indent: 0 } && line.Text.StartsWith("---", StringComparison.Ordinal))
            {
                if (document.Count > 0)
                    yield return new LooseYaml(document, resolve).Block(0, 0);
                document = [];
            }
            else
            {
                document.Add(line);
            }
        }

        if (document.Count > 0)
            yield return new LooseYaml(document, resolve).Block(0, 0);
    }

    private ManifestNode Block(int least, int depth)
    {
        TemplateLine first = lines[_at];
        int indent = Math.Max(first.Indent, least);
        List<ManifestEntry> entries = [];
        List<ManifestNode> items = [];
        bool isOpen = false;
        bool isList = false;
        while (_at < lines.Count && depth < MaxDepth)
        {
            TemplateLine line = lines[_at];
            if (line.Indent < least)
                break;

            if (line.IsOpen)
            {
                isOpen = true;
                entries.AddRange(line.Node?.Entries ?? []);
                items.AddRange(line.Node?.Items ?? []);
                _at++;
                // Where it is the first line, what follows says how deep the block is.
                if (entries.Count + items.Count == 0 && _at < lines.Count && lines[_at].Indent >= least)
                    indent = lines[_at].Indent;
                continue;
            }

            if (line.Indent < indent)
                break;

            if (line.Indent > indent)
            {
                _at++; // It belongs to something that was not understood.
            }
            else if (line.IsItem)
            {
                isList = true;
                items.Add(Item(line, depth));
            }
            else if (isList)
            {
                break;
            }
            else if (Split(line.Text) is var (key, rest))
            {
                _at++;
                isOpen |= key.Contains("{{", StringComparison.Ordinal);
                Add(entries, new(key, line.Place, Value(key, rest, line, depth)));
            }
            else
            {
                _at++;
            }
        }

        if (depth >= MaxDepth)
            _at = lines.Count;
        return isList || (items.Count > 0 && entries.Count == 0)
            ? new(first.Place) { Indent = indent, IsList = true, Items = items, IsOpen = isOpen, Conditions = first.Conditions }
            : new(first.Place) { Indent = indent, Entries = entries, IsOpen = isOpen, Conditions = first.Conditions };
    }

    private ManifestNode Item(TemplateLine line, int depth)
    {
        string rest = line.Text[1..].TrimStart();
        int inner = line.Indent + (line.Text.Length - rest.Length);
        if (rest.Length == 0)
        {
            _at++;
            return _at < lines.Count && lines[_at].Indent > line.Indent ? Block(line.Indent + 1, depth + 1) : new(line.Place) { Indent = inner };
        }

        if (Split(rest) is null || rest[0] is '{' or '[')
        {
            _at++;
            return Scalar("", rest, line);
        }

        // A mapping that begins behind the dash.
        List<TemplateLine> rewritten = [line with { Indent = inner, Text = rest }];
        int start = _at++;
        while (_at < lines.Count && lines[_at] is var next && (next.Indent > line.Indent || (next.IsOpen && next.Indent > line.Indent)))
            rewritten.Add(lines[_at++]);
        return _at > start ? new LooseYaml(rewritten, resolve).Block(inner, depth + 1) : new(line.Place);
    }

    private ManifestNode Value(string key, string rest, TemplateLine line, int depth)
    {
        if (rest.Length > 0 && rest[0] is '|' or '>' && !rest.Contains("{{", StringComparison.Ordinal))
        {
            List<string> text = [];
            while (_at < lines.Count && lines[_at].Indent > line.Indent)
                text.Add(lines[_at++].Text);
            return new(line.Place) { Indent = line.Indent, Text = string.Join('\n', text) + (rest.Contains('-', StringComparison.Ordinal) ? "" : "\n"), Conditions = line.Conditions, IsOpen = text.Exists(static t => t.Contains("{{", StringComparison.Ordinal)) };
        }

        if (rest.Length > 0)
            return Scalar(key, rest, line);
        // A list may stand at its key's own depth.
        return _at < lines.Count && (lines[_at].Indent > line.Indent || (lines[_at].Indent == line.Indent && (lines[_at].IsItem || lines[_at].IsOpen)))
            ? Block(lines[_at].Indent > line.Indent ? line.Indent + 1 : line.Indent, depth + 1)
            : new(line.Place) { Indent = line.Indent, Conditions = line.Conditions };
    }

    private ManifestNode Scalar(string key, string rest, TemplateLine line)
    {
        bool isTemplate = rest.Contains("{{", StringComparison.Ordinal);
        if (rest[0] is '{' or '[' && !rest.StartsWith("{{", StringComparison.Ordinal))
            return Flow(rest, line);

        string text = rest;
        if (text[0] is '"' or '\'' && text.IndexOf(text[0], 1) is > 0 && text.LastIndexOf(text[0]) is > 0 and var end)
            text = text[1..end];
        else if (text.IndexOf(" #", StringComparison.Ordinal) is >= 0 and var comment && !isTemplate)
            text = text[..comment].TrimEnd();
        string known = isTemplate && (s_names.Contains(key, StringComparer.Ordinal) || key.Length == 0) ? resolve(text) : text;
        return new(line.Place)
        {
            Indent = line.Indent,
            Text = rest is "~" or "null" ? null : known,
            Raw = isTemplate ? rest : null,
            IsOpen = known.Contains("{{", StringComparison.Ordinal),
            Conditions = line.Conditions,
        };
    }

    /// <summary>A mapping or list on one line; its expressions, which would be mappings there, are kept apart while it is read.</summary>
    private ManifestNode Flow(string text, TemplateLine line)
    {
        List<string> expressions = [];
        foreach ((int start, int end, string inner) in TemplateExpression.Actions(text).Reverse().ToList())
        {
            text = $"{text[..start]}{Mark(expressions.Count)}{text[end..]}";
            expressions.Add($"{{{{ {inner} }}}}");
        }

        return ManifestYaml.ReadInline(text, line.Place.File, line.Place.Line - 1) is [var flow, ..] ? Restore(flow, "", expressions) : new(line.Place) { Indent = line.Indent, IsOpen = true, Conditions = line.Conditions };
    }

    private static string Mark(int number) => FormattableString.Invariant($"EXPRESSION-{number}-");

    private ManifestNode Restore(ManifestNode node, string key, List<string> expressions)
    {
        if (node.Entries is { } entries)
            return node.With([.. entries.Select(e => e with { Value = Restore(e.Value, e.Key, expressions) })]);
        if (node.IsList)
            return node.With([.. node.Items.Select(i => Restore(i, key, expressions))]);
        if (node.Text?.Contains("EXPRESSION-", StringComparison.Ordinal) is not true)
            return node;

        string raw = node.Text;
        for (int i = 0; i < expressions.Count; i++)
            raw = raw.Replace(Mark(i), expressions[i], StringComparison.Ordinal);
        string known = s_names.Contains(key, StringComparer.Ordinal) ? resolve(raw) : raw;
        return new(node.Place) { Indent = node.Indent, Text = known, Raw = raw, IsOpen = known.Contains("{{", StringComparison.Ordinal) };
    }

    /// <summary>A key and what is behind it; null where there is none. A colon in quotes or in an expression is no sign.</summary>
    private static (string Key, string Behind)? Split(string text)
    {
        bool isExpression = false;
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            if (quote != '\0')
                quote = text[i] == quote ? '\0' : quote;
            else if (!isExpression && i == 0 && text[i] is '"' or '\'')
                quote = text[i];
            else if (text.AsSpan(i).StartsWith("{{"))
                isExpression = true;
            else if (text.AsSpan(i).StartsWith("}}"))
                isExpression = false;
            else if (!isExpression && text[i] == ':' && (i + 1 == text.Length || text[i + 1] == ' '))
                return (text[..i].Trim('"', '\''), WithoutComment(text[(i + 1)..].Trim()));
        }

        return null;
    }

    private static string WithoutComment(string rest) => rest.StartsWith('#') ? "" : rest;

    /// <summary>What both branches have is there once, with what either has in it.</summary>
    private static void Add(List<ManifestEntry> entries, ManifestEntry entry)
    {
        int at = entries.FindIndex(e => e.Key == entry.Key);
        if (at < 0)
        {
            entries.Add(entry);
            return;
        }

        ManifestNode known = entries[at].Value;
        ManifestNode both = new(known.Place)
        {
            Indent = known.Indent,
            Text = known.Text ?? entry.Value.Text,
            Raw = known.Raw ?? entry.Value.Raw,
            Entries = known.Entries is null && entry.Value.Entries is null ? null : [.. known.Entries ?? [], .. entry.Value.Entries ?? []],
            IsList = known.IsList || entry.Value.IsList,
            Items = [.. known.Items, .. entry.Value.Items],
            IsOpen = known.IsOpen || entry.Value.IsOpen,
            Conditions = [.. known.Conditions, "else"],
        };
        entries[at] = entries[at] with { Value = both };
    }
}
