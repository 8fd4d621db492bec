using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using LlamaEnv.Sources;

namespace LlamaEnv.Files.Sources.Processes;

/// <summary>Tells whether two projects of a build ask a program the same.</summary>
internal static class ProcessQuestion
{
    /// <summary>What an argument may be put together of: <c>--file=a.json</c>, <c>@a.json</c>, a line of a shell.</summary>
    private static readonly SearchValues<char> s_separators = SearchValues.Create(" \t\r\n;|&<>()\"'`=$,@");

    /// <summary>
    /// A hash of all that the answer may depend on. Of the project's folder that is what the command names of it: in every
    /// project another folder is the current one, and a manager's program does not care.
    /// </summary>
    internal static string Hash(SourceReference reference, string program, ProgramCommand command, SourceContext context)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Not the field: who takes another one from the same answer asks nothing of its own.
        Add(hash, reference.Name, program, FormattableString.Invariant($"{command.PrintsKey} {command.PrintsNotesBehind} {context.ProcessTimeout.Ticks}"));
        Add(hash, [.. command.Arguments]);
        Add(hash, [.. command.Arguments.SelectMany(argument => FindFiles(argument, context.BaseDirectory))]);
        Add(hash, command.ReadsFolder ? context.BaseDirectory : "", command.FolderFile is { } name ? FindAbove(name, context.BaseDirectory) : "");
        Add(hash, [.. command.Environment.Select(static v => $"{v.Key}={v.Value}")]);
        Add(hash, [.. context.Host.Variables.Where(static v => !IsOfProcess(v.Key)).Select(static v => $"{v.Key}={v.Value}").Order(StringComparer.Ordinal)]);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>What MSBuild sets in each of its processes for itself.</summary>
    private static bool IsOfProcess(string name) => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase);

    /// <summary>The paths of what an argument names in the project's folder.</summary>
    private static IEnumerable<string> FindFiles(string argument, string directory)
    {
        foreach (string part in (IEnumerable<string>)[argument, .. Split(argument)])
        {
            if (part == "pwd" || part == "PWD")
                yield return directory;
            else if (part.Length > 0 && !part.Contains('\0', StringComparison.Ordinal) && !Path.IsPathRooted(part) && Path.GetFullPath(part, directory) is var path && Path.Exists(path))
                yield return path;
        }
    }

    private static List<string> Split(string argument)
    {
        List<string> parts = [];
        int start = 0;
        for (int i = 0; i <= argument.Length; i++)
        {
            if (i < argument.Length && !s_separators.Contains(argument[i]))
                continue;
            if (i > start && i - start < argument.Length)
                parts.Add(argument[start..i]);
            start = i + 1;
        }

        return parts;
    }

    private static string FindAbove(string name, string directory)
    {
        for (string? folder = directory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Combine(folder, name) is var path && File.Exists(path))
                return path;
        }

        return "";
    }

    /// <summary>With the count and each length before it, so that no two lists look alike.</summary>
    private static void Add(IncrementalHash hash, params string[] texts)
    {
        AddNumber(hash, texts.Length);
        foreach (string text in texts)
        {
            AddNumber(hash, text.Length);
            hash.AppendData(MemoryMarshal.AsBytes(text.AsSpan()));
        }
    }

    private static void AddNumber(IncrementalHash hash, int number) => hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in number)));
}
