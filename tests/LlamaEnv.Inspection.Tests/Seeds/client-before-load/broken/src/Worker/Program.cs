using dotenv.net;
using LlamaCloud;

LlamaCloudClient client = new() { ApiKey = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") };
DotEnv.Load();
await client.Projects.ListAsync();
