namespace LlamaEnv.Files.Formats;

/// <summary>One instruction of a Dockerfile.</summary>
/// <param name="Name">In upper case: <c>ENV</c>.</param>
/// <param name="Text">What follows, with continued lines joined and comments among them dropped.</param>
/// <param name="Line">Its first line.</param>
internal sealed record DockerInstruction(string Name, string Text, int Line)
{
    /// <summary>The pairs of <c>ENV A=1 B="2 3"</c>, of the older <c>ENV A 1</c>, and of <c>ARG A=1</c>; the value is null where none stands there.</summary>
    internal IEnumerable<(string Name, string? Value)> Pairs()
    {
        List<string> words = DockerWords.Split(Text);
        if (words.Count > 1 && Name == "ENV" && !words[0].Contains('=', StringComparison.Ordinal))
        {
            yield return (words[0], DockerWords.Unquote(Text.Trim()[words[0].Length..].Trim()));
            yield break;
        }

        foreach (string word in words)
        {
            int sign = word.IndexOf('=', StringComparison.Ordinal);
            yield return sign < 0 ? (word, null) : (word[..sign], DockerWords.Unquote(word[(sign + 1)..]));
        }
    }

    /// <summary>The words of <c>ENTRYPOINT</c> and <c>CMD</c>, as JSON or as a shell's line.</summary>
    internal IReadOnlyList<string> Command() => DockerWords.Command(Text);
}
