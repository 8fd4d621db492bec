namespace LlamaEnv.Inspection.Doctor.Kubernetes;

/// <summary>Puts a patch onto a resource. Source: the strategic merge of Kubernetes, RFC 6902, kustomize's reference.</summary>
internal static class ManifestPatch
{
    private const string Directive = "$patch";

    /// <summary>Lists whose items are known by a field; others are replaced as a whole.</summary>
    private static readonly Dictionary<string, string> s_keys = new(StringComparer.Ordinal)
    {
        ["containers"] = "name",
        ["initContainers"] = "name",
        ["ephemeralContainers"] = "name",
        ["env"] = "name",
        ["volumes"] = "name",
        ["volumeMounts"] = "mountPath",
    };

    /// <summary>A strategic merge; null where it deletes the resource.</summary>
    internal static ManifestNode? Merge(ManifestNode target, ManifestNode patch, string key = "")
    {
        switch (patch.TextOf(Directive))
        {
            case "delete":
                return null;
            case "replace":
                return patch.With([.. patch.Entries!.Where(static e => e.Key != Directive)]);
        }

        if (patch.IsList && target.IsList)
            return s_keys.TryGetValue(key, out string? field) ? MergeLists(target, patch, field, key) : patch;
        if (patch.Entries is null || target.Entries is null)
            return patch;

        List<ManifestEntry> entries = [.. target.Entries];
        foreach (ManifestEntry change in patch.Entries)
        {
            int at = entries.FindIndex(e => e.Key == change.Key);
            bool isAbsent = change.Value is { Text: null, Entries: null, IsList: false };
            ManifestNode? value = isAbsent ? null : at < 0 ? change.Value : Merge(entries[at].Value, change.Value, change.Key);
            if (at >= 0 && value is null)
                entries.RemoveAt(at);
            else if (at >= 0)
                entries[at] = new(change.Key, change.Place, value!);
            else if (value is not null)
                entries.Add(change with { Value = value });
        }

        ManifestNode merged = target.With(entries);
        return key == "env" ? merged.InsteadOf(target) : merged;
    }

    private static ManifestNode MergeLists(ManifestNode target, ManifestNode patch, string field, string key)
    {
        if (patch.Items.Any(static i => i is { Entries.Count: 1 } && i.TextOf(Directive) == "replace"))
            return patch.With([.. patch.Items.Where(static i => i is not { Entries.Count: 1 } || i[Directive] is null)]);

        List<ManifestNode> items = [.. target.Items];
        foreach (ManifestNode change in patch.Items)
        {
            int at = items.FindIndex(i => i.TextOf(field) is { } name && name == change.TextOf(field));
            ManifestNode? value = at < 0 ? change.TextOf(Directive) == "delete" ? null : change : Merge(items[at], change, key);
            if (at >= 0 && value is null)
                items.RemoveAt(at);
            else if (at >= 0)
                items[at] = value!;
            else if (value is not null)
                items.Add(value);
        }

        return target.With(items);
    }

    /// <summary>One operation of a JSON patch. What it cannot do changes nothing.</summary>
    internal static ManifestNode Apply(ManifestNode target, ManifestNode operation)
    {
        if (operation.TextOf("path") is not { } path || operation.TextOf("op") is not ("add" or "replace" or "remove"))
            return target;

        string[] parts = [.. path.Split('/', 65).Skip(1).Select(static p => p.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
        return parts.Length is 0 or 64 ? target : At(target, parts, operation.TextOf("op")!, operation["value"]);
    }

    private static ManifestNode At(ManifestNode node, ReadOnlySpan<string> path, string operation, ManifestNode? value)
    {
        if (node.IsList)
            return InList(node, path, operation, value);
        if (node.Entries is null)
            return node;

        string key = path[0];
        List<ManifestEntry> entries = [.. node.Entries];
        int at = entries.FindIndex(e => e.Key == key);
        if (path.Length > 1)
        {
            if (at >= 0)
                entries[at] = entries[at] with { Value = At(entries[at].Value, path[1..], operation, value) };
        }
        else if (operation == "remove")
        {
            entries.RemoveAll(e => e.Key == key);
        }
        else if (value is not null)
        {
            if (at >= 0)
                entries[at] = new(key, value.Place, value);
            else
                entries.Add(new(key, value.Place, value));
        }

        return node.With(entries);
    }

    private static ManifestNode InList(ManifestNode node, ReadOnlySpan<string> path, string operation, ManifestNode? value)
    {
        List<ManifestNode> items = [.. node.Items];
        int at = path[0] == "-" ? items.Count : int.TryParse(path[0], out int number) ? number : -1;
        if (at < 0 || at > items.Count || (at == items.Count && (path.Length > 1 || operation != "add")))
            return node;

        if (path.Length > 1)
            items[at] = At(items[at], path[1..], operation, value);
        else if (operation == "remove")
            items.RemoveAt(at);
        else if (operation == "replace" && value is not null)
            items[at] = value.InsteadOf(items[at]);
        else if (value is not null)
            items.Insert(at, value);
        return node.With(items);
    }
}
