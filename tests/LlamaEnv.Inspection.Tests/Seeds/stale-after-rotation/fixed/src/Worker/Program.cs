using LlamaCloud;

string key = File.ReadAllText("/etc/llama/key").Trim();
LlamaCloudClient client = new() { ApiKey = key };
await client.Projects.ListAsync();
