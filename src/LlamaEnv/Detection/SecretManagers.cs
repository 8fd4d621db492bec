using static LlamaEnv.Detection.ReferencePlaces;
using static LlamaEnv.Detection.ReferenceText;

namespace LlamaEnv.Detection;

/// <summary>How secret managers write where a secret is.</summary>
internal static class SecretManagers
{
    /// <summary>
    /// What stands before <c>://</c>, and whose it is. The first names stand before a <c>:</c> alone, too. The others do so
    /// only where a LlamaCloud key should be: much begins with <c>env:</c> or <c>age:</c> that is no secret.
    /// </summary>
    private static readonly (string Manager, string[] Names, string[] Schemes)[] s_managers =
    [
        ("1Password", ["op", "1password", "onepassword"], []),
        ("Doppler", ["doppler"], []),
        ("Infisical", ["infisical"], []),
        ("Keeper", ["keeper"], ["ksm"]),
        ("Bitwarden", ["bws", "bitwarden"], ["bw", "rbw"]),
        ("LastPass", ["lastpass", "lpass"], []),
        ("Dashlane", [], ["dl", "dashlane"]),
        ("Proton Pass or pass", ["pass", "protonpass"], ["proton-pass"]),
        ("gopass", ["gopass"], []),
        ("Passbolt", ["passbolt"], []),
        ("KeePass", [], ["keepass", "keepassxc"]),
        ("Vault", ["vault", "hcvault"], ["hashicorp-vault"]),
        ("OpenBao", ["bao", "openbao"], []),
        ("Conjur", ["conjur", "cyberark"], ["summon"]),
        ("Akeyless", ["akeyless"], []),
        ("Delinea", ["delinea", "thycotic"], ["dsv", "tss"]),
        ("Azure Key Vault", ["akv", "keyvault", "key-vault", "azurekeyvault", "azure-keyvault", "keyvaultref"], ["akvs", "azkv", "azkeyvault", "azurekv", "azure-kv", "az-kv", "azure-key-vault", "azure", "az", "kv"]),
        ("AWS Secrets Manager", ["aws-sm", "awssm", "aws-secretsmanager", "aws-secrets-manager", "awssecretsmanager", "aws_secretsmanager", "secretsmanager"], ["awssecret", "awssecrets", "aws-secrets", "asm", "aws"]),
        ("AWS Systems Manager", ["ssm", "awsssm", "aws-ssm", "aws_ssm"], ["awsps", "aws-ps", "awsparamstore"]),
        ("Google Secret Manager", ["gcp-sm", "gcpsm", "gcp-secret-manager", "gsm", "secretmanager"], ["gcp", "gcloud", "google", "sm", "gcsm", "gcpsecrets", "gcp-secrets", "gcpsecretmanager", "berglas"]),
        ("Oracle, Scaleway or Yandex", [], ["oci-vault", "ocivault", "scw", "lockbox"]),
        ("Kubernetes", [], ["k8s", "kubernetes", "k8s-secret"]),
        ("the keychain", ["keychain"], ["security"]),
        ("the key ring", ["keyring"], ["kwallet", "secret-service", "secret-tool"]),
        ("Windows Credential Manager", [], ["wincred", "credman"]),
        ("varlock", ["varlock"], []),
        ("SOPS", ["sops"], []),
        ("fnox", [], ["fnox"]),
        ("chamber", ["chamber"], []),
        ("Teller", [], ["teller"]),
        ("EnvKey", [], ["envkey"]),
        ("Phase", [], ["phase"]),
        ("dotenv", [], ["dotenv", "dotenvx"]),
        ("age or EJSON", [], ["age", "ejson"]),
        ("Azure Container Apps", ["secretref"], []),
        ("a secret manager", [], ["secret", "secrets"]),
        ("the environment", [], ["env"]),
        ("a program", [], ["exec", "cmd", "command", "shell", "process"]),
    ];

    /// <summary>The names before <c>://</c> that are a source's, too. <c>pass://</c> is not: it is Proton Pass', and the source is another program.</summary>
    internal static IReadOnlyCollection<string> WithSource { get; } = ["op", "vault", "doppler", "infisical", "aws", "az", "gcloud", "sops", "bws"];

    /// <summary>The command that resolves a form of reference, where there is a well-known one.</summary>
    private static readonly Dictionary<string, string> s_remedies = new()
    {
        ["op://"] = "op run -- dotnet build",
        ["doppler://"] = "doppler run -- dotnet build",
        ["infisical://"] = "infisical run -- dotnet build",
        ["keeper://"] = "ksm exec -- dotnet build",
        ["bws://"] = "bws run -- dotnet build",
        ["dl://"] = "dcli exec -- dotnet build",
        ["pass://"] = "pass-cli run -- dotnet build",
        ["vault:"] = "vault-env dotnet build",
        [">>vault:"] = "vault-env dotnet build",
        ["conjur://"] = "summon dotnet build",
        ["!var"] = "summon dotnet build",
        ["!var:"] = "summon dotnet build",
        ["berglas://"] = "berglas exec -- dotnet build",
        ["fnox://"] = "fnox exec -- dotnet build",
        ["ref+…://"] = "vals exec -- dotnet build",
        ["name(…)"] = "varlock run -- dotnet build",
        ["name('…')"] = "varlock run -- dotnet build",
    };

    /// <summary>What stands before a colon and nothing else does; any other name may begin a password.</summary>
    private static readonly string[] s_plainPrefixes = ["keyvaultref", "keyvault", "secretref", "secretsmanager", "awssecretsmanager", "aws_secretsmanager", "awsssm", "aws_ssm", "vault", "bao", "secretmanager"];

    /// <summary>Of these there is a program, or a part of the system, and no server: what follows on the colon is no port.</summary>
    private static readonly HashSet<string> s_programs = ["op", "1password", "onepassword", "bws", "bw", "rbw", "lpass", "lastpass", "pass", "proton-pass", "gopass", "keychain", "keyring", "kwallet", "wincred", "credman", "sops", "chamber", "varlock", "fnox", "gcloud", "aws", "az", "secretref"];

    /// <summary>Schemes that mean nothing else. Another one may be what a public setting is about, as <c>k8s://</c> is for Spark.</summary>
    private static readonly string[] s_unmistakable = ["op", "doppler", "infisical", "keeper", "bws"];

    /// <summary>Managers' names that stand in longer schemes, too: <c>hashivault://</c>, <c>https+vault://</c>.</summary>
    private static readonly string[] s_parts = ["vault", "secret", "1password", "onepassword", "bitwarden", "lastpass", "keepass", "keychain", "keyring", "akeyless", "conjur", "doppler", "infisical"];

    /// <summary>What stands before the name of a service, as in <c>gcp:secretmanager:NAME</c>.</summary>
    private static readonly string[] s_clouds = ["aws", "gcp", "gcloud", "google", "az", "azure", "hashicorp", "hashi", "oci", "ibm", "k8s", "kubernetes"];

    private static readonly string[] s_services =
    [
        "secretmanager", "secret-manager", "secretsmanager", "secrets-manager", "secret", "secrets", "sm", "ssm", "parameterstore", "parameter-store", "paramstore", "keyvault", "key-vault", "kv", "vault",
    ];

    /// <summary>Functions of varlock and its like, as in <c>exec('op read …')</c>.</summary>
    private static readonly string[] s_functions =
    [
        "exec", "eval", "ref", "op", "concat", "fallback", "remap", "ifs", "forEnv", "switch", "secret", "varlock", "keychain", "vault", "infisical", "doppler", "dashlane", "keeper", "pass", "proton",
        "protonPass", "bitwarden", "bws", "aws", "awsSecret", "awsParam", "azureSecret", "azureKeyVault", "gcp", "gcpSecret", "gsm", "passbolt", "akeyless", "kubernetes", "sops",
    ];

    /// <summary>What stands so in angle brackets, where people write what is to be put there, too.</summary>
    private static readonly HashSet<string> s_bracketed = new(s_managers.SelectMany(static m => m.Names.Concat(m.Schemes)), StringComparer.OrdinalIgnoreCase);

    internal static IReadOnlyList<ReferenceKind> Kinds { get; } =
    [
        .. s_managers.SelectMany(static m => m.Names.Concat(m.Schemes).Select(name =>
            Kind(m.Manager, $"{name}://", s_unmistakable.Contains(name) ? All : Secrets | Standing, text => HoldsScheme(text, name)))),
        Kind("vals", "ref+…://", Secrets | Standing, static t => (StartsWith(t, "ref+") || StartsWith(t, "secretref+")) && t.Contains("://", StringComparison.Ordinal)),
        Kind("Argo CD's Vault plugin", "<path:…>", Secrets | Standing, static t => Encloses(t, "<path:", ">")),
        Kind("a secret manager", "<name:…>", Secrets | Standing, static t => t[0] == '<' && t[^1] == '>' && !t.ContainsAny(' ', '\t') && IsBracketedName(t[1..^1])),
        Kind("Azure Key Vault", "@Microsoft.KeyVault(…)", Secrets | Standing, static t => StartsWith(t, "@Microsoft.KeyVault(") || StartsWith(t, "@Microsoft.AppConfiguration(")),
        Kind("AWS", "arn:aws:…", Secrets | Standing, static t => StartsWith(t, "arn:") && (t.Contains(":secretsmanager:", StringComparison.OrdinalIgnoreCase) || t.Contains(":ssm:", StringComparison.OrdinalIgnoreCase))),
        Kind("AWS KMS", "arn:aws:kms:…", Secrets, static t => StartsWith(t, "arn:aws") && t.Contains(":kms:", StringComparison.Ordinal)),
        Kind("Vault", ">>vault:", Secrets | Standing, static t => StartsWith(t, ">>vault:")),
        Kind("Google Secret Manager", "projects/…/secrets/…", Secrets | Standing, static t => (t[0] is 'p' or 'P' or '/' || StartsWith(t, "https://secretmanager.")) && t.Contains("projects/", StringComparison.OrdinalIgnoreCase) && t.Contains("/secrets/", StringComparison.Ordinal)),
        Kind("Google Secret Manager", "secretmanager.googleapis.com/", Secrets | Standing, static t => t.Contains("secretmanager.googleapis.com/", StringComparison.OrdinalIgnoreCase)),
        Kind("Vault", "secret/data/…", Own | Standing, static t => StartsWith(t, "secret/data/") || StartsWith(t, "kv/data/")),
        Kind("a secret manager", "@name:", Own | Standing, static t => t[0] == '@' && IsBracketedName(t[1..])),
        Kind("Google Secret Manager", "sm@", Secrets, static t => StartsWith(t, "sm@")),
        Kind("Conjur", "!var", Secrets | Standing, static t => HasTag(t, "!var")),
        Kind("Conjur", "!var:", Secrets, static t => StartsWith(t, "!var:")),
        Kind("a secret manager", "!secret", Own | Standing, static t => HasTag(t, "!secret")),
        Kind("Hiera", "%{lookup(…)}", Secrets | Standing, static t => t.Contains("%{lookup(", StringComparison.Ordinal) || t.Contains("%{hiera(", StringComparison.Ordinal) || t.Contains("%{alias(", StringComparison.Ordinal)),
        Kind("Azure Key Vault", "….vault.azure.net/secrets/…", Secrets | Standing, HoldsVaultUrl),
        Kind("a vault", "https://….vault.…/secrets/…", Standing, static t => StartsWith(t, "https://") && t.Contains(".vault.", StringComparison.OrdinalIgnoreCase) && t.Contains("/secrets/", StringComparison.OrdinalIgnoreCase)),
        // These begin so and are nothing else; whatever else stands before a colon may be a part of a password.
        .. s_plainPrefixes.Select(static name =>
            Kind(ManagerOf(name), $"{name}:", Own, text => StartsWith(text, name) && text.Length > name.Length && text[name.Length] == ':')),
        .. s_plainPrefixes.Select(static name => Kind(ManagerOf(name), $"{name}:", NamedSecret | OtherSecret, text => HasPrefix(text, name))),
        Kind("AWS Systems Manager", "ssm:/", Secrets, static t => StartsWith(t, "ssm:/")),
        .. s_managers.SelectMany(static m => m.Names.Select(name => Kind(m.Manager, $"{name}:", Standing, text => HasPrefix(text, name, !s_programs.Contains(name))))),
        Kind("a secret manager", "name://", Secrets | Standing, static t => HoldsSchemeWith(t, s_parts)),
        Kind("a secret manager", "cloud:service:", Secrets | Standing, static t => HasService(t, s_clouds, s_services)),
        // What begins so is no key of LlamaCloud's. Two letters and a colon may begin one of somebody else's, but
        // op: is the name of a source, which takes a file there.
        .. s_managers.SelectMany(static m => m.Names.Concat(m.Schemes).Where(static name => name != "env").Select(name =>
            Kind(m.Manager, $"{name}:", Key | Project | StandingKey, text => HasPrefix(text, name, !s_programs.Contains(name)) && (name is "op" or { Length: > 2 } || text.Contains('/'))))),
        Kind("varlock", "name(…)", Own | Standing, static t => IsCall(t, s_functions)),
        Kind("varlock", "name('…')", Secrets, static t => IsCall(t, s_functions) && t[^2] is '\'' or '"' or '`'),
        Kind("a secret manager", "@name(…)", Own | Standing, IsDecoratedCall),
    ];

    private static ReferenceKind Kind(string manager, string form, ReferencePlaces places, Func<ReadOnlySpan<char>, bool> matches) =>
        new(manager, ReferenceCause.Manager, places, matches) { Form = form, NeedsColon = form.Contains(':'), Remedy = s_remedies.GetValueOrDefault(form) };

    private static string ManagerOf(string name) => s_managers.First(m => m.Names.Contains(name)).Manager;

    private static bool IsBracketedName(ReadOnlySpan<char> text)
    {
        int length = text.IndexOf(':');
        return length > 0 && length + 1 < text.Length && s_bracketed.Contains(text[..length].ToString());
    }

    private static bool HoldsVaultUrl(ReadOnlySpan<char> text) =>
        text.Contains("/secrets/", StringComparison.OrdinalIgnoreCase)
        && (text.Contains(".vault.azure.", StringComparison.OrdinalIgnoreCase) || text.Contains(".vault.usgovcloudapi.", StringComparison.OrdinalIgnoreCase));
}
