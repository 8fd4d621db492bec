using System.Text;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;
using LlamaEnv.Sources;

namespace LlamaEnv.Hosting;

/// <summary>
/// A folder with one file for each variable. Kubernetes replaces all files of such a folder in one step, by a link
/// <c>..data</c> to a folder with the new ones: read is what is behind it, and again if it went elsewhere meanwhile.
/// </summary>
internal sealed class MountedFilesSource(string directory) : ISource
{
    internal const string Name = "secrets-directory";

    private const string DataLink = "..data";

    /// <summary>A folder that changes as often is not being rotated.</summary>
    private const int MostAttempts = 10;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal SourceKind Kind => new(Name, SourceArgument.None, IsDefault: true, _ => this);

    public SourceReading Read(SourceContext context, CancellationToken cancellationToken)
    {
        string folder = Path.GetFullPath(directory, context.BaseDirectory);
        if (!Directory.Exists(folder))
            throw Broken($"{folder} does not exist", folder);

        for (int attempt = 1; ; attempt++)
        {
            string? generation = FindGeneration(folder);
            Dictionary<Variable, Lookup> found = Variable.All.ToDictionary(static v => v, v => Read(v, folder, generation is null ? folder : Path.Combine(folder, generation)));
            if (FindGeneration(folder) == generation)
                return new SourceReading(variable => found.GetValueOrDefault(variable) ?? Lookup.Absent($"{folder} has no {variable}"));
            if (attempt == MostAttempts)
                throw Broken($"{folder} was replaced each time it was read", folder);
        }
    }

    private static string? FindGeneration(string folder) => new DirectoryInfo(Path.Combine(folder, DataLink)).LinkTarget;

    private static Lookup Read(Variable variable, string folder, string current)
    {
        string path = Path.Combine(current, variable.Name);
        string shown = Path.Combine(folder, variable.Name);
        try
        {
            string text = FileReader.ReadIfExists(path) is { } content ? s_utf8.GetString(content) : "";
            // Files are made with an editor or echo, and that line end is no part of the value.
            text = text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
            return text.Length > 0 ? new Lookup(new Secret(text), $"{Name} {folder}", shown) : Lookup.Absent($"{shown} does not exist or is empty");
        }
        catch (DecoderFallbackException)
        {
            throw Broken($"{shown} is not UTF-8 text", shown);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Broken(FileReader.Explain(e, path), shown);
        }
    }

    private static DiagnosticException Broken(string reason, string path) => new(Findings.SourceBroken(Name, reason, path));
}
