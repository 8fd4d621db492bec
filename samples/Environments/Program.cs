using LlamaEnv.Hosting;

Console.WriteLine(LlamaEnvFile.Load());
