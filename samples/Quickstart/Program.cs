using LlamaEnv;
using LlamaEnv.Hosting;
using Quickstart;

// This line is all that a program needs. It comes first, before anything makes a client.
LlamaEnvFileResult loaded = LlamaEnvFile.Load();

// The rest only shows what happened.
Console.WriteLine("1. A build that finds no key stops before anything compiles:\n");
Console.WriteLine($"{DemoBuild.Run("-p:LlamaEnvSources=environment")}\n");

Console.WriteLine($"2. The build of this program found one: {DemoBuild.Source}. It passed.\n");

Console.WriteLine($"3. The program has loaded {(loaded.Values.Count > 0 ? "it" : "nothing")}:\n");
foreach (Credential value in loaded.Values)
    Console.WriteLine($"{value} from {value.Source}");

if (Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY")?.Contains("ThisKeyIsFake", StringComparison.Ordinal) == true)
    Console.WriteLine("\nThis key is FAKE: it came with the sample and opens nothing. Nobody asked a server. Set LLAMA_CLOUD_API_KEY to your own and run again.");

return loaded.Succeeded ? 0 : 1;
