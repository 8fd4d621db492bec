using System.Globalization;
using LlamaEnv.Diagnostics;
using LlamaEnv.Sources;

namespace LlamaEnv.Files.Sources.Processes;

/// <summary>An Azure Key Vault, asked by a program of its own: nothing here knows Azure.</summary>
internal sealed class KeyVaultSource(SourceReference reference) : ISource
{
    internal const string Name = "key-vault";

    /// <summary>The longest name that a vault has for a secret.</summary>
    private const int LongestName = 127;

    private static readonly string[] s_terms = ["AZURE_TOKEN_CREDENTIALS", "AzureCliCredential", "LlamaEnvProcessTimeout", KeyVaultProgram.Name];

    internal static SourceKind Kind { get; } = new(Name, SourceArgument.Uri, IsDefault: false, static reference => new KeyVaultSource(reference));

    public SourceReading Read(SourceContext context, CancellationToken cancellationToken)
    {
        if (VaultAddress.Parse(reference.Argument!) is not { } vault)
            throw new DiagnosticException(Findings.BadSource(Name, VaultAddress.UsageFor(reference.Argument!)));

        string[] variables = [.. Variable.All.Concat(context.Declared.OrderBy(static v => v.Name, StringComparer.Ordinal)).Select(static v => v.Name).Where(static name => name.Length <= LongestName)];
        ProgramCommand command = KeyVaultProgram.Find(context) ?? throw new DiagnosticException(Findings.SourceBroken(
            Name, $"there is no program '{KeyVaultProgram.Name}' in PATH, in .dotnet/tools of your home folder, or among the project's local tools", fix: KeyVaultProgram.Installation));
        return new ProcessSource(reference, command with
        {
            Arguments = [.. command.Arguments, vault.AbsoluteUri, .. variables, "--timeout", LimitIn(context.ProcessTimeout)],
            KnownWords = KnownWords(variables),
            Label = KeyVaultProgram.Name,
            Hint = "Do what it says",
        }, "").Read(context, cancellationToken);
    }

    /// <summary>The words of its messages that look like secrets: terms of Azure's, and the variables by both of their names.</summary>
    internal static IReadOnlyCollection<string> KnownWords(IReadOnlyCollection<string> variables) => [.. s_terms, .. variables, .. variables.Select(static name => name.Replace('_', '-'))];

    /// <summary>Less than what it is given in all, so that it can say itself what it waited for.</summary>
    private static string LimitIn(TimeSpan timeout) => Math.Max(1, Math.Floor(timeout.TotalSeconds * 2 / 3)).ToString(CultureInfo.InvariantCulture);
}
