using System.Text;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;
using LlamaEnv.Inspection.Scan.Containers;

namespace LlamaEnv.Inspection.Scan;

/// <summary>
/// Looks through every content that a repository has ever had, each once, and the texts of commits and tags. Where a key was is
/// asked afterwards, for keys only.
/// </summary>
internal sealed class HistoryScan(GitRepository repository, ScanNotes notes, HostEnvironment host) : IContentReport
{
    private readonly List<(HistoryObject Object, string? Inner, Hit Hit)> _hits = [];
    private HistoryObject _current = new("", "");

    /// <summary>The findings; <paramref name="count"/> is how many objects were looked at.</summary>
    /// <exception cref="DiagnosticException">Git cannot be asked.</exception>
    internal IReadOnlyList<Finding> Run(KeyFinder finder, out int count, CancellationToken cancellationToken)
    {
        GitQuery.Check(repository, repository.Root, GitQuery.History, host);
        NoteMissingParts();
        count = Scan(finder, cancellationToken);
        return _hits.Count == 0 ? [] : Name(cancellationToken);
    }

    public void Found(string? inner, Hit hit) => _hits.Add((_current, inner, hit));

    public void Note(string? inner, string reason) =>
        notes.AddNamed(repository.Root, null, null, $"{reason} (object {_current.Id[..12]}{(inner is null ? "" : $", {inner}")})");

    private void NoteMissingParts()
    {
        string common = repository.CommonDirectory;
        string packs = Path.Combine(common, "objects", "pack");
        if (File.Exists(Path.Combine(common, "shallow")))
            notes.Add(repository.Root, null, "the clone is shallow, and the history before it is not here");
        if (Directory.Exists(packs) && Directory.EnumerateFiles(packs, "*.promisor").Any())
            notes.Add(repository.Root, null, "the clone is partial, and contents that were never fetched are not here");
    }

    private int Scan(KeyFinder finder, CancellationToken cancellationToken)
    {
        using GitCommand list = GitQuery.Start(repository, repository.Root, ["cat-file", "--batch-all-objects", "--unordered", "--buffer", "--batch-check=%(objecttype) %(objectname)"], GitQuery.History, host);
        using GitCommand git = GitQuery.Start(repository, repository.Root, ["cat-file", "--batch", "--buffer"], GitQuery.History, host);
        using GitObjects objects = new(git, Contents(list.Output));
        using CancellationTokenRegistration registration = cancellationToken.Register(() =>
        {
            list.Dispose();
            git.Dispose();
        });
        ContentScanner scanner = new(finder);
        int count = 0;
        try
        {
            for (; objects.Next() is { } next; count++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                _current = new HistoryObject(next.Id, next.Type);
                scanner.Scan(next.Content, next.Size, next.Id, this);
            }
        }
        catch (UnreadableException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            notes.Add(repository.Root, null, "git did not show the whole history");
        }

        GitQuery.End(list, repository.Root, GitQuery.History);
        GitQuery.End(git, repository.Root, GitQuery.History);
        return count;
    }

    /// <summary>Everything but trees, which are names.</summary>
    private static IEnumerable<string> Contents(Stream list)
    {
        using StreamReader reader = new(list, Encoding.ASCII, false, 64 * 1024);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split(' ') is [not "tree", var id])
                yield return id;
        }
    }

    /// <summary>Once for each key and file: where it came in.</summary>
    private IReadOnlyList<Finding> Name(CancellationToken cancellationToken)
    {
        HistoryNames names = new(repository, host);
        names.Find([.. _hits.Select(static h => h.Object).Distinct()], cancellationToken);
        return [.. _hits
            .Select(hit => (Hit: hit, Origin: names.OriginOf(hit.Object)))
            .GroupBy(static h => (h.Origin?.Path, h.Hit.Inner, h.Hit.Hit.Fingerprint, h.Hit.Hit.Variable, h.Origin is null, h.Hit.Object.Type))
            .Select(group => group.MaxBy(static h => (h.Origin?.Age ?? 0, h.Hit.Hit.Line)))
            .Select(h => Make(h.Hit.Object, h.Hit.Inner, h.Hit.Hit, h.Origin))];
    }

    private Finding Make(HistoryObject content, string? inner, Hit hit, HistoryOrigin? origin)
    {
        string? path = origin?.Path;
        string? file = path is null ? null : inner is null ? path : $"{path}!{inner}";
        string? commit = origin is null ? null : content.IsFile ? origin.Commit[..12] : $"{content.Type} {origin.Commit[..12]}";
        return KeyFinding.OfHistory(hit, repository.Root, commit, file, inner is null ? null : path);
    }
}
