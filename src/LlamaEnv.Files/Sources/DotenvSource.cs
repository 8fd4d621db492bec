using System.Text;
using dotenv.net;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Formats;
using LlamaEnv.Files.IO;
using LlamaEnv.Sources;

namespace LlamaEnv.Files.Sources;

/// <summary>A .env file; without a path, the output file itself.</summary>
/// <remarks>
/// dotenv.net reads the values. It gets them one assignment at a time, cut out by the same scan the output edits by:
/// so <c>export</c>, an indented comment, or a quote that another entry never closes cannot change what ours mean
/// (read whole, dotenv.net 4.2.0 makes keys of the first two and refuses a file with the last).
/// </remarks>
internal sealed class DotenvSource(SourceReference reference) : ISource
{
    internal const string Name = "dotenv";

    internal static SourceKind Kind { get; } = new(Name, SourceArgument.Path, IsDefault: true, static reference => new DotenvSource(reference));

    public SourceReading Read(SourceContext context, CancellationToken cancellationToken)
    {
        string path = reference.Path ?? context.EnvFile;
        if (ReadFile(path, context.Share(static () => new PipeContents())) is not { } content)
        {
            // The output itself need not exist before the first run; a file the user names must.
            string missing = $"{path} does not exist";
            return reference.Argument is null ? SourceReading.Absent(missing) : throw new DiagnosticException(Broken(missing, path).Diagnostic with { MayHeal = true });
        }

        DotenvFile file = DotenvFile.Scan(content);
        return file.Unreadable is { } why ? throw Broken(why, path) : new SourceReading(variable => Find(variable, file, path));
    }

    private byte[]? ReadFile(string path, PipeContents pipes)
    {
        try
        {
            // A shell's <(command) is a pipe, and so may .env be (1Password); a device, such as a terminal, is for one who asks for it.
            return pipes.Read(path, allowsDevice: reference.Argument is not null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Broken(FileReader.Explain(e, path), path, fix: (e as FileFault)?.Fix);
        }
    }

    private Lookup Find(Variable variable, DotenvFile file, string path)
    {
        Lookup absent = Lookup.Absent($"{path} has no {variable}");
        if (file.FindLast(variable.Name) is not { } entry)
            return absent;

        if (file.ValueOf(entry).Length > Secret.MaxBytes)
            throw Broken(FormattableString.Invariant($"the value of {variable} is longer than {Secret.MaxBytes / 1024} KiB"), path, entry.Line, "Set it again");

        try
        {
            return ValueOf(file, entry) is { IsEmpty: false } value ? new Lookup(value, $"{Name} {Path.GetFileName(path)}", path, entry.Line) : absent;
        }
        catch (ArgumentException)
        {
            // Its message would do, but is not ours to vouch for.
            throw Broken($"the value of {variable} opens a quote that is never closed", path, entry.Line);
        }
    }

    /// <summary>The value of an assignment; empty where it has none.</summary>
    /// <exception cref="ArgumentException">It opens a quote that is never closed.</exception>
    internal static Secret ValueOf(DotenvFile file, DotenvFile.Entry entry)
    {
        byte[] assignment = [.. file.NameOf(entry), (byte)'=', .. file.ValueOf(entry), (byte)'\n'];
        DotEnvOptions options = new DotEnvOptions(ignoreExceptions: false).WithEnvStreams(new MemoryStream(assignment));
        return options.Read().TryGetValue(Encoding.UTF8.GetString(file.NameOf(entry)), out string? value) ? new Secret(value) : default;
    }

    private DiagnosticException Broken(string reason, string path, int line = 0, string? fix = null) => new(Findings.SourceBroken(reference.ToString(), reason, path, line, fix));
}
