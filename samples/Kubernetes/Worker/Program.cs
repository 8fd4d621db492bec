// A program that reads the mounted key: it does not start without one, follows a rotation, and says when it is ready.
using LlamaEnv.Hosting;
using Microsoft.Extensions.Options;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddLlamaCloudCheck(static options => options.SecretsDirectory = "/var/run/secrets/llama-cloud");
builder.Services.AddHealthChecks().AddLlamaCloud();

WebApplication app = builder.Build();
app.MapHealthChecks("/ready");
app.MapGet("/", static (IOptionsMonitor<LlamaCloudOptions> llama) => $"LLAMA_CLOUD_API_KEY={llama.CurrentValue.ApiKey}"); // Prints a mask.
app.Run();
