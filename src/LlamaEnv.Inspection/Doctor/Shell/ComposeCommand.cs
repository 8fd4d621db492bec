using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;

namespace LlamaEnv.Inspection.Doctor.Shell;

/// <summary>What <c>docker compose up</c> or <c>run</c> starts.</summary>
/// <param name="File">The first compose file it names; null for the folder's own.</param>
/// <param name="Names">The services it names; none for all.</param>
internal sealed record ComposeCommand(string? File, IReadOnlyList<string> Names)
{
    private static readonly string[] s_own = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

    private static readonly string[] s_withValue = ["-p", "--project-name", "--profile", "--project-directory", "--ansi", "--parallel", "--progress"];

    /// <summary>The command; null where it starts nothing, or brings variables itself.</summary>
    internal static ComposeCommand? Read(IReadOnlyList<ShellWord> words)
    {
        string? file = null;
        int i = 0;
        for (; i < words.Count && words[i].Text.StartsWith('-'); i++)
        {
            string text = words[i].Text;
            if (text.StartsWith("--env-file", StringComparison.Ordinal))
                return null;
            if (text is "-f" or "--file" && i + 1 < words.Count)
                file ??= words[++i].Text;
            else if (text.StartsWith("--file=", StringComparison.Ordinal))
                file ??= text["--file=".Length..];
            else if (s_withValue.Contains(text, StringComparer.Ordinal))
                i++;
        }

        if (i >= words.Count || words[i].Text is not ("up" or "run") || words.Skip(i).Any(static w => w.Text is "-e" or "--env" || w.Text.StartsWith("--env", StringComparison.Ordinal)))
            return null;

        return new(file, [.. words.Skip(i + 1).TakeWhile(static w => !w.Text.StartsWith('>')).Select(static w => w.Text).Where(static t => !t.StartsWith('-'))]);
    }

    /// <summary>The services that are started, as their reader made them.</summary>
    /// <param name="rooted">Makes a path of the command one from the root.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="report">The repository.</param>
    internal IEnumerable<Runtime> Services(Func<string, string?> rooted, string folder, DoctorReport report)
    {
        string? main = File is not null ? rooted(File) : s_own.Select(name => RepositoryTree.Join(folder, name)).FirstOrDefault(report.Tree.Contains);
        // A file of variables beside it gives its values to the services.
        if (main is null || Text.EnvironmentFileNames.Of(RepositoryTree.Join(RepositoryTree.FolderOf(main), ".env"), report.Tree)?.Contains(Variable.ApiKey.Name) is true)
            return [];

        List<Runtime> all = [.. report.Runtimes.Where(r => r.Group == $"compose {main}")];
        List<Runtime> named = [.. all.Where(r => Names.Any(n => r.Name == $"service '{n}'"))];
        return Names.Any(n => all.Exists(r => r.Name == $"service '{n}'")) ? named : all;
    }
}
