using dotenv.net;
using LlamaCloud;

DotEnv.Load();
LlamaCloudClient client = new() { ApiKey = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") };
await client.Projects.ListAsync();
