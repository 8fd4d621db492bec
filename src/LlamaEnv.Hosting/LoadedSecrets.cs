using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Sources;
using LlamaEnv.Resolving;
using LlamaEnv.Sources;

namespace LlamaEnv.Hosting;

/// <summary>The user secrets of the project, where its build found the set there and copied it nowhere.</summary>
/// <param name="id">The store; null where the project has none any more.</param>
internal sealed class LoadedSecrets(string? id) : ISource
{
    private SourceReading? _reading;

    public SourceReading Read(SourceContext context, CancellationToken cancellationToken) =>
        _reading ??= new UserSecretsSource(new SourceReference(UserSecretsSource.Name, null, IsNamed: false)).Read(context with { UserSecretsId = id }, cancellationToken);

    internal SourceKind KindFor(bool standsForProfile) => new(UserSecretsSource.Name, SourceArgument.None, IsDefault: true, _ => this)
    {
        Role = standsForProfile ? SourceRole.Profile : SourceRole.Other,
    };

    /// <summary>The set it has, to know beforehand; null where there is none, and where it cannot be read.</summary>
    internal CredentialSet? Peek(HostEnvironment host)
    {
        try
        {
            return CredentialSet.Of(Read(new SourceContext { Host = host, BaseDirectory = host.CurrentDirectory, EnvFile = "" }, CancellationToken.None));
        }
        catch (DiagnosticException)
        {
            return null; // Whoever has to read it says so.
        }
    }
}
