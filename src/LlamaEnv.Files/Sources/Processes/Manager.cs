using LlamaEnv.Sources;

namespace LlamaEnv.Files.Sources.Processes;

/// <summary>A secret manager that has a program of its own: a short name for its command line, and nothing more.</summary>
/// <param name="Name">What users write before the colon.</param>
/// <param name="Reference">What follows it, for a message about one that makes no sense.</param>
/// <param name="ToCommand">The call for a reference; null where it makes no sense.</param>
internal sealed record Manager(string Name, string Reference, Func<string, ProgramCommand?> ToCommand)
{
    /// <summary>With a token of its own it has no business with the desktop app, whose system asks for permission then.</summary>
    private static readonly Dictionary<string, string> s_noDesktop = new() { ["OP_LOAD_DESKTOP_APP_SETTINGS"] = "false" };

    private static readonly string[] s_tokens = ["OP_SERVICE_ACCOUNT_TOKEN", "OP_CONNECT_TOKEN"];

    /// <summary>With a digit in it, as a key has.</summary>
    private static readonly string[] s_ownName = ["1Password"];

    private static readonly Dictionary<string, string> s_noPager = new() { ["AWS_PAGER"] = "" };

    private static readonly FailureCause[] s_opCauses = [new(null, "isn't an item", "Correct the reference, or give the account the right to read it"), new(null, "isn't a vault", "Correct the reference, or give the account the right to read it")];

    private static readonly FailureCause[] s_vaultCauses = [new(2, "No value found", "Correct the path, or VAULT_NAMESPACE")];

    /// <summary>Its second version has a code of its own for who is not logged in, 253. A login that has ended is a service's error like any other.</summary>
    private static readonly FailureCause[] s_awsCauses =
    [
        new(252, null, "Correct the reference"),
        new(254, "NotFound", "Correct the reference, or the region (AWS_REGION)"),
        new(254, "AccessDenied", "Give the account the right to read it"),
        new(255, "Could not connect", "See whether its server can be reached"),
        new(255, "timeout on endpoint", "See whether its server can be reached"),
    ];

    /// <summary>
    /// Every manager there is a name for. The options are those that ask for no terminal, write no file and give no old
    /// value where the network is down: doppler does that unless it is told not to.
    /// </summary>
    internal static IReadOnlyList<Manager> All { get; } =
    [
        new("op", "//VAULT/ITEM/FIELD, or the path of a template", static text => text.StartsWith("//", StringComparison.Ordinal)
            ? text[2..].Split('/') is not { Length: >= 3 } parts || parts.Contains("") ? null
            : new("op", ["read", "--no-newline", $"op:{text}"]) { PrintsKey = true, Environment = s_noDesktop, EnvironmentWith = s_tokens, KnownWords = s_ownName, Causes = s_opCauses, Hint = "Sign in with 'op signin', or set OP_SERVICE_ACCOUNT_TOKEN" }
            : text.StartsWith("op:", StringComparison.Ordinal) ? null
            : new("op", ["inject", "--in-file", text]) { Environment = s_noDesktop, EnvironmentWith = s_tokens, KnownWords = s_ownName, Causes = s_opCauses, Hint = "Sign in with 'op signin', or set OP_SERVICE_ACCOUNT_TOKEN" }),
        new("vault", "PATH or PATH#FIELD", static text => Split(text, '#') is (var path, var field) && path.Length > 0 && field != ""
            ? new("vault", ["kv", "get", "-format=json", path]) { Field = field, NameHint = $"Name the field that is the key: vault:{path}#FIELD", Causes = s_vaultCauses, Hint = "Log in with 'vault login', or set VAULT_TOKEN" } : null),
        new("doppler", "PROJECT/CONFIG, or . for the folder's own", static text => text == "."
            ? new("doppler", ["secrets", "download", "--no-file", "--format", "json", "--no-fallback"]) { ReadsFolder = true, Hint = "Log in with 'doppler login', or set DOPPLER_TOKEN" }
            : text.Split('/') is [{ Length: > 0 } project, { Length: > 0 } config]
            ? new("doppler", ["secrets", "download", "--no-file", "--format", "json", "--no-fallback", "--project", project, "--config", config]) { Hint = "Log in with 'doppler login', or set DOPPLER_TOKEN" } : null),
        new("infisical", "ENVIRONMENT, ENVIRONMENT/PATH or PROJECT-ID/ENVIRONMENT/PATH", static text => Split(text, '/') is (var project, var rest) && Guid.TryParse(project, out _)
            ? InfisicalCommand(rest ?? "", $"--projectId={project}")
            : InfisicalCommand(text)),
        new("aws", "SECRET-ID, or ssm/NAME", static text => text == "ssm/" ? null : text.StartsWith("ssm/", StringComparison.Ordinal)
            ? new("aws", ["ssm", "get-parameter", "--with-decryption", "--name", text["ssm/".Length..], "--query", "Parameter.Value", "--output", "text"]) { PrintsKey = true, Environment = s_noPager, Causes = s_awsCauses, Hint = "Log in with 'aws sso login', or set the variables of AWS" }
            : new("aws", ["secretsmanager", "get-secret-value", "--secret-id", text, "--query", "SecretString", "--output", "text"]) { PrintsKey = true, NoText = "None", Environment = s_noPager, Causes = s_awsCauses, Hint = "Log in with 'aws sso login', or set the variables of AWS" }),
        new("az", "VAULT/NAME", static text => text.Split('/') is [{ Length: > 0 } vault, { Length: > 0 } name] && !vault.Contains(':', StringComparison.Ordinal)
            ? new("az", ["keyvault", "secret", "show", "--vault-name", vault, "--name", name, "--query", "value", "--output", "tsv", "--only-show-errors"]) { PrintsKey = true, Hint = "Log in with 'az login'" } : null),
        new("gcloud", "NAME, PROJECT/NAME or PROJECT/NAME/VERSION", static text => text.Split('/') is [.. var project, var name] and ({ Length: 1 } or { Length: 2 })
            ? GoogleCommand(project.Length == 0 ? null : project[0], name, "latest")
            : text.Split('/') is [var owner, var secret, var version] ? GoogleCommand(owner, secret, version) : null),
        new("sops", "FILE", static text => new("sops", ["decrypt", "--output-type", "json", text]) { Hint = "Make the key that encrypts the file available" }),
        new("pass", "NAME", static text => new("pass", ["show", text]) { PrintsKey = true, PrintsNotesBehind = true, Hint = "Unlock the key with 'pass show' in a shell first" }),
        new("bws", "SECRET-ID, or project/ID", static text => text == "project/" ? null : text.StartsWith("project/", StringComparison.Ordinal)
            ? new("bws", ["secret", "list", text["project/".Length..], "--output", "json"]) { Hint = "Set BWS_ACCESS_TOKEN" }
            : new("bws", ["secret", "get", text, "--output", "json"]) { Field = AnyField, Hint = "Set BWS_ACCESS_TOKEN" }),
    ];

    /// <summary>Of an answer with a single entry that one, whatever its name.</summary>
    internal const string AnyField = "*";

    /// <summary>In the place of a sign at the beginning of a part, to see where that part goes.</summary>
    private const char Mark = '\u0001';

    internal SourceKind Kind => new(Name, SourceArgument.Reference, IsDefault: false, reference => new ProcessSource(reference, Call(reference.Argument!, out bool hasOption), hasOption ? $"a part of it begins with -, which {Name} would take for an option" : $"write {Name}:{Reference}"));

    /// <summary>The call for what stands behind the name; null where it makes no sense, or would give the program an option.</summary>
    internal ProgramCommand? Call(string reference, out bool hasOption)
    {
        string text = WithoutScheme(reference);
        hasOption = text.StartsWith('-') || ToCommand(MarkSigns(text))?.Arguments.Any(static a => a.StartsWith(Mark)) == true;
        return hasOption ? null : ToCommand(text);
    }

    /// <summary>The options that are ours keep their sign, so an argument with a mark comes from the reference.</summary>
    private static string MarkSigns(string text) =>
        string.Concat(text.Select((c, i) => c == '-' && (i == 0 || !char.IsLetterOrDigit(text[i - 1])) ? Mark : c));

    /// <summary><c>vault://PATH</c> is <c>vault:PATH</c>; 1Password's own references have the signs in them.</summary>
    private string WithoutScheme(string text) => Name != "op" && text.StartsWith("//", StringComparison.Ordinal) ? text[2..] : text;

    private static ProgramCommand? InfisicalCommand(string text, params string[] more) => Split(text, '/') is not ({ Length: > 0 } environment, var path) ? null
        : new("infisical", ["export", "--format=json", $"--env={environment}", $"--path=/{path}", "--silent", .. more])
        {
            FolderFile = ".infisical.json",
            OldValues = "from last successful fetch",
            Hint = "Use a machine identity, which needs the project's id: infisical:PROJECT-ID/ENVIRONMENT. With a user's login it may print old values where the network is down",
        };

    private static ProgramCommand? GoogleCommand(string? project, string name, string version) => name.Length == 0 ? null
        : new("gcloud", ["secrets", "versions", "access", version, $"--secret={name}", .. (string[])(project is null ? [] : [$"--project={project}"]), "--quiet"]) { PrintsKey = true, Hint = "Log in with 'gcloud auth login'" };

    /// <summary>What is before the first sign, and what is behind it; null where there is none.</summary>
    private static (string Before, string? After) Split(string text, char sign) =>
        text.IndexOf(sign, StringComparison.Ordinal) is >= 0 and var at ? (text[..at], text[(at + 1)..]) : (text, null);
}
