namespace LlamaEnv.Inspection.Doctor.Shell;

/// <summary>What puts the secret of a manager where a reference to it stands (<c>op://…</c>), or brings the secret by another way.</summary>
internal static class SecretResolvers
{
    /// <summary>Parts of the names of actions that are there to bring secrets or variables.</summary>
    private static readonly string[] s_actions =
    [
        "vault", "secret", "doppler", "infisical", "1password", "dotenv", "export-env", "env-file", "envfile", "load-env", "akeyless", "bitwarden", "sm-action", "sops", "parameter-store", "ssm", "conjur", "ksm-action", "keeper", "dsv", "thycotic",
        "esc-action", "teller", "chamber", "passbolt", "lastpass", "dashlane", "phase-", "appconfig", "app-configuration", "varlock",
    ];

    private static readonly string[] s_commands = ["op run", "op inject", "op read", "vals ", "teller ", "doppler run", "infisical run", "chamber exec", "bws run", "ksm exec", "summon ", "fnox ", "varlock run", "llama-env "];

    /// <summary>Whether a step's action may bring secrets.</summary>
    internal static bool IsAction(string? uses) => uses is not null && s_actions.Any(a => uses.Contains(a, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a script starts something by a manager's program.</summary>
    internal static bool IsIn(string? script) => script is not null && s_commands.Any(c => script.Contains(c, StringComparison.Ordinal));
}
