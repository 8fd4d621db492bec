namespace LlamaEnv.TestKit;

/// <summary>Values of the right shape that open nothing.</summary>
public static class Fake
{
    /// <summary>A server of one's own.</summary>
    public const string Url = "https://llama.example.com";

    /// <summary>A key that says where the test put it.</summary>
    public static string Key(string place) => "llx-" + ("Fake" + place).PadRight(48, '0');

    /// <summary>The id of a project.</summary>
    public static string Project(int number) => $"00000000-0000-4000-8000-{number:D12}";
}
