namespace LlamaEnv.Files.Guards;

/// <summary>A call of a static function in an MSBuild expression, as far as its text says.</summary>
/// <param name="Function">Type and name, such as <c>Environment::GetEnvironmentVariable</c>, in the case it is written in.</param>
/// <param name="Index">Where it stands.</param>
/// <param name="Argument">What is between the parentheses, without quotes.</param>
/// <param name="IsOnlyAsked">Whether the expression yields only something about the result: its length, whether there is one, whether it contains a text.</param>
internal sealed record FunctionCall(string Function, int Index, string Argument, bool IsOnlyAsked)
{
    private const string Quotes = "'\"`";

    private static readonly string[] s_types = ["[System.Environment]", "[System.IO.File]"];
    private static readonly string[] s_askingMembers = [".Length", ".Contains(", ".StartsWith(", ".EndsWith(", ".Equals("];
    private static readonly string[] s_askingFunctions = ["IsNullOrEmpty(", "IsNullOrWhiteSpace("];

    internal bool Is(string function) => Function.Equals(function, StringComparison.OrdinalIgnoreCase);

    /// <summary>The calls in an expression that may read the environment or a file. MSBuild allows blanks around each part of one, but not in the type.</summary>
    internal static IEnumerable<FunctionCall> FindAll(string text)
    {
        for (int colons = text.IndexOf("::", StringComparison.Ordinal); colons >= 0; colons = text.IndexOf("::", colons + 2, StringComparison.Ordinal))
        {
            string before = text[..colons].TrimEnd();
            if (s_types.FirstOrDefault(t => before.EndsWith(t, StringComparison.OrdinalIgnoreCase)) is not { } type)
                continue;

            string after = text[(colons + 2)..].TrimStart();
            int nameLength = after.AsSpan().IndexOfAny("( \t\r\n");
            string rest = nameLength > 0 ? after[nameLength..].TrimStart() : "";
            if (!rest.StartsWith('(') || CloseOf(rest) is not { } close)
                continue;

            string name = $"{type[(type.LastIndexOf('.') + 1)..^1]}::{after[..nameLength]}";
            yield return new FunctionCall(name, colons, rest[1..close].Trim().Trim(Quotes.ToCharArray()).Trim(), IsAsked(before[..^type.Length], rest[(close + 1)..]));
        }
    }

    private static int? CloseOf(string text)
    {
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (depth == 0)
                return i;
        }

        return null;
    }

    private static bool IsAsked(string before, string after)
    {
        after = after.TrimStart();
        if (Array.Exists(s_askingMembers, m => after.StartsWith(m, StringComparison.OrdinalIgnoreCase)))
            return true;

        before = before.TrimEnd();
        before = before.EndsWith("$(", StringComparison.Ordinal) ? before[..^2].TrimEnd().TrimEnd(Quotes.ToCharArray()).TrimEnd() : before;
        return after.StartsWith(')') && Array.Exists(s_askingFunctions, f => before.EndsWith(f, StringComparison.OrdinalIgnoreCase));
    }
}
