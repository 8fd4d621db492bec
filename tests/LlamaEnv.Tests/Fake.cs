namespace LlamaEnv.Tests;

/// <summary>Values of the right shape that open nothing.</summary>
internal static class Fake
{
    internal const string Url = "https://llama.example.com";

    /// <summary>A key that says where the test put it.</summary>
    internal static string Key(string place) => "llx-" + ("Fake" + place).PadRight(48, '0');

    internal static string Project(int number) => $"00000000-0000-4000-8000-{number:D12}";

    internal static IReadOnlyList<Credential> Credentials(string? key = null, string? url = null, string? project = null) =>
    [
        new(Variable.ApiKey, new Secret(key ?? Key("New")), "test"),
        .. url is null ? Array.Empty<Credential>() : [new(Variable.BaseUrl, new Secret(url), "test")],
        .. project is null ? Array.Empty<Credential>() : [new(Variable.ProjectId, new Secret(project), "test")],
    ];
}
