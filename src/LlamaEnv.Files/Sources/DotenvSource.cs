using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Formats;
using LlamaEnv.Files.IO;
using LlamaEnv.Sources;

namespace LlamaEnv.Files.Sources;

/// <summary>A .env file; without a path, the output file itself, or those of the environment that is asked for.</summary>
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
        PipeContents pipes = context.Share(static () => new PipeContents());
        string? environment = reference.Path is null ? context.EnvironmentName : null;
        string path = reference.Path ?? (environment is null ? context.EnvFile : EnvironmentFiles.PathOf(context.EnvFile, environment));
        List<(string Path, DotenvFile File)> files = [];
        foreach (string candidate in environment is null ? [path] : EnvironmentFiles.Find(context.EnvFile, environment))
        {
            if (ReadFile(candidate, pipes) is { } content)
                files.Add((candidate, Scan(content, candidate)));
            else if (environment is not null && new FileInfo(candidate).LinkTarget is not null)
                throw Broken($"{candidate} is a link that leads nowhere", candidate);
        }

        if (files.Count > 0)
            return new SourceReading(variable => Find(variable, files));

        // The output itself need not exist before the first run; a file the user names must, by its path or by its environment.
        string missing = $"{path} does not exist";
        return reference.Argument is not null || (reference.IsNamed && environment is not null)
            ? throw new DiagnosticException(Broken(missing, path).Diagnostic with { MayHeal = true })
            : SourceReading.Absent(missing);
    }

    private DotenvFile Scan(byte[] content, string path)
    {
        DotenvFile file = DotenvFile.Scan(content);
        return file.Unreadable is { } why ? throw Broken(why, path) : file;
    }

    /// <summary>The first of the files that has it. What they have together is one set: one is the other with what is not committed.</summary>
    private Lookup Find(Variable variable, List<(string Path, DotenvFile File)> files)
    {
        Lookup found = Lookup.Absent("");
        foreach ((string path, DotenvFile file) in files)
        {
            found = Find(variable, file, path);
            if (!found.Value.IsEmpty)
                break;
        }

        return found;
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
            return DotenvValue.Of(file, entry) is { IsEmpty: false } value ? new Lookup(value, $"{Name} {Path.GetFileName(path)}", path, entry.Line) : absent;
        }
        catch (ArgumentException)
        {
            // Its message would do, but is not ours to vouch for.
            throw Broken($"the value of {variable} opens a quote that is never closed", path, entry.Line);
        }
    }

    private DiagnosticException Broken(string reason, string path, int line = 0, string? fix = null) => new(Findings.SourceBroken(reference.ToString(), reason, path, line, fix));
}
