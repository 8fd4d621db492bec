using System.Text;
using dotenv.net;
using LlamaEnv.Diagnostics;
using LlamaEnv.Formats;
using LlamaEnv.IO;

namespace LlamaEnv.Sources;

/// <summary>A .env file; without a path, the output file itself.</summary>
/// <remarks>
/// dotenv.net reads the values. It gets them one assignment at a time, cut out by the same scan the output edits by:
/// so <c>export</c>, an indented comment, or a quote that another entry never closes cannot change what ours mean
/// (read whole, dotenv.net 4.2.0 makes keys of the first two and refuses a file with the last).
/// </remarks>
internal sealed class DotenvSource : ISource
{
    internal const string Name = "dotenv";

    internal static SourceKind Kind { get; } = new(Name, TakesArgument: true, IsDefault: true, (reference, plan, _) => new DotenvSource(reference, plan))
    {
        ArgumentIsPath = true,
    };

    private readonly SourceReference _reference;
    private readonly string _path;
    private readonly Lazy<DotenvFile?> _file;

    internal DotenvSource(SourceReference reference, Plan plan)
    {
        _reference = reference;
        _path = reference.Argument is { } argument ? Path.GetFullPath(argument, plan.BaseDirectory) : plan.EnvFile;
        _file = new(Open);
    }

    public Answer Ask()
    {
        Lookup key = Find(Variable.ApiKey);
        return key.Value.IsEmpty
            ? Answer.Absent(key.Detail)
            : new Answer(new CredentialSet(key.Value, Find(Variable.BaseUrl).Value, Find(Variable.ProjectId).Value), key.Detail);
    }

    public Lookup Find(Variable variable) =>
        _file.Value is not { } file ? Lookup.Absent(Missing)
        : Read(file, variable) is { IsEmpty: false } value ? new Lookup(value, $"{Name} {Path.GetFileName(_path)}")
        : Lookup.Absent($"{_path} has no {variable}");

    private string Missing => $"{_path} does not exist";

    private DotenvFile? Open()
    {
        if (ReadFile() is not { } content)
        {
            // The output itself need not exist before the first run; a file the user names must.
            return _reference.Argument is null ? null : throw Broken(Missing);
        }

        DotenvFile file = DotenvFile.Scan(content);
        return file.Unreadable is { } why ? throw Broken(why) : file;
    }

    private byte[]? ReadFile()
    {
        try
        {
            // A shell's <(command) is a pipe: fine to read for one who asks for it.
            return _reference.Argument is not null && FileKind.IsSpecial(_path) ? File.ReadAllBytes(_path) : FileReader.ReadIfExists(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Broken(FileReader.Explain(e, _path));
        }
    }

    private Secret Read(DotenvFile file, Variable variable)
    {
        if (file.FindLast(variable.Name) is not { } entry)
            return new Secret("");

        byte[] assignment = [.. Encoding.UTF8.GetBytes(variable.Name), (byte)'=', .. file.ValueOf(entry), (byte)'\n'];
        DotEnvOptions options = new DotEnvOptions(ignoreExceptions: false).WithEnvStreams(new MemoryStream(assignment));
        try
        {
            return new Secret(options.Read().TryGetValue(variable.Name, out string? value) ? value : "");
        }
        catch (ArgumentException)
        {
            // Its message would do, but is not ours to vouch for.
            throw Broken($"the value of {variable} opens a quote that is never closed", entry.Line);
        }
    }

    private DiagnosticException Broken(string reason, int line = 0) => new(Findings.SourceBroken(_reference.ToString(), reason, _path, line));
}
