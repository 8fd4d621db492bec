using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LlamaEnv.Cloud;

/// <summary>A login at the identity provider: the client renews it, and llamactl's store keeps it, in exactly this form.</summary>
/// <param name="DeviceName">The machine that logged in, for the name of the key.</param>
/// <param name="UserId">The provider's id of the user: a second login of the same user takes the same profile.</param>
/// <param name="Email">The user's address, which names the profile.</param>
/// <param name="ClientId">Who we were to the provider.</param>
/// <param name="DiscoveryUrl">Where the provider describes itself.</param>
/// <param name="AccessToken">For requests to the API; valid for minutes.</param>
/// <param name="RefreshToken">Gets the next access token, once: the provider gives a new one with it. Null where the login cannot be renewed.</param>
/// <param name="IdToken">Says who the user is.</param>
[SuppressMessage("ApiDesign", "RS0030", Justification = "The store keeps it.")]
internal sealed record DeviceLogin(
    string DeviceName, string UserId, string Email, string ClientId, string DiscoveryUrl, Secret AccessToken, Secret? RefreshToken, Secret? IdToken)
{
    /// <summary>Members that a later llamactl added, as raw JSON: they stay.</summary>
    private string Others { get; init; } = "";

    /// <summary>The login in <paramref name="json"/>; null where it is none, such as an empty object.</summary>
    internal static DeviceLogin? Parse(Secret json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json.Reveal());
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return null;

            Dictionary<string, JsonElement> members = [];
            foreach (JsonProperty member in document.RootElement.EnumerateObject())
                members[member.Name] = member.Value;

            string Required(string name) => members.Remove(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new JsonException();
            Secret? Optional(string name) => !members.Remove(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null ? null
                : value.ValueKind == JsonValueKind.String ? new Secret(value.GetString()!)
                : throw new JsonException();

            return new DeviceLogin(
                Required("device_name"), Required("user_id"), Required("email"), Required("client_id"), Required("discovery_url"),
                new Secret(Required("device_access_token")), Optional("device_refresh_token"), Optional("device_id_token"))
            {
                Others = string.Concat(members.Select(m => $",{Quote(m.Key)}:{m.Value.GetRawText()}")),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // InvalidOperationException: half of a surrogate pair. A message could quote a token.
        }
    }

    /// <summary>Compact, nulls written, in llamactl's order.</summary>
    internal Secret ToJson() => new(
        $"{{\"device_name\":{Quote(DeviceName)},\"user_id\":{Quote(UserId)},\"email\":{Quote(Email)},\"client_id\":{Quote(ClientId)},\"discovery_url\":{Quote(DiscoveryUrl)},"
        + $"\"device_access_token\":{Quote(AccessToken.Reveal())},\"device_refresh_token\":{Quote(RefreshToken?.Reveal())},\"device_id_token\":{Quote(IdToken?.Reveal())}{Others}}}");

    /// <summary>Escapes what JSON demands and nothing else; System.Text.Json cannot be brought to leave every other character as it is.</summary>
    private static string Quote(string? text)
    {
        if (text is null)
            return "null";

        StringBuilder quoted = new("\"", text.Length + 2);
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append(@"\\"),
                '\b' => quoted.Append(@"\b"),
                '\t' => quoted.Append(@"\t"),
                '\n' => quoted.Append(@"\n"),
                '\f' => quoted.Append(@"\f"),
                '\r' => quoted.Append(@"\r"),
                < ' ' => quoted.Append(CultureInfo.InvariantCulture, $@"\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }
}
