using System.Text;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;
using LlamaEnv.Inspection.Scan.Containers;

namespace LlamaEnv.Inspection.Scan;

/// <summary>Looks through what the next commit would change: what is in the index, whatever the files are by now.</summary>
internal static class StagedScan
{
    private const string Submodule = "160000";

    /// <summary>The findings, and how many files were looked at.</summary>
    /// <param name="folder">The folder that is looked at, or a file.</param>
    /// <param name="repository">Its repository.</param>
    /// <param name="finder">What finds keys.</param>
    /// <param name="notes">What could not be looked at.</param>
    /// <param name="findings">Where findings go.</param>
    /// <param name="host">The machine.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DiagnosticException">Git cannot be asked.</exception>
    internal static int Run(string folder, GitRepository repository, KeyFinder finder, ScanNotes notes, List<Finding> findings, HostEnvironment host, CancellationToken cancellationToken)
    {
        GitQuery.Check(repository, folder, GitQuery.Staged, host);
        List<(string Id, string Path)> staged = List(folder, repository, host);
        if (staged.Count == 0)
            return 0;

        using GitCommand git = GitQuery.Start(repository, repository.Root, ["cat-file", "--batch", "--buffer"], GitQuery.Staged, host);
        using GitObjects objects = new(git, staged.Select(static s => s.Id));
        using CancellationTokenRegistration registration = cancellationToken.Register(git.Dispose);
        ContentScanner scanner = new(finder);
        int count = 0;
        try
        {
            // One answer for each, in their order.
            for (; objects.Next() is { } blob; count++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                string path = staged[count].Path;
                scanner.Scan(blob.Content, blob.Size, Path.GetFileName(path), new Report(repository.Root, path, notes, findings));
            }
        }
        catch (UnreadableException)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        GitQuery.End(git, folder, GitQuery.Staged);
        if (count < staged.Count)
            notes.Add(repository.Root, null, "git did not show all that is staged");
        return count;
    }

    /// <summary>Renamed files are new ones here, and what is only intended to be added has no content yet.</summary>
    private static List<(string Id, string Path)> List(string folder, GitRepository repository, HostEnvironment host)
    {
        bool isFolder = Directory.Exists(folder);
        string[] arguments =
        [
            "--literal-pathspecs", "diff", "--cached", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv",
            "--no-color", "--no-relative", "--ignore-submodules=all", "--diff-filter=ACMRT", "--", isFolder ? "." : Path.GetFileName(folder),
        ];
        using GitCommand git = GitQuery.Start(repository, isFolder ? folder : Path.GetDirectoryName(folder)!, arguments, GitQuery.Staged, host);
        List<(string, string)> staged = [];
        string[]? change = null;
        foreach (byte[] record in GitQuery.Records(git.Output))
        {
            string text = Encoding.UTF8.GetString(record);
            if (change is null)
            {
                change = text.Split(' '); // :MODE MODE ID ID STATUS
                continue;
            }

            if (change.Length > 3 && change[1] != Submodule)
                staged.Add((change[3], text));
            change = null;
        }

        GitQuery.End(git, folder, GitQuery.Staged);
        return staged;
    }

    private sealed class Report(string root, string path, ScanNotes notes, List<Finding> findings) : IContentReport
    {
        public void Found(string? inner, Hit hit) => findings.Add(KeyFinding.OfStaged(hit, root, NameOf(inner), inner is null ? null : path));

        public void Note(string? inner, string reason) => notes.AddNamed(root, NameOf(inner), inner is null ? null : path, reason);

        private string NameOf(string? inner) => inner is null ? path : $"{path}!{inner}";
    }
}
