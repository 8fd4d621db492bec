using System.Text.RegularExpressions;
using Azure.Identity;

namespace LlamaEnv.KeyVault;

/// <summary>Why Azure let nobody in, and what to do. All sentences about logins are here.</summary>
internal static partial class LoginFault
{
    private const string Ways = "Run 'az login'; in a pipeline or container set up its identity (https://github.com/llamaenv/llamaenv/blob/main/docs/key-vault.md)";

    internal static VaultException TookTooLong(TimeSpan limit) =>
        new(FormattableString.Invariant($"the login to Azure took longer than {limit.TotalSeconds:0} seconds. Say which one to use with AZURE_TOKEN_CREDENTIALS, such as AzureCliCredential"));

    internal static VaultException Of(AuthenticationFailedException exception) =>
        exception is CredentialUnavailableException ? new($"this machine has no login to Azure. {Ways}")
        : Code().Match(exception.ToString()) is { Success: true } match ? new($"Azure refuses the login (AADSTS {match.Groups[1].Value}): {Meaning(match.Groups[1].Value)}")
        : Connection.IsUntrusted(exception) ? new("the certificate of Azure's login is not trusted. Check the clock, and add your proxy's authority to those of the system")
        : Connection.IsBroken(exception) ? new("Azure's login cannot be reached. Check network, VPN and proxy")
        : new($"a login to Azure is set up and does not work. {Ways}, or leave out the variables that begin with AZURE_");

    /// <summary>The codes that people meet, by what to do about them.</summary>
    private static string Meaning(string code) => code switch
    {
        "7000215" => "the client's secret is wrong. Set its value, not its id, in the environment",
        "7000222" => "the client's secret expired. Make a new one",
        "700016" => "there is no such application in the tenant. Check AZURE_CLIENT_ID and AZURE_TENANT_ID",
        "90002" or "900023" => "there is no such tenant. Check AZURE_TENANT_ID",
        "70021" or "700211" or "700212" or "700213" or "700222" => "no federated identity of the application matches. Compare its issuer, subject and audience",
        "700024" or "700027" => "its proof is too old or was made by another key. Check the clock, and get a new one",
        "50076" or "50079" or "50078" or "50158" or "53003" or "53000" => "a person has to prove more. Run 'az login' again",
        "70043" or "700082" or "50173" or "50132" or "700084" => "it expired. Run 'az login' again",
        "90033" or "90006" or "90020" => "it is out of order at the moment. Run it later",
        _ => "look the number up at https://login.microsoftonline.com/error",
    };

    [GeneratedRegex(@"AADSTS(\d{5,8})", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
