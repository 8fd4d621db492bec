using static LlamaEnv.Detection.ReferenceText;

namespace LlamaEnv.Detection;

/// <summary>How secret managers write where a secret is.</summary>
internal static class SecretManagers
{
    /// <summary>A scheme, whose it is, and the command that resolves it where there is a well-known one.</summary>
    private static readonly (string Scheme, string Manager, string? Remedy)[] s_schemes =
    [
        ("op://", "1Password", "op run -- dotnet build"), ("doppler://", "Doppler", "doppler run -- dotnet build"), ("infisical://", "Infisical", "infisical run -- dotnet build"),
        ("keeper://", "Keeper", "ksm exec -- dotnet build"), ("bws://", "Bitwarden", "bws run -- dotnet build"), ("bw://", "Bitwarden", null), ("bitwarden://", "Bitwarden", null),
        ("lpass://", "LastPass", null), ("dl://", "Dashlane", "dcli exec -- dotnet build"), ("pass://", "Proton Pass or pass", "pass-cli run -- dotnet build"), ("gopass://", "gopass", null), ("keepass://", "KeePass", null),
        ("vault://", "Vault", null), ("hcvault://", "Vault", null), ("bao://", "OpenBao", null), ("openbao://", "OpenBao", null), ("conjur://", "Conjur", "summon dotnet build"),
        ("akv://", "Azure Key Vault", null), ("akvs://", "Azure Key Vault", null), ("azkv://", "Azure Key Vault", null), ("azurekv://", "Azure Key Vault", null), ("azure-kv://", "Azure Key Vault", null),
        ("azurekeyvault://", "Azure Key Vault", null), ("azure-keyvault://", "Azure Key Vault", null), ("azure-key-vault://", "Azure Key Vault", null), ("keyvault://", "Azure Key Vault", null), ("key-vault://", "Azure Key Vault", null),
        ("awssm://", "AWS Secrets Manager", null), ("aws-sm://", "AWS Secrets Manager", null), ("awssecretsmanager://", "AWS Secrets Manager", null), ("aws-secretsmanager://", "AWS Secrets Manager", null),
        ("aws-secrets://", "AWS Secrets Manager", null), ("secretsmanager://", "AWS Secrets Manager", null), ("awssecrets://", "AWS Secrets Manager", null), ("asm://", "AWS Secrets Manager", null),
        ("ssm://", "AWS Systems Manager", null), ("awsssm://", "AWS Systems Manager", null), ("aws-ssm://", "AWS Systems Manager", null), ("awsps://", "AWS Systems Manager", null),
        ("sm://", "Google Secret Manager", null), ("gsm://", "Google Secret Manager", null), ("gcpsm://", "Google Secret Manager", null), ("gcp-sm://", "Google Secret Manager", null), ("gcp://", "Google Secret Manager", null),
        ("gcpsecrets://", "Google Secret Manager", null), ("gcp-secrets://", "Google Secret Manager", null), ("berglas://", "Google Secret Manager", "berglas exec -- dotnet build"), ("secretmanager://", "Google Secret Manager", null),
        ("k8s://", "Kubernetes", null), ("kubernetes://", "Kubernetes", null), ("keychain://", "the keychain", null), ("keyring://", "the key ring", null), ("fnox://", "fnox", "fnox exec -- dotnet build"),
        ("secret://", "a secret manager", null), ("secrets://", "a secret manager", null), ("secretref://", "a secret manager", null), ("env://", "the environment", null), ("exec://", "a program", null),
    ];

    /// <summary>Schemes that mean nothing else. Another one may be what a public setting is about, as <c>k8s://</c> is for Spark.</summary>
    private static readonly string[] s_unmistakable = ["op://", "doppler://", "infisical://", "keeper://", "bws://"];

    internal static IReadOnlyList<ReferenceKind> Kinds { get; } =
    [
        .. s_schemes.Select(static s => new ReferenceKind(s.Manager, ReferenceCause.Manager, s_unmistakable.Contains(s.Scheme) ? ReferencePlaces.All : ReferencePlaces.Secrets, text => HoldsScheme(text, s.Scheme)) { Remedy = s.Remedy }),
        Kind("vals", static t => (StartsWith(t, "ref+") || StartsWith(t, "secretref+")) && t.Contains("://", StringComparison.Ordinal), "vals exec -- dotnet build"),
        Kind("Azure Key Vault", static t => StartsWith(t, "@Microsoft.KeyVault(") || StartsWith(t, "@Microsoft.AppConfiguration(") || StartsWith(t, "keyvaultref:") || StartsWith(t, "keyvault:")),
        Kind("Azure Container Apps", static t => StartsWith(t, "secretref:")),
        Kind("AWS", static t => StartsWith(t, "arn:aws") && (t.Contains(":secretsmanager:", StringComparison.Ordinal) || t.Contains(":ssm:", StringComparison.Ordinal) || t.Contains(":kms:", StringComparison.Ordinal))),
        Kind("AWS", static t => StartsWith(t, "secretsmanager:") || StartsWith(t, "awssecretsmanager:") || StartsWith(t, "aws_secretsmanager:") || StartsWith(t, "ssm:/") || StartsWith(t, "awsssm:") || StartsWith(t, "aws_ssm:")),
        Kind("Vault", static t => StartsWith(t, "vault:") || StartsWith(t, ">>vault:") || StartsWith(t, "bao:"), "vault-env dotnet build"),
        Kind("Google Secret Manager", static t => (StartsWith(t, "projects/") && t.Contains("/secrets/", StringComparison.Ordinal)) || StartsWith(t, "sm@") || StartsWith(t, "secretmanager:") || t.Contains("secretmanager.googleapis.com/", StringComparison.OrdinalIgnoreCase)),
        Kind("Conjur", static t => StartsWith(t, "!var ") || StartsWith(t, "!var:"), "summon dotnet build"),
        Kind("Azure Key Vault", HoldsVaultUrl),
    ];

    private static ReferenceKind Kind(string manager, Func<ReadOnlySpan<char>, bool> matches, string? remedy = null) =>
        new(manager, ReferenceCause.Manager, ReferencePlaces.Secrets, matches) { Remedy = remedy };

    private static bool HoldsVaultUrl(ReadOnlySpan<char> text) =>
        text.Contains("/secrets/", StringComparison.OrdinalIgnoreCase)
        && (text.Contains(".vault.azure.", StringComparison.OrdinalIgnoreCase) || text.Contains(".vault.usgovcloudapi.", StringComparison.OrdinalIgnoreCase));
}
