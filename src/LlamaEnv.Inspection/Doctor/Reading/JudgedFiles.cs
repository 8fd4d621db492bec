namespace LlamaEnv.Inspection.Doctor.Reading;

/// <summary>The files that are judged: neither samples, which are there to be copied and filled in, nor other people's.</summary>
internal static class JudgedFiles
{
    private static readonly string[] s_samples = [".example", ".sample", ".template", ".dist"];

    private static readonly string[] s_foreign = ["node_modules", "vendor", "third_party", "site-packages"];

    internal static bool Contain(string file)
    {
        string name = RepositoryTree.NameOf(file);
        return !s_samples.Any(s => name.EndsWith(s, StringComparison.OrdinalIgnoreCase) || name.Contains(s + ".", StringComparison.OrdinalIgnoreCase))
            && !file.Split('/')[..^1].Any(static part => s_foreign.Contains(part, StringComparer.Ordinal));
    }
}
