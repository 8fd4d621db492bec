using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Shell;

namespace LlamaEnv.Inspection.Doctor.GitHub;

/// <summary>What a step hands to the next ones through the file that <c>GITHUB_ENV</c> names.</summary>
internal static class EnvironmentFileWrites
{
    private const string File = "GITHUB_ENV";

    /// <param name="next">What the next step gets without it.</param>
    /// <param name="text">The script.</param>
    /// <param name="line">Its first line.</param>
    /// <param name="context">Where the script runs.</param>
    internal static WorkflowScope Add(WorkflowScope next, string text, int line, ScriptContext context)
    {
        if (text.Contains("llama-env export", StringComparison.Ordinal) && text.Contains("github", StringComparison.Ordinal))
            return next with { Carriers = [.. next.Carriers, new(new Place(next.File, line), "llama-env export")] };
        if (!text.Contains(File, StringComparison.Ordinal))
            return next;

        List<Assignment> environment = [.. next.Environment];
        Dictionary<string, string> values = new(next.Values, StringComparer.Ordinal);
        bool isUnknown = false;
        ScriptVariables variables = new(context, text);
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        bool isOneBlock = lines.Any(static l => l.Contains(File, StringComparison.Ordinal) && Written(l) is null);
        for (int i = 0; i < lines.Length; i++)
        {
            bool writes = lines[i].Contains(File, StringComparison.Ordinal);
            if (Written(lines[i]) is { } pair && (writes || isOneBlock))
            {
                environment.Add(pair.Value is { } value ? variables.Read(pair.Name, new ShellWord(value, line + i, false)) : new(pair.Name, Supply.Given, new Place(next.File, line + i)));
                values.Remove(pair.Name);
            }
            else if (writes && !IsBlockEnd(lines[i]))
            {
                isUnknown = true; // A file, or what a command says.
            }
        }

        return next with
        {
            Environment = environment,
            Values = values,
            Carriers = isUnknown ? [.. next.Carriers, new(new Place(next.File, line), File)] : next.Carriers,
        };
    }

    private static bool IsBlockEnd(string line) => line.TrimStart() is ['}', ..] || line.Contains("<<", StringComparison.Ordinal);

    /// <summary>The name that a line writes, with its value where that stands there.</summary>
    private static (string Name, string? Value)? Written(string line)
    {
        string text = line.Trim();
        foreach (string command in (string[])["echo", "printf", "Write-Output", "-e", "-n"])
        {
            if (text.StartsWith(command + ' ', StringComparison.Ordinal))
                text = text[command.Length..].TrimStart();
        }

        char quote = text is ['"' or '\'', ..] ? text[0] : '\0';
        text = text.TrimStart('"', '\'');
        int end = 0;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            end++;
        if (end == 0 || end == text.Length || char.IsAsciiDigit(text[0]))
            return null;
        if (text[end..].StartsWith("<<", StringComparison.Ordinal))
            return (text[..end], null);
        if (text[end] != '=')
            return null;

        string value = text[(end + 1)..];
        int close = quote != '\0' ? value.IndexOf(quote, StringComparison.Ordinal) : value.IndexOf(" >", StringComparison.Ordinal) is >= 0 and var redirect ? redirect : value.IndexOf(" |", StringComparison.Ordinal);
        return (text[..end], (close < 0 ? value : value[..close]).Replace("\\n", "", StringComparison.Ordinal).Trim());
    }
}
