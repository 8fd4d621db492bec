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

    private readonly string _name;
    private readonly PlaceProgram _program;
    private readonly string[] _where;

    private KeyVaultSecret(string name, string[] where, PlaceProgram program)
    {
        _name = name;
        _where = where;
        _program = program;
    }

    public IReadOnlyList<string> Names => [_name];

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
            return [Findings.PlaceNotReady(_name, "az takes a value from its command line or from a file, and on Windows both would show the key", "Rotate in WSL or in the Cloud Shell")];
        if (_program.FindMissing(_name) is { } missing)
            return [missing];

        PlaceAnswer answer = _program.Run(["keyvault", "secret", "show", .. _where, "--query", "id", "--output", "tsv", "--only-show-errors"], default, [], cancellationToken);
        return answer.Failure is null || answer.ExitCode == NotFound ? [] : [Findings.PlaceNotReady(_name, answer.Failure, SignIn)];
    }

    /// <summary>It holds a key alone.</summary>
    public IReadOnlyList<string> FindProjects(CancellationToken cancellationToken) => [];

    [SuppressMessage("ApiDesign", "RS0030", Justification = "It is written.")]
    public IReadOnlyList<Diagnostic> Write(Secret key, CancellationToken cancellationToken)
    {
        string? failure = _program.Run(
            ["keyvault", "secret", "set", .. _where, "--file", "/dev/stdin", "--encoding", "utf-8", "--output", "none", "--only-show-errors"], Encoding.UTF8.GetBytes(key.Reveal()), [key], cancellationToken).Failure;
        if (failure is null)
        {
            PlaceAnswer answer = Show([key], cancellationToken);
            failure = answer.Failure ?? (key == ValueIn(answer) ? null : "the vault does not hold it afterwards");
        }

        return failure is null ? [] : [Findings.PlaceNotUpdated(_name, failure, SignIn)];
    }

    public IReadOnlyList<Diagnostic> Verify(ExpectedKey expected, CancellationToken cancellationToken)
    {
        PlaceAnswer answer = Show(expected.New is { } key ? [key] : [], cancellationToken);
        bool isMissing = answer.ExitCode == NotFound;
        if (answer.Failure is { } failure && !isMissing)
            return [Findings.PlaceNotSeen(_name, failure, SignIn)];

        return expected.FindFault(isMissing ? default : ValueIn(answer)) is { } fault ? [Findings.PlaceLostKey(_name, fault, expected.Commands)] : [];
    }

    private PlaceAnswer Show(IEnumerable<Secret> hidden, CancellationToken cancellationToken) =>
        _program.Run(["keyvault", "secret", "show", .. _where, "--query", "value", "--output", "tsv", "--only-show-errors"], default, hidden, cancellationToken);

    private static Secret ValueIn(PlaceAnswer answer) => new(Encoding.UTF8.GetString(answer.Output).TrimEnd('\r', '\n'));

    /// <summary>The same letters for a vault as for a secret in it.</summary>
    private static bool IsName(string name) => name.Length is > 0 and <= 127 && name[0] != '-' && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
