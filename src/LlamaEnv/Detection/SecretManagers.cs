using static LlamaEnv.Detection.ReferencePlaces;
using static LlamaEnv.Detection.ReferenceText;

namespace LlamaEnv.Detection;

/// <summary>How secret managers write where a secret is.</summary>
internal static class SecretManagers
{
    /// <summary>
    /// What stands before <c>://</c>, and whose it is. The first names stand before a <c>:</c> alone, too. Not <c>aws:</c>,
    /// <c>env:</c> or <c>age:</c>, which much begins with that is no secret.
    /// </summary>
    private static readonly (string Manager, string[] Names, string[] Schemes)[] s_managers =
    [
        ("1Password", ["op", "1password", "onepassword"], []),
        ("Doppler", ["doppler"], []),
        ("Infisical", ["infisical"], []),
        ("Keeper", ["keeper"], ["ksm"]),
        ("Bitwarden", ["bws", "bitwarden"], ["bw"]),
        ("LastPass", ["lastpass"], ["lpass"]),
        ("Dashlane", [], ["dl", "dashlane"]),
        ("Proton Pass or pass", ["pass", "protonpass"], ["proton-pass"]),
        ("gopass", ["gopass"], []),
        ("Passbolt", ["passbolt"], []),
        ("KeePass", [], ["keepass", "keepassxc"]),
        ("Vault", ["vault", "hcvault"], ["hashicorp-vault"]),
        ("OpenBao", ["bao", "openbao"], []),
        ("Conjur", ["conjur"], ["cyberark"]),
        ("Akeyless", ["akeyless"], []),
        ("Delinea", [], ["delinea", "dsv", "thycotic", "tss"]),
        ("Azure Key Vault", ["akv", "keyvault", "key-vault", "azurekeyvault", "azure-keyvault", "keyvaultref"], ["akvs", "azkv", "azkeyvault", "azurekv", "azure-kv", "azure-key-vault"]),
        ("AWS Secrets Manager", ["aws-sm", "awssm", "aws-secretsmanager", "aws-secrets-manager", "awssecretsmanager", "aws_secretsmanager", "secretsmanager"], ["awssecret", "awssecrets", "aws-secrets", "asm"]),
        ("AWS Systems Manager", ["ssm", "awsssm", "aws-ssm", "aws_ssm"], ["awsps", "aws-ps", "awsparamstore"]),
        ("Google Secret Manager", ["gcp-sm", "gcpsm", "gcp-secret-manager", "gsm", "secretmanager"], ["gcp", "sm", "gcsm", "gcpsecrets", "gcp-secrets", "gcpsecretmanager", "berglas"]),
        ("Oracle, Scaleway or Yandex", [], ["oci-vault", "ocivault", "scw", "lockbox"]),
        ("Kubernetes", [], ["k8s", "kubernetes", "k8s-secret"]),
        ("the keychain", ["keychain"], []),
        ("the key ring", ["keyring"], ["kwallet", "secret-service"]),
        ("Windows Credential Manager", [], ["wincred"]),
        ("varlock", ["varlock"], []),
        ("SOPS", ["sops"], []),
        ("fnox", [], ["fnox"]),
        ("chamber", [], ["chamber"]),
        ("Teller", [], ["teller"]),
        ("EnvKey", [], ["envkey"]),
        ("Phase", [], ["phase"]),
        ("dotenv", [], ["dotenv", "dotenvx"]),
        ("age or EJSON", [], ["age", "ejson"]),
        ("Azure Container Apps", ["secretref"], []),
        ("a secret manager", [], ["secret", "secrets"]),
        ("the environment", [], ["env"]),
        ("a program", [], ["exec"]),
    ];

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

    /// <summary>Schemes that mean nothing else. Another one may be what a public setting is about, as <c>k8s://</c> is for Spark.</summary>
    private static readonly string[] s_unmistakable = ["op", "doppler", "infisical", "keeper", "bws"];

    /// <summary>Functions of varlock and its like, as in <c>exec('op read …')</c>.</summary>
    private static readonly string[] s_functions =
    [
        "exec", "eval", "ref", "op", "concat", "fallback", "remap", "ifs", "forEnv", "switch", "secret", "varlock", "keychain", "vault", "infisical", "doppler", "dashlane", "keeper", "pass", "proton",
        "protonPass", "bitwarden", "bws", "aws", "awsSecret", "awsParam", "azureSecret", "azureKeyVault", "gcp", "gcpSecret", "gsm", "passbolt", "akeyless", "kubernetes", "sops",
    ];

    internal static IReadOnlyList<ReferenceKind> Kinds { get; } =
    [
        .. s_managers.SelectMany(static m => m.Names.Concat(m.Schemes).Select(name =>
            Kind(m.Manager, $"{name}://", s_unmistakable.Contains(name) ? All : Secrets | Standing, text => HoldsScheme(text, name)))),
        Kind("vals", "ref+…://", Secrets | Standing, static t => (StartsWith(t, "ref+") || StartsWith(t, "secretref+")) && t.Contains("://", StringComparison.Ordinal)),
        Kind("Argo CD's Vault plugin", "<path:…>", Secrets | Standing, static t => Encloses(t, "<path:", ">")),
        Kind("Azure Key Vault", "@Microsoft.KeyVault(…)", Secrets | Standing, static t => StartsWith(t, "@Microsoft.KeyVault(") || StartsWith(t, "@Microsoft.AppConfiguration(")),
        Kind("AWS", "arn:aws:…", Secrets | Standing, static t => StartsWith(t, "arn:") && (t.Contains(":secretsmanager:", StringComparison.OrdinalIgnoreCase) || t.Contains(":ssm:", StringComparison.OrdinalIgnoreCase))),
        Kind("AWS KMS", "arn:aws:kms:…", Secrets, static t => StartsWith(t, "arn:aws") && t.Contains(":kms:", StringComparison.Ordinal)),
        Kind("Vault", ">>vault:", Secrets | Standing, static t => StartsWith(t, ">>vault:")),
        Kind("Google Secret Manager", "projects/…/secrets/…", Secrets | Standing, static t => (t[0] is 'p' or 'P' or '/' || StartsWith(t, "https://secretmanager.")) && t.Contains("projects/", StringComparison.OrdinalIgnoreCase) && t.Contains("/secrets/", StringComparison.Ordinal)),
        Kind("Google Secret Manager", "secretmanager.googleapis.com/", Secrets | Standing, static t => t.Contains("secretmanager.googleapis.com/", StringComparison.OrdinalIgnoreCase)),
        Kind("Google Secret Manager", "sm@", Secrets, static t => StartsWith(t, "sm@")),
        Kind("Conjur", "!var", Secrets | Standing, static t => HasTag(t, "!var")),
        Kind("Conjur", "!var:", Secrets, static t => StartsWith(t, "!var:")),
        Kind("a secret manager", "!secret", Own | Standing, static t => HasTag(t, "!secret")),
        Kind("Hiera", "%{lookup(…)}", Secrets | Standing, static t => t.Contains("%{lookup(", StringComparison.Ordinal) || t.Contains("%{hiera(", StringComparison.Ordinal) || t.Contains("%{alias(", StringComparison.Ordinal)),
        Kind("Azure Key Vault", "….vault.azure.net/secrets/…", Secrets | Standing, HoldsVaultUrl),
        Kind("a vault", "https://….vault.…/secrets/…", Standing, static t => StartsWith(t, "https://") && t.Contains(".vault.", StringComparison.OrdinalIgnoreCase) && t.Contains("/secrets/", StringComparison.OrdinalIgnoreCase)),
        // These begin so and are nothing else; whatever else stands before a colon may be a part of a password.
        .. ((string[])["keyvaultref", "keyvault", "secretref", "secretsmanager", "awssecretsmanager", "aws_secretsmanager", "awsssm", "aws_ssm", "vault", "bao", "secretmanager"]).Select(static name =>
            Kind(ManagerOf(name), $"{name}:", Secrets, text => StartsWith(text, name) && text.Length > name.Length && text[name.Length] == ':')),
        Kind("AWS Systems Manager", "ssm:/", Secrets, static t => StartsWith(t, "ssm:/")),
        .. s_managers.SelectMany(static m => m.Names.Select(name => Kind(m.Manager, $"{name}:", Standing, text => HasPrefix(text, name)))),
        Kind("varlock", "name(…)", Own | Standing, static t => IsCall(t, s_functions)),
        Kind("varlock", "name('…')", Secrets, static t => IsCall(t, s_functions) && t[^2] is '\'' or '"' or '`'),
        Kind("a secret manager", "@name(…)", Own | Standing, IsDecoratedCall),
    ];

    private static ReferenceKind Kind(string manager, string form, ReferencePlaces places, Func<ReadOnlySpan<char>, bool> matches) =>
        new(manager, ReferenceCause.Manager, places, matches) { Form = form, NeedsColon = form.Contains(':'), Remedy = s_remedies.GetValueOrDefault(form) };

    private static string ManagerOf(string name) => s_managers.First(m => m.Names.Contains(name)).Manager;

    private static bool HoldsVaultUrl(ReadOnlySpan<char> text) =>
        text.Contains("/secrets/", StringComparison.OrdinalIgnoreCase)
        && (text.Contains(".vault.azure.", StringComparison.OrdinalIgnoreCase) || text.Contains(".vault.usgovcloudapi.", StringComparison.OrdinalIgnoreCase));
}
