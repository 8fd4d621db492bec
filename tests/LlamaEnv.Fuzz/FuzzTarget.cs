namespace LlamaEnv.Fuzz;

/// <summary>Something that is given random input, and what has to hold whatever it is given.</summary>
/// <param name="root">A folder of its own, on a disk that costs nothing where there is one.</param>
internal abstract class FuzzTarget(string root)
{
    /// <summary>What users of the runner write.</summary>
    internal abstract string Name { get; }

    protected string Root { get; } = root;

    /// <summary>One execution. The same random numbers give the same execution.</summary>
    /// <exception cref="FuzzException">Something does not hold.</exception>
    internal abstract void Execute(Random random);

    /// <summary>Every target, each with a folder below <paramref name="root"/>.</summary>
    internal static IReadOnlyList<FuzzTarget> All(string root) =>
    [
        new InjectTarget(Path.Combine(root, "inject")), new DotenvTarget(Path.Combine(root, "dotenv")), new JsonTarget(Path.Combine(root, "json")),
        new DockerignoreTarget(Path.Combine(root, "dockerignore")), new UrlTarget(Path.Combine(root, "url")), new StoreTarget(Path.Combine(root, "store")),
        new ArgumentsTarget(Path.Combine(root, "arguments")),
    ];

    /// <summary>Memory where the system offers it as a disk, else its temporary folder.</summary>
    internal static string MakeRoot()
    {
        string memory = Path.Combine("/dev/shm", $"llama-env-fuzz-{Environment.ProcessId}");
        return Directory.Exists("/dev/shm") ? Directory.CreateDirectory(memory).FullName : Directory.CreateTempSubdirectory("llama-env-fuzz-").FullName;
    }
}
