using System.CommandLine;
using LlamaEnv.Diagnostics;
using LlamaEnv.Tool.Projects;

namespace LlamaEnv.Tool.Commands;

/// <summary>A command line with another program's behind a <c>--</c>.</summary>
internal static class ProgramLine
{
    internal const string Separator = "--";

    /// <summary>
    /// What was meant by a line without a separator: it belongs behind our options, and the project if one stands there.
    /// </summary>
    /// <param name="arguments">The line, from the name of our command.</param>
    /// <param name="options">Ours.</param>
    internal static string Propose(IReadOnlyList<string> arguments, IEnumerable<Option> options)
    {
        List<string> line = [.. arguments.TakeWhile(static a => a != Separator)];
        int start = 1;
        bool hasProject = false;
        while (start < line.Count && (line[start].StartsWith('-') || (!hasProject && IsProject(line[start]))))
        {
            hasProject |= !line[start].StartsWith('-');
            bool hasValue = options.Any(o => o.Name == line[start] && o.Arity.MinimumNumberOfValues > 0);
            start += hasValue ? 2 : 1;
        }

        start = Math.Min(start, line.Count);
        IEnumerable<string> command = start < line.Count ? line.Skip(start).Select(ShellWord.Quote) : ["COMMAND"];
        return string.Join(' ', ["dotnet llama-env", .. line.Take(start).Select(ShellWord.Quote), Separator, .. command]);
    }

    /// <summary>
    /// The arguments of the program as they stand in the line, which is what Windows hands to it: how they are taken apart
    /// is each program's own affair.
    /// </summary>
    internal static string TextBehindCommand(string line)
    {
        int next = 0;
        bool isBehindSeparator = false;
        while (next < line.Length)
        {
            string word = ReadWord(line, ref next);
            if (isBehindSeparator)
                return line[next..].TrimStart(' ', '\t');
            isBehindSeparator = word == Separator;
        }

        return "";
    }

    private static string ReadWord(string line, ref int next)
    {
        while (next < line.Length && line[next] is ' ' or '\t')
            next++;
        int start = next;
        bool isQuoted = false;
        for (; next < line.Length && (isQuoted || line[next] is not (' ' or '\t')); next++)
        {
            if (line[next] == '"' && !IsEscaped(line, start, next))
                isQuoted = !isQuoted;
        }

        return line[start..next].Replace("\"", "", StringComparison.Ordinal);
    }

    private static bool IsEscaped(string line, int start, int quote)
    {
        int backslashes = 0;
        while (quote - backslashes > start && line[quote - backslashes - 1] == '\\')
            backslashes++;
        return backslashes % 2 == 1;
    }

    private static bool IsProject(string path) =>
        (File.Exists(path) && ProjectKind.IsProject(path) && Path.GetExtension(path).Length > 1) || (Directory.Exists(path) && ProjectLocation.FilesIn(path).Length > 0);
}
