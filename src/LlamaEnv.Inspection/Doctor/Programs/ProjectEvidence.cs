using LlamaEnv.Inspection.Doctor.Model;

namespace LlamaEnv.Inspection.Doctor.Programs;

/// <summary>What shows that sources use LlamaCloud, and how they come by the key.</summary>
/// <param name="Reason">What shows it, as a message says it; null where nothing does.</param>
/// <param name="ReadsElsewhere">Whether there is a way to the key that is not the environment.</param>
/// <param name="ReadsFiles">Whether files of mounted secrets are read.</param>
internal sealed record ProjectEvidence(string? Reason, bool ReadsElsewhere, bool ReadsFiles)
{
    private static readonly string[] s_code = [".cs", ".fs", ".vb", ".razor", ".cshtml"];

    private static readonly string[] s_clients = ["LlamaCloud", "LlamaParse", "tryAGI.LlamaParse", "tryAGI.LlamaCloud", "LlamaIndex.Cloud"];

    /// <summary>It needs the key to start. LlamaEnv.MSBuild alone shows what a build needs.</summary>
    private const string Hosting = "LlamaEnv.Hosting";

    private static readonly string[] s_uses = ["LLAMA_CLOUD_API_KEY", "LlamaCloudClient", "LlamaCloud:ApiKey", "LlamaCloud__ApiKey"];

    private static readonly string[] s_vaults = ["AddAzureKeyVault", "SecretClient(", "AmazonSecretsManager", "AddSecretsManager", "SecretManagerServiceClient", "VaultClient(", "AddAzureAppConfiguration", "AddSystemsManager"];

    private static readonly string[] s_files = ["AddKeyPerFile", "/run/secrets", "CREDENTIALS_DIRECTORY", "LlamaEnvFile"];

    /// <summary>Of a project alone, without those it refers to.</summary>
    internal static ProjectEvidence Of(ProjectFile project, IEnumerable<string> sources, RepositoryTree tree)
    {
        string? client = project.Packages.FirstOrDefault(static p => IsClient(p) || p.Equals(Hosting, StringComparison.OrdinalIgnoreCase));
        ProjectEvidence code = Of(sources.Where(IsCode), tree, withoutComments: true);
        return client is null ? code : code with { Reason = $"{project.Path} references {client}" };
    }

    /// <summary>Of sources in any language.</summary>
    /// <param name="sources">The files.</param>
    /// <param name="tree">The repository.</param>
    /// <param name="withoutComments">Whether they have C#'s comments.</param>
    internal static ProjectEvidence Of(IEnumerable<string> sources, RepositoryTree tree, bool withoutComments)
    {
        ProjectEvidence all = new(null, false, false);
        foreach (string file in sources)
        {
            if (tree.Read(file) is not { } text || !s_uses.Concat(s_vaults).Concat(s_files).Any(word => text.Contains(word, StringComparison.Ordinal)))
                continue;

            string code = withoutComments ? SourceText.WithoutComments(text) : text;
            string? use = s_uses.FirstOrDefault(word => code.Contains(word, StringComparison.Ordinal));
            all = new(
                all.Reason ?? (use is null ? null : $"{new Place(file, SourceText.LineAt(code, code.IndexOf(use, StringComparison.Ordinal)))} uses {use}"),
                all.ReadsElsewhere || s_vaults.Any(word => code.Contains(word, StringComparison.Ordinal)) || ReadsKeyFromFile(code),
                all.ReadsFiles || s_files.Any(word => code.Contains(word, StringComparison.Ordinal)));
        }

        return all;
    }

    /// <summary>Whether a package is a client of LlamaCloud.</summary>
    internal static bool IsClient(string package) => s_clients.Contains(package, StringComparer.OrdinalIgnoreCase);

    internal static bool IsCode(string file) => s_code.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);

    internal ProjectEvidence With(ProjectEvidence other) => new(Reason ?? other.Reason, ReadsElsewhere || other.ReadsElsewhere, ReadsFiles || other.ReadsFiles);

    private static bool ReadsKeyFromFile(string code) =>
        code.Contains("ApiKey = File.ReadAllText", StringComparison.Ordinal) || code.Contains("LLAMA_CLOUD_API_KEY_FILE", StringComparison.Ordinal);
}
