namespace LlamaEnv.Guards;

/// <summary>Finds in an MSBuild expression what puts the value of an environment variable into the log.</summary>
internal static class PropertyRead
{
    private const string Call = "[System.Environment]::GetEnvironmentVariable(";
    private const string Quotes = "'\"`";

    /// <summary>The index of <paramref name="name"/> where it is first read, or -1.</summary>
    internal static int Find(ReadOnlySpan<char> text, string name)
    {
        for (int start = 0; ;)
        {
            int found = text[start..].IndexOf(name, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
                return -1;

            int index = start + found;
            start = index + name.Length;
            if (IsProperty(text[..index], text[start..]) || IsLoggedCall(text[..index], text[start..]))
                return index;
        }
    }

    /// <summary><c>$(NAME)</c>, <c>$(NAME.Length)</c>, <c>$(NAME[0])</c>: MSBuild logs that the variable was read, with its value. With blanks around the name it is no property.</summary>
    private static bool IsProperty(ReadOnlySpan<char> before, ReadOnlySpan<char> after) =>
        before.EndsWith("$(") && after is [')' or '.' or '[', ..];

    /// <summary>The function's value counts as any other text; whether there is one, and its length, may be asked for.</summary>
    private static bool IsLoggedCall(ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        before = before.TrimEnd().TrimEnd(Quotes).TrimEnd();
        after = after.TrimStart().TrimStart(Quotes).TrimStart();
        if (!before.EndsWith(Call, StringComparison.OrdinalIgnoreCase) || after is not [')', ..])
            return false;

        before = before[..^Call.Length].TrimEnd();
        before = before.EndsWith("$(") ? before[..^2].TrimEnd().TrimEnd(Quotes).TrimEnd() : before;
        bool isOnlyAsked = after[1..].TrimStart().StartsWith(".Length", StringComparison.OrdinalIgnoreCase)
            || (after[1..].TrimStart() is [')', ..]
                && (before.EndsWith("IsNullOrEmpty(", StringComparison.OrdinalIgnoreCase) || before.EndsWith("IsNullOrWhiteSpace(", StringComparison.OrdinalIgnoreCase)));
        return !isOnlyAsked;
    }
}
