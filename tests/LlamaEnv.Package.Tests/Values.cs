namespace LlamaEnv.Package.Tests;

/// <summary>Values that look right and open nothing.</summary>
internal static class Values
{
    internal const string Key = "llx-TestKeyOfTheEnvironment0123456789abcdefABCDEF001";
    internal const string ProfileKey = "llx-TestKeyOfTheProfile98765432100123456789abcdefABC";
    internal const string Project = "11111111-2222-4333-8444-555555555555";
    internal const string ProfileProject = "99999999-8888-4777-8666-555555555555";
    internal const string DefaultUrl = "https://api.cloud.llamaindex.ai";
    internal const string ProfileUrl = "https://api.cloud.eu.llamaindex.ai";

    internal static string ThreeLines(string key, string url, string project) =>
        $"LLAMA_CLOUD_API_KEY={key}\nLLAMA_CLOUD_BASE_URL={url}\nLLAMA_AGENTS_PROJECT_ID={project}\n";
}
