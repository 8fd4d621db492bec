using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Security.KeyVault.Secrets;

namespace LlamaEnv.KeyVault;

/// <summary>What a vault's answer means, and what to do. All sentences about vaults are here, and none holds a text of the vault's.</summary>
internal static class Fault
{
    private const string NoVaultFix = "Check the address, and a proxy that wants a login";

    internal static VaultException NoSecret(Uri vault, string name) =>
        new($"{vault} has no secret {name}. Create it with 'az keyvault secret set', or check which vault it is in");

    internal static VaultException NoVault(Uri vault) => new($"{vault} answers as no vault does. {NoVaultFix}");

    internal static VaultException AsksForAnother(Uri vault) => new($"{vault} asks for a token for another service, and gets none. Check the address: it is no vault, or one of another cloud");

    internal static VaultException TookTooLong(Uri vault, TimeSpan limit) =>
        new(FormattableString.Invariant($"{vault} gave no answer within {limit.TotalSeconds:0} seconds. Check network, VPN and proxy, and the vault's firewall"));

    internal static VaultException Throttled(Uri vault, string wait) =>
        new($"{vault} gets too many requests (429) and asks to wait{wait}, longer than there is time. Run it later, or raise LlamaEnvProcessTimeout");

    /// <summary>What is waited for, where a vault says it by its status; null where it says nothing of the kind.</summary>
    internal static VaultException? OfStatus(int status, Uri vault) => status switch
    {
        429 => Throttled(vault, ""),
        >= 500 => new(FormattableString.Invariant($"{vault} failed ({status}), again and again. Run it later, and see https://status.azure.com")),
        _ => null,
    };

    /// <summary>Why a secret may not be used; null where it may. The vault hands out one that expired like any other.</summary>
    internal static VaultException? Of(KeyVaultSecret secret, string name, Uri vault, DateTimeOffset now) =>
        string.IsNullOrEmpty(secret.Value) ? new($"the secret {name} of {vault} came without a value. Set it again")
        : secret.Properties.Enabled == false ? Disabled(vault, name)
        : secret.Properties.ExpiresOn is { } end && end <= now ? new($"the secret {name} of {vault} expired at {Show(end)}. Set a new version of it")
        : secret.Properties.NotBefore is { } start && start > now ? new($"the secret {name} of {vault} is not valid before {Show(start)}. Wait, or set a version that is valid now")
        : null;

    /// <summary>What another answer than a secret means.</summary>
    internal static VaultException Of(RequestFailedException answer, string name, Uri vault) => answer.Status switch
    {
        401 => new($"{vault} does not take the login's token: its tenant is another one. Log in with 'az login --tenant ID', or set AZURE_TENANT_ID"),
        403 => Forbidden(InnerCode(answer), name, vault),
        404 or (>= 200 and < 300) => NoVault(vault),
        >= 300 and < 400 => new(FormattableString.Invariant($"{vault} sends to another address ({answer.Status}), where the token must not go. {NoVaultFix}")),
        429 => Throttled(vault, WaitOf(answer)),
        _ when OfStatus(answer.Status, vault) is { } fault => fault,
        _ => new(FormattableString.Invariant($"{vault} refuses the request ({answer.Status}). {NoVaultFix}")),
    };

    /// <summary>Why there was no answer.</summary>
    internal static VaultException OfConnection(Exception exception, Uri vault) => new(
        Connection.IsUnknownHost(exception) ? $"there is no host {vault} for this machine. Check the vault's name, and the network's DNS"
        : Connection.IsUntrusted(exception) ? $"the certificate of {vault} is not trusted. Check the clock, and add your proxy's authority to those of the system"
        : Connection.IsUnreachable(exception) ? $"{vault} cannot be reached. Check network, VPN and proxy, and the vault's firewall"
        : $"{vault} broke off the connection, again and again. Check a proxy in between, or run it later");

    private static VaultException Forbidden(string? code, string name, Uri vault) => code switch
    {
        "SecretDisabled" => Disabled(vault, name),
        "ForbiddenByRbac" => new($"{vault} lets this login read no secrets. Give it the role 'Key Vault Secrets User'; a new role takes some minutes"),
        "AccessDenied" or "ForbiddenByPolicy" => new($"{vault} lets this login read no secrets. Give it 'get' for secrets in the vault's access policies"),
        "ForbiddenByFirewall" or "ForbiddenByConnection" => new($"{vault} does not let this network in. Allow it in the vault's firewall, or run where it is allowed"),
        _ => new($"{vault} does not allow to read {name} (403). Give this login the role 'Key Vault Secrets User', and check the vault's firewall"),
    };

    private static VaultException Disabled(Uri vault, string name) => new($"the secret {name} of {vault} is disabled. Enable its current version, or set a new one");

    private static string WaitOf(RequestFailedException answer) =>
        answer.GetRawResponse() is { } response && VaultRetry.WaitOf(response) is { Ticks: > 0 } wait ? FormattableString.Invariant($" {wait.TotalSeconds:0} seconds") : "";

    private static string Show(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>The vault says why only here. It is compared, and never shown.</summary>
    private static string? InnerCode(RequestFailedException answer)
    {
        try
        {
            using JsonDocument body = JsonDocument.Parse(answer.GetRawResponse()?.Content.ToMemory() ?? default);
            return body.RootElement.GetProperty("error").GetProperty("innererror").GetProperty("code").GetString();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
