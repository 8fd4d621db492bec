namespace LlamaEnv.Tool.Tests.Exports;

/// <summary>Readers that no machine of ours has, by their rules.</summary>
internal static class RuleReaders
{
    internal static IReadOnlyList<ExportReader> All { get; } =
    [
        new("the runner's rules", "github", static path => Task.FromResult(ReadRunnerFile(File.ReadAllText(path)))) { IsReal = false },
        new("the agent's rules", "azure-pipelines", static path => Task.FromResult(ReadAgentOutput(File.ReadAllText(path)))) { IsReal = false },
        new("the rules of `set`", "cmd", static path => Task.FromResult(ReadBatch(File.ReadAllText(path)))) { IsReal = false },
    ];

    /// <summary>https://github.com/actions/runner, FileCommandManager.cs: a line with <c>=</c> before <c>&lt;&lt;</c> is a value, else a delimiter follows.</summary>
    internal static Dictionary<string, string> ReadRunnerFile(string text)
    {
        Dictionary<string, string> variables = [];
        int position = 0;
        while (position < text.Length)
        {
            string line = NextLine();
            if (line.Length == 0)
                continue;

            int equals = line.IndexOf('=', StringComparison.Ordinal);
            int heredoc = line.IndexOf("<<", StringComparison.Ordinal);
            if (equals >= 0 && (heredoc < 0 || equals < heredoc))
            {
                variables[line[..equals]] = line[(equals + 1)..];
                continue;
            }

            Assert.IsGreaterThan(0, heredoc, "neither a value nor a delimiter");
            string delimiter = line[(heredoc + 2)..];
            int start = position;
            int end;
            do
            {
                end = position;
                Assert.IsLessThan(text.Length, position, "the delimiter does not come again");
            }
            while (NextLine() != delimiter);
            variables[line[..heredoc]] = end == start ? "" : text[start..(end - 1)];
        }

        return variables;

        string NextLine()
        {
            int end = text.IndexOf('\n', position);
            string line = end < 0 ? text[position..] : text[position..end];
            position = end < 0 ? text.Length : end + 1;
            return line;
        }
    }

    /// <summary>https://github.com/microsoft/azure-pipelines-agent, Command.cs: properties end at the first bracket; three escapes, and the one for %, are taken back.</summary>
    internal static Dictionary<string, string> ReadAgentOutput(string text)
    {
        Dictionary<string, string> variables = [];
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            const string Start = "##vso[task.setvariable ";
            Assert.StartsWith(Start, line);
            int end = line.IndexOf(']', StringComparison.Ordinal);
            string[] properties = line[Start.Length..end].Split(';');
            string value = Unescape(line[(end + 1)..]);
            if (properties.Contains("issecret=true"))
                Assert.DoesNotContain("\n", value, "the agent refuses a secret of several lines");
            variables[properties.Single(static p => p.StartsWith("variable=", StringComparison.Ordinal))["variable=".Length..]] = value;
        }

        return variables;
    }

    private static string Unescape(string text) => text
        .Replace("%3B", ";", StringComparison.Ordinal)
        .Replace("%0D", "\r", StringComparison.Ordinal)
        .Replace("%0A", "\n", StringComparison.Ordinal)
        .Replace("%5D", "]", StringComparison.Ordinal)
        .Replace("%AZP25", "%", StringComparison.Ordinal);

    /// <summary>What is between the first quote and the last stands as it is, unless a % or a ! is in it.</summary>
    private static Dictionary<string, string> ReadBatch(string text)
    {
        Dictionary<string, string> variables = [];
        foreach (string line in text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.StartsWith("set \"", line);
            Assert.EndsWith("\"", line);
            string assignment = line["set \"".Length..^1];
            Assert.IsFalse(assignment.AsSpan().ContainsAny("\"%!\r\n"), "it would be expanded, or end early");
            string[] parts = assignment.Split('=', 2);
            variables[parts[0]] = parts[1];
        }

        return variables;
    }
}
