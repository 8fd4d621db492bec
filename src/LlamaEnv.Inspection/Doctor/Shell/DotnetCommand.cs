namespace LlamaEnv.Inspection.Doctor.Shell;

/// <summary>What the arguments of <c>dotnet</c> say.</summary>
/// <param name="Verb"><c>run</c>, <c>test</c>, <c>build</c> …, or the path of what is started.</param>
/// <param name="Target">The project, solution, folder or assembly; null for what is in the folder.</param>
/// <param name="Variables">The words behind <c>-e</c>.</param>
/// <param name="Words">Everything behind the verb that is meant for <c>dotnet</c>.</param>
internal sealed record DotnetCommand(string Verb, string? Target, IReadOnlyList<ShellWord> Variables, IReadOnlyList<string> Words)
{
    private static readonly string[] s_withValue =
    [
        "-c", "--configuration", "-f", "--framework", "-r", "--runtime", "-o", "--output", "-v", "--verbosity", "-lp", "--launch-profile", "--filter", "-l", "--logger", "-s", "--settings", "-d", "--diag", "--collect", "--results-directory", "-a", "--arch", "--os",
        "-m", "--source", "--version-suffix", "--artifacts-path", "--blame-hang-timeout", "--test-adapter-path", "--property", "--treenode-filter", "--max-parallel-test-modules", "--report-trx-filename", "--coverage-output", "--coverage-output-format", "--minimum-expected-tests", "--roll-forward", "--fx-version", "--depsfile", "--runtimeconfig",
    ];

    /// <summary>Whether the app, or the tests, were built before.</summary>
    internal bool IsBuilt => Words.Contains("--no-build");

    /// <summary>The value of an option.</summary>
    internal string? Option(params ReadOnlySpan<string> names)
    {
        for (int i = 0; i < Words.Count; i++)
        {
            foreach (string name in names)
            {
                if (Words[i] == name && i + 1 < Words.Count)
                    return Words[i + 1];
                if (Words[i].StartsWith(name + '=', StringComparison.Ordinal))
                    return Words[i][(name.Length + 1)..];
            }
        }

        return null;
    }

    /// <param name="words">The words behind <c>dotnet</c>.</param>
    internal static DotnetCommand? Read(IReadOnlyList<ShellWord> words)
    {
        int verb = 0;
        while (verb < words.Count && words[verb].Text.StartsWith('-'))
            verb += s_withValue.Contains(words[verb].Text, StringComparer.Ordinal) ? 2 : 1;
        if (verb >= words.Count)
            return null;

        List<ShellWord> variables = [];
        List<string> own = [];
        string? target = null;
        bool isApp = words[verb].Text is "exec" || words[verb].Text.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        for (int i = verb + 1; i < words.Count && words[i].Text != "--" && !words[i].Text.StartsWith('>'); i++)
        {
            string text = words[i].Text;
            own.Add(text);
            if (text is "-e" or "--environment" && i + 1 < words.Count)
                variables.Add(words[++i]);
            else if (text is "--project" or "-p" or "--solution" or "--file" && i + 1 < words.Count && !(text == "-p" && words[i + 1].Text.Contains('=', StringComparison.Ordinal)))
                target = words[++i].Text;
            else if (text.StartsWith("--project=", StringComparison.Ordinal))
                target = text["--project=".Length..];
            else if (s_withValue.Contains(text, StringComparer.Ordinal) && i + 1 < words.Count)
                own.Add(words[++i].Text);
            else if (text[0] is not '-' && !(text[0] == '/' && text.Contains(':', StringComparison.Ordinal)) && (words[verb].Text != "run" || text.EndsWith(".cs", StringComparison.Ordinal)))
                target ??= text;

            if (isApp && target is not null)
                break;
        }

        string name = words[verb].Text;
        return name == "exec" ? target is null ? null : new(target, target, variables, own)
            : isApp ? new(name, name, variables, own)
            : new(name, target, variables, own);
    }
}
