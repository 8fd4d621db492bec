namespace LlamaEnv.Inspection.Doctor.Reading;

/// <summary>The files that are judged: neither samples, which are there to be copied and filled in, nor documentation, nor other people's.</summary>
internal static class JudgedFiles
{
    private static readonly string[] s_samples = [".example", ".sample", ".template", ".dist"];

    private static readonly string[] s_foreign = ["node_modules", "vendor", "third_party", "site-packages"];

    private static readonly string[] s_documentation = ["docs", "doc", "documentation"];

    internal static bool Contain(string file, RepositoryTree tree)
    {
        string name = RepositoryTree.NameOf(file);
        return !s_samples.Any(s => name.EndsWith(s, StringComparison.OrdinalIgnoreCase) || name.Contains(s + ".", StringComparison.OrdinalIgnoreCase))
            && !file.Split('/')[..^1].Any(static part => s_foreign.Contains(part, StringComparer.Ordinal))
            && !RepositoryTree.FoldersFrom(RepositoryTree.FolderOf(file)).Any(folder => IsDocumentation(folder, tree));
    }

    /// <summary>A folder of that name which a project is in, or at any depth in one that is not at the top, is a program that is called so.</summary>
    private static bool IsDocumentation(string folder, RepositoryTree tree) =>
        s_documentation.Contains(RepositoryTree.NameOf(folder), StringComparer.OrdinalIgnoreCase) && !tree.HasProject(folder, isDirect: !folder.Contains('/', StringComparison.Ordinal));
}
