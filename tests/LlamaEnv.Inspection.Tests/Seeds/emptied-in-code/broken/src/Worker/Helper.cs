namespace Worker;

internal static class Helper
{
    internal static void Configure()
    {
        Environment.SetEnvironmentVariable("LLAMA_CLOUD_API_KEY", "");
    }
}
