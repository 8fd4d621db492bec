using System.Text;
using LlamaEnv.Detection;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Files.Sources;

/// <summary>A secret that is mounted as a file.</summary>
/// <param name="Path">Where it is mounted.</param>
/// <param name="Value">Its text without the line end behind it; empty where there is none.</param>
/// <param name="Fault">Why it cannot be read; null where it can.</param>
internal sealed record MountedSecret(string Path, Secret Value, string? Fault);

/// <summary>
/// The files of one folder, all of one moment. Kubernetes replaces the files of such a folder in one step, by a link
/// <c>..data</c> to a folder with the new ones, in it or above it: what is read is behind that link, and is read again if it
/// went elsewhere meanwhile.
/// </summary>
internal sealed class MountedSecrets
{
    private const string DataLink = "..data";

    /// <summary>A folder that changes as often is not being rotated.</summary>
    private const int MostAttempts = 10;

    /// <summary>More is no folder of secrets.</summary>
    private const int MostFiles = 4096;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, List<MountedSecret>> _byName;

    private MountedSecrets(Dictionary<string, List<MountedSecret>> byName) => _byName = byName;

    /// <summary>The secrets of a folder; null where it was replaced each time it was read, or its link leads nowhere.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="variables">What is asked for, where nobody can see what there is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal static MountedSecrets? Read(string folder, IReadOnlyList<Variable> variables, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (FindGeneration(folder) is not { } generation)
                return null;

            Dictionary<string, List<MountedSecret>> found = ReadAll(folder, generation, variables);
            if (Directory.Exists(generation) && FindGeneration(folder) == generation)
                return new MountedSecrets(found);
        }

        return null;
    }

    /// <summary>The files that stand for a variable, by any name that orchestrators make of it.</summary>
    internal IReadOnlyList<MountedSecret> Find(string variable) =>
        [.. _byName.GetValueOrDefault(Normalize(variable)) ?? [], .. ConfigurationName(variable) is { } other && _byName.TryGetValue(Normalize(other), out List<MountedSecret>? more) ? more : []];

    /// <summary>The folder that really holds the files now, whichever part of the path is the link; null where links lead in a circle.</summary>
    private static string? FindGeneration(string folder)
    {
        try
        {
            string data = Path.Combine(folder, DataLink);
            return SymbolicLinks.Follow(SymbolicLinks.TargetOf(data) is null ? folder : data);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static Dictionary<string, List<MountedSecret>> ReadAll(string folder, string current, IReadOnlyList<Variable> variables)
    {
        Dictionary<string, List<MountedSecret>> found = new(StringComparer.Ordinal);
        foreach (string name in Names(current, variables))
        {
            string key = Normalize(name);
            if (!found.TryGetValue(key, out List<MountedSecret>? list))
                found.Add(key, list = []);
            list.Add(ReadOne(Path.Combine(current, name), Path.Combine(folder, name)));
        }

        return found;
    }

    /// <summary>Names that begin with two dots are the mount's own.</summary>
    private static IEnumerable<string> Names(string folder, IReadOnlyList<Variable> variables)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder).Take(MostFiles).Select(static p => Path.GetFileName(p)).Where(static n => !n.StartsWith("..", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException)
        {
            return []; // It was replaced; the caller sees that.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that may be entered and not listed: the names that are ours can still be asked for. Where it may not be
            // entered either, nobody can say that one is not there.
            return variables.SelectMany(static v => Spellings(v.Name)).Where(name => !IsAbsent(Path.Combine(folder, name)));
        }
    }

    /// <summary>What people and orchestrators write for a variable.</summary>
    private static IEnumerable<string> Spellings(string variable) =>
        from name in ConfigurationName(variable) is { } other ? (string[])[variable, other] : [variable]
        from dashed in (string[])[name, name.Replace('_', '-')]
        from cased in (string[])[dashed, dashed.ToLowerInvariant()]
        from file in (string[])[cased, $"{cased}.txt"]
        select file;

    private static bool IsAbsent(string path)
    {
        try
        {
            File.GetAttributes(path);
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e is FileNotFoundException or DirectoryNotFoundException;
        }
    }

    private static MountedSecret ReadOne(string path, string shown)
    {
        try
        {
            if (FileReader.ReadIfExists(path) is not { } content)
                return new(shown, default, new FileInfo(path).LinkTarget is null ? null : $"{shown} is a link that leads nowhere");
            if (content.Length > Secret.MaxBytes)
                return new(shown, default, FormattableString.Invariant($"{shown} is longer than {Secret.MaxBytes / 1024} KiB"));

            return new(shown, new Secret(LineEnd.Strip(s_utf8.GetString(content.AsSpan().TrimStart(Encoding.UTF8.Preamble)))), null);
        }
        catch (DecoderFallbackException)
        {
            return new(shown, default, $"{shown} is not UTF-8 text");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(shown, default, FileReader.Explain(e, shown));
        }
    }

    /// <summary>
    /// <c>llama-cloud-api-key</c>, as vaults and Kubernetes have it, <c>llama_cloud_api_key.txt</c> and
    /// <c>LLAMA_CLOUD_API_KEY</c> are one name, and <c>LlamaCloud--ApiKey</c> and <c>LlamaCloud__ApiKey</c> another.
    /// </summary>
    private static string Normalize(string name) =>
        (name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name).Replace('-', '_').Replace('.', '_').Replace(':', '_').ToUpperInvariant();

    /// <summary>The name that the configuration of a program has for a variable of ours.</summary>
    private static string? ConfigurationName(string variable) =>
        variable == Variable.ApiKey.Name ? "LlamaCloud__ApiKey"
        : variable == Variable.BaseUrl.Name ? "LlamaCloud__BaseUrl"
        : variable == Variable.ProjectId.Name ? "LlamaCloud__ProjectId"
        : null;
}
