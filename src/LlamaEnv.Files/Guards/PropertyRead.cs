namespace LlamaEnv.Files.Guards;

/// <summary>Finds in an MSBuild expression what puts the value of an environment variable into the log.</summary>
internal static class PropertyRead
{
    private const string Get = "Environment::GetEnvironmentVariable";
    private const string GetAll = "Environment::GetEnvironmentVariables";
    private const string Expand = "Environment::ExpandEnvironmentVariables";
    private const string ReadFile = "File::ReadAllText";

    /// <summary>The index of <paramref name="name"/> where it is first read, or -1.</summary>
    internal static int Find(string text, string name)
    {
        for (int start = 0; text.IndexOf(name, start, StringComparison.OrdinalIgnoreCase) is var index and >= 0; start = index + name.Length)
        {
            if (IsProperty(text.AsSpan(0, index), text.AsSpan(index + name.Length)))
                return FirstOf(index, FindCall(text, name));
        }

        return FindCall(text, name);
    }

    /// <summary>What a function that yields a variable's value, or the text of a file, is asked about, where that is not plain text: <c>$(NAME)</c>, <c>%(NAME)</c>, <c>@(NAME)</c> in its argument.</summary>
    internal static IEnumerable<(int Index, string Argument, bool IsFile)> FindArguments(string text) =>
        from call in FunctionCall.FindAll(text)
        where !call.IsOnlyAsked && (call.Is(Get) || call.Is(ReadFile))
        select (call.Index, call.Argument, call.Is(ReadFile));

    /// <summary>The function's value counts as any other text; whether there is one, and its length, may be asked for.</summary>
    private static int FindCall(string text, string name)
    {
        FunctionCall? found = FunctionCall.FindAll(text).FirstOrDefault(call => !call.IsOnlyAsked && (
            call.Is(GetAll)
            || (call.Is(Get) && call.Argument.Equals(name, StringComparison.OrdinalIgnoreCase))
            || (call.Is(Expand) && call.Argument.Replace("%25", "%", StringComparison.Ordinal).Contains($"%{name}%", StringComparison.OrdinalIgnoreCase))));
        return found is null ? -1 : Math.Max(found.Index, text.IndexOf(name, found.Index, StringComparison.OrdinalIgnoreCase));
    }

    private static int FirstOf(int one, int other) => other < 0 ? one : Math.Min(one, other);

    /// <summary><c>$(NAME)</c>, <c>$(NAME.Length)</c>, <c>$(NAME[0])</c>: MSBuild logs that the variable was read, with its value. With blanks around the name alone it is no property; before a member or an index they do not matter.</summary>
    private static bool IsProperty(ReadOnlySpan<char> before, ReadOnlySpan<char> after) =>
        (before.EndsWith("$(") && after is [')', ..])
        || (before.TrimEnd().EndsWith("$(") && after.TrimStart() is ['.' or '[', ..]);
}
