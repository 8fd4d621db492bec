using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Sources;
using LlamaEnv.Resolving;
using LlamaEnv.Sources;

namespace LlamaEnv.Hosting;

/// <summary>The .env file of a program as a source. It is read once, whoever asks.</summary>
/// <param name="path">Its absolute path; null where the program knows of none.</param>
internal sealed class LoadedFile(string? path) : ISource
{
    private SourceReading? _reading;

    public SourceReading Read(SourceContext context, CancellationToken cancellationToken) => _reading ??= path is null
        ? SourceReading.Absent("this program knows of no file: the build tells its own output of one, a published program is told of none")
        // Not as a file that the user names, which has to be there: on other machines the platform gives the variables.
        : new DotenvSource(new SourceReference(DotenvSource.Name, null, IsNamed: false)).Read(context with { EnvFile = path }, cancellationToken);

    internal SourceKind KindFor(bool standsForProfile) => new(DotenvSource.Name, SourceArgument.None, IsDefault: true, _ => this)
    {
        Role = standsForProfile ? SourceRole.Profile : SourceRole.Other,
    };

    /// <summary>The set it has, to know beforehand. Null where there is none, where it cannot be read, and for a pipe, which is not to be waited for where nobody may need it.</summary>
    internal CredentialSet? Peek()
    {
        try
        {
            return path is not null && File.Exists(path) && new FileInfo(path) is { Length: > 0 }
                ? CredentialSet.Of(Read(new SourceContext { Host = Nobody, BaseDirectory = "", EnvFile = path }, CancellationToken.None))
                : null;
        }
        catch (Exception e) when (e is DiagnosticException or IOException or UnauthorizedAccessException)
        {
            return null; // Whoever has to read it says so.
        }
    }

    private static HostEnvironment Nobody { get; } = new() { Variables = [], CurrentDirectory = "", HomeDirectory = "", Platform = HostPlatform.Linux };
}
