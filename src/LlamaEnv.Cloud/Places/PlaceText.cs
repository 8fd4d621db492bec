namespace LlamaEnv.Cloud.Places;

/// <summary>What a user writes for a place: <c>KIND[:TARGET][,OPTION=VALUE…]</c>.</summary>
/// <param name="Kind">Its first word.</param>
/// <param name="Target">What stands behind the colon; empty where nothing does.</param>
/// <param name="Options">The rest.</param>
internal sealed record PlaceText(string Kind, string Target, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>The parts; null where an option has no value, or comes twice.</summary>
    internal static PlaceText? Parse(string text)
    {
        string[] parts = text.Split(',');
        string[] first = parts[0].Split(':', 2);
        Dictionary<string, string> options = [];
        foreach (string part in parts.Skip(1))
        {
            string[] option = part.Split('=', 2);
            if (option is not [var name, { Length: > 0 } value] || !options.TryAdd(name.Trim().ToLowerInvariant(), value))
                return null;
        }

        return first is [_, ""] ? null : new PlaceText(first[0].Trim().ToLowerInvariant(), first.Length > 1 ? first[1] : "", options);
    }

    /// <summary>An option; null where it is not there.</summary>
    internal string? this[string name] => Options.GetValueOrDefault(name);

    /// <summary>Whether it has no options but these.</summary>
    internal bool HasOnly(params ReadOnlySpan<string> names)
    {
        foreach (string name in Options.Keys)
        {
            if (!names.Contains(name))
                return false;
        }

        return true;
    }
}
