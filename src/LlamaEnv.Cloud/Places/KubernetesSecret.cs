using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LlamaEnv.Cloud.Rotation;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Places;

/// <summary>
/// One entry of a secret of Kubernetes. The object is read, changed in memory and put back as a whole, with the version it
/// was read at, so nobody else's change is lost; 'apply' would take entries away, and 'patch' reads no standard input.
/// </summary>
internal sealed class KubernetesSecret : IRotationOutput
{
    private const string SignIn = "Look at it with 'kubectl get secret' and 'kubectl auth can-i update secrets', with the same namespace and context";

    private const int Attempts = 3;

    private readonly string _name;
    private readonly PlaceProgram _program;
    private readonly string _secret;
    private readonly string? _space;
    private readonly string _entry;
    private readonly string[] _where;

    private KubernetesSecret(string name, string secret, string? space, string entry, string[] where, PlaceProgram program)
    {
        _name = name;
        _secret = secret;
        _space = space;
        _entry = entry;
        _where = where;
        _program = program;
    }

    public IReadOnlyList<string> Names => [_name];

    public bool IsElsewhere => true;

    internal static IRotationOutput? Make(string text, PlaceText parts, string directory, HostEnvironment host)
    {
        (string? space, string secret) = parts.Target.Split('/') switch
        {
            [var one] => (parts["namespace"], one),
            [var first, var second] when parts["namespace"] is null => (first, second),
            _ => (null, ""),
        };
        string entry = parts["key"] ?? Variable.ApiKey.Name;
        string? context = parts["context"];
        if (!IsName(secret) || (space is not null && !IsName(space)) || context?.StartsWith('-') is true
            || !entry.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') || !parts.HasOnly("namespace", "context", "key"))
            return null;

        string[] where = [.. space is null ? (string[])[] : ["--namespace", space], .. context is null ? (string[])[] : ["--context", context]];
        return new KubernetesSecret(text, secret, space, entry, where, new PlaceProgram("kubectl", "Get it at https://kubernetes.io/docs/tasks/tools", new Dictionary<string, string>(), directory, host));
    }

    public IReadOnlyList<Diagnostic> Check(CancellationToken cancellationToken)
    {
        if (_program.FindMissing(_name) is { } missing)
            return [missing];

        string? failure = Read([], out JsonObject? secret, cancellationToken);
        return failure is not null ? [Findings.PlaceNotReady(_name, failure, SignIn)]
            : IsTrue(secret?["immutable"]) ? [Findings.PlaceNotReady(_name, "the secret is immutable", "Make one of another name, and let the pods refer to it")]
            : [];
    }

    /// <summary>The entry beside the key, where the secret is read as the variables of a program. What is no id may be anything, and is not shown.</summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "A project, which is no secret.")]
    public IReadOnlyList<string> FindProjects(CancellationToken cancellationToken) =>
        Read([], out JsonObject? secret, cancellationToken) is null && ValueIn(secret, Variable.ProjectId.Name) is { IsEmpty: false } project && Guid.TryParse(project.Reveal(), out _) ? [project.Reveal()] : [];

    [SuppressMessage("ApiDesign", "RS0030", Justification = "It is written.")]
    public IReadOnlyList<Diagnostic> Write(Secret key, CancellationToken cancellationToken)
    {
        string encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(key.Reveal()));
        Secret[] hidden = [key, new Secret(encoded)];
        for (int attempt = 1; ; attempt++)
        {
            string? failure = Read(hidden, out JsonObject? secret, cancellationToken);
            if (failure is null && Holds(secret, encoded))
                return [];

            if (failure is null)
            {
                string verb = secret is null ? "create" : "replace";
                failure = _program.Run([verb, "--filename", "-", "--output", "name", "--validate=false", .. _where], Encoding.UTF8.GetBytes(With(secret, encoded).ToJsonString()), hidden, cancellationToken).Failure
                    ?? Read(hidden, out secret, cancellationToken)
                    ?? (Holds(secret, encoded) ? null : "the cluster does not hold it afterwards");
            }

            if (failure is null)
                return [];
            if (attempt == Attempts) // Somebody else may have changed it between reading and writing.
                return [Findings.PlaceNotUpdated(_name, failure, SignIn)];
        }
    }

    public IReadOnlyList<Diagnostic> Verify(ExpectedKey expected, CancellationToken cancellationToken)
    {
        if (Read(expected.New is { } key ? [key] : [], out JsonObject? secret, cancellationToken) is { } failure)
            return [Findings.PlaceNotSeen(_name, failure, SignIn)];

        return expected.FindFault(ValueIn(secret, _entry)) is { } fault ? [Findings.PlaceLostKey(_name, fault, expected.Commands)] : [];
    }

    /// <summary>The secret with the entry, and all else as it is; a new one where there is none.</summary>
    private JsonObject With(JsonObject? secret, string encoded)
    {
        JsonObject changed = secret ?? new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = _space is null ? new JsonObject { ["name"] = _secret } : new JsonObject { ["name"] = _secret, ["namespace"] = _space },
            ["type"] = "Opaque",
        };
        if (changed["data"] is JsonObject data)
            data[_entry] = encoded;
        else
            changed["data"] = new JsonObject { [_entry] = encoded };
        return changed;
    }

    private bool Holds(JsonObject? secret, string encoded) => TextIn(secret, _entry) == encoded;

    /// <summary>An entry as it stands there.</summary>
    private static string? TextIn(JsonObject? secret, string entry) =>
        secret?["data"] is JsonObject data && data[entry] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>What an entry means; what is no Base64 is no key, and another one.</summary>
    private static Secret ValueIn(JsonObject? secret, string entry)
    {
        string text = TextIn(secret, entry) ?? "";
        byte[] value = new byte[text.Length];
        return new Secret(Convert.TryFromBase64String(text, value, out int length) ? Encoding.UTF8.GetString(value, 0, length) : text);
    }

    /// <summary>The secret as it is; null where there is none. Returns why nobody knows.</summary>
    private string? Read(IEnumerable<Secret> hidden, out JsonObject? secret, CancellationToken cancellationToken)
    {
        secret = null;
        PlaceAnswer answer = _program.Run(["get", "secret", _secret, "--ignore-not-found", "--output", "json", .. _where], default, hidden, cancellationToken);
        if (answer.Failure is not null || answer.Output.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
            return answer.Failure;

        try
        {
            secret = JsonNode.Parse(answer.Output) as JsonObject;
            return secret is null ? "kubectl printed no secret" : null;
        }
        catch (JsonException)
        {
            return "kubectl printed no secret";
        }
    }

    private static bool IsTrue(JsonNode? node) => node is JsonValue value && value.TryGetValue(out bool isTrue) && isTrue;

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 253 && name[0] is not ('-' or '.') && name[^1] is not ('-' or '.') && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.');
}
