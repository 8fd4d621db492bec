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
internal sealed class DotenvSource(SourceReference reference, Plan plan) : ISource
{
    internal const string Name = "dotenv";

    internal static SourceKind Kind { get; } = new(Name, TakesArgument: true, IsDefault: true, (reference, plan, _) => new DotenvSource(reference, plan))
    {
        ArgumentIsPath = true,
    };

    public Answer Ask()
    {
        string path = reference.Argument is { } argument ? Path.GetFullPath(argument, plan.BaseDirectory) : plan.EnvFile;
        byte[]? content = ReadFile(path);
        if (content is null)
        {
            string reason = $"{path} does not exist";
            // The output itself need not exist before the first run; a file the user names must.
            return reference.Argument is null ? Answer.Absent(reason) : throw new DiagnosticException(Findings.SourceBroken(reference.ToString(), reason, path));
        }

        DotenvFile file = DotenvFile.Scan(content);
        if (file.Unreadable is { } why)
            throw new DiagnosticException(Findings.SourceBroken(reference.ToString(), why, path));

        Secret key = Read(file, Variable.ApiKey, path);
        return key.IsEmpty
            ? Answer.Absent($"{path} has no {Variable.ApiKey}")
            : new Answer(new CredentialSet(key, Read(file, Variable.BaseUrl, path), Read(file, Variable.ProjectId, path)), $"{Name} {Path.GetFileName(path)}");
    }

    private byte[]? ReadFile(string path)
    {
        try
        {
            // A shell's <(command) is a pipe: fine to read for one who asks for it.
            return reference.Argument is not null && FileKind.IsSpecial(path) ? File.ReadAllBytes(path) : FileReader.ReadIfExists(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Findings.SourceBroken(reference.ToString(), FileReader.Explain(e, path), path));
        }
    }

    private Secret Read(DotenvFile file, Variable variable, string path)
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
            throw new DiagnosticException(Findings.SourceBroken(reference.ToString(), $"the value of {variable} opens a quote that is never closed", path, entry.Line));
        }
    }
}
