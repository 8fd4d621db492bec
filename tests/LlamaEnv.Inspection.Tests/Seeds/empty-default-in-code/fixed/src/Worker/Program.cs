using LlamaCloud;

string key = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") ?? throw new InvalidOperationException("Set LLAMA_CLOUD_API_KEY.");
LlamaCloudClient client = new() { ApiKey = key };
await client.Projects.ListAsync();
