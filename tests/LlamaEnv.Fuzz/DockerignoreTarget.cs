namespace LlamaEnv.Fuzz;

/// <summary>.dockerignore files by chance, long lines too: an answer, and in no time.</summary>
internal sealed class DockerignoreTarget(string root) : FuzzTarget(root)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(20);

    internal override string Name => "dockerignore";

    internal override void Execute(Random random)
    {
        Machine machine = new(Root, Canary.OfLlamaCloud(random));
        machine.Set("LLAMA_CLOUD_API_KEY", machine.Canary.Key);
        Machine.Write(Path.Combine(machine.Project, ".dockerignore"), Nasty.Bytes(random, () => Line(random), random.Next(50) == 0 ? 1000 : 6));
        long start = Environment.TickCount64;
        machine.Inject();
        if (Environment.TickCount64 - start > s_longest.TotalMilliseconds)
            throw new FuzzException("a .dockerignore took too long");
    }

    private static string Line(Random random) => random.Next(5) switch
    {
        0 => ".env",
        1 => "**/*.env",
        2 => string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => random.Next(7) switch { 0 => "**/", 1 => "*", 2 => "?", 3 => "[a-z]", 4 => "\\", 5 => "!", _ => ".env" })),
        _ => Nasty.Text(random, 8),
    };
}
