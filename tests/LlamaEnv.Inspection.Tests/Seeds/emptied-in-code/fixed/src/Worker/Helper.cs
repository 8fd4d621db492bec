namespace Worker;

internal static class Helper
{
    internal static void Configure(string apiKey)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(apiKey);
        Environment.SetEnvironmentVariable("LLAMA_CLOUD_API_KEY", apiKey);
    }
}
