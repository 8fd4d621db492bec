using System.Diagnostics.CodeAnalysis;
using System.Text;
using LlamaEnv.Cloud.Rotation;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Places;

/// <summary>A secret in an Azure key vault. A new value is a new version; the old ones stay in the vault.</summary>
internal sealed class KeyVaultSecret : IRotationOutput
{
    private const string SignIn = "Log in with 'az login', as somebody who may get and set secrets of the vault";

    /// <summary>What az says of a secret that is not there.</summary>
    private const int NotFound = 3;

    private static readonly Dictionary<string, string> s_environment = new() { ["AZURE_CORE_NO_COLOR"] = "true", ["AZURE_CORE_DISABLE_CONFIRM_PROMPT"] = "true", ["AZURE_CORE_COLLECT_TELEMETRY"] = "false" };

    private readonly PlaceProgram _program;
    private readonly string[] _where;

    private KeyVaultSecret(string name, string[] where, PlaceProgram program)
    {
        Name = name;
        _where = where;
        _program = program;
    }

    public string Name { get; }

    public bool IsElsewhere => true;

    internal static IRotationOutput? Make(string text, PlaceText parts, string directory, HostEnvironment host)
    {
        (string vault, string secret) = parts.Target.Split('/') switch
        {
            [var one] => (one, parts["name"] ?? Variable.ApiKey.Name.Replace('_', '-')),
            [var first, var second] when parts["name"] is null => (first, second),
            _ => ("", ""),
        };
        return IsName(vault) && IsName(secret) && parts.HasOnly("name")
            ? new KeyVaultSecret(text, ["--vault-name", vault, "--name", secret], new PlaceProgram("az", "Get it at https://learn.microsoft.com/cli/azure/install-azure-cli", s_environment, directory, host))
            : null;
    }

    public IReadOnlyList<Diagnostic> Check(CancellationToken cancellationToken)
    {
        // az reads a value from its arguments or from a file, and only on Unix standard input is one.
        if (OperatingSystem.IsWindows())
            return [Findings.PlaceNotReady(Name, "az takes a value from its command line or from a file, and on Windows both would show the key", "Rotate in WSL or in the Cloud Shell")];
        if (_program.FindMissing(Name) is { } missing)
            return [missing];

        PlaceAnswer answer = _program.Run(["keyvault", "secret", "show", .. _where, "--query", "id", "--output", "tsv", "--only-show-errors"], default, [], cancellationToken);
        return answer.Failure is null || answer.ExitCode == NotFound ? [] : [Findings.PlaceNotReady(Name, answer.Failure, SignIn)];
    }

    [SuppressMessage("ApiDesign", "RS0030", Justification = "It is written.")]
    public IReadOnlyList<Diagnostic> Write(Secret key, CancellationToken cancellationToken)
    {
        string? failure = _program.Run(
            ["keyvault", "secret", "set", .. _where, "--file", "/dev/stdin", "--encoding", "utf-8", "--output", "none", "--only-show-errors"], Encoding.UTF8.GetBytes(key.Reveal()), [key], cancellationToken).Failure;
        if (failure is null)
        {
            PlaceAnswer answer = _program.Run(["keyvault", "secret", "show", .. _where, "--query", "value", "--output", "tsv", "--only-show-errors"], default, [key], cancellationToken);
            failure = answer.Failure ?? (key == new Secret(Encoding.UTF8.GetString(answer.Output).TrimEnd('\r', '\n')) ? null : "the vault does not hold it afterwards");
        }

        return failure is null ? [] : [Findings.PlaceNotUpdated(Name, failure, SignIn)];
    }

    /// <summary>The same letters for a vault as for a secret in it.</summary>
    private static bool IsName(string name) => name.Length is > 0 and <= 127 && name[0] != '-' && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
