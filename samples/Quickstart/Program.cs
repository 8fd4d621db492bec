using System.Reflection;
using dotenv.net;

// First of all, before anything creates a client. The build writes .env beside the project, which is above the folder
// the program runs from. A variable that is already set in the process wins.
DotEnv.Fluent().WithProbeForEnv(probeLevelsToSearch: 6).WithoutOverwriteExistingVars().WithExceptions().Load();

foreach (string name in (string[])["LLAMA_CLOUD_API_KEY", "LLAMA_CLOUD_BASE_URL", "LLAMA_AGENTS_PROJECT_ID"])
{
    string? value = Environment.GetEnvironmentVariable(name);
    Console.WriteLine($"{name,-24} {Mask(name, value),-40} {SourceOf(name)}");
}

static string Mask(string name, string? value) => value switch
{
    null or "" => "(not set)",
    _ when name.EndsWith("_KEY", StringComparison.Ordinal) => $"{value[..Math.Min(4, value.Length)]}*** ({value.Length} characters)",
    _ => value,
};

static string SourceOf(string name) =>
    typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == name)?.Value is { } source
        ? $"the build got it from {source}"
        : "the build had none";
