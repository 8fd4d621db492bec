using LlamaCloud;

LlamaCloudClient client = new();
await client.Projects.ListAsync();
