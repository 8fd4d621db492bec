using System.Text;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Inspection.Scan;

/// <summary>
/// Finds the oldest commit of objects, and the file's name in it, in one pass over the history. By commands that read no
/// configuration of how to show a commit: that can name a program.
/// </summary>
internal sealed class HistoryNames(GitRepository repository, HostEnvironment host)
{
    /// <summary>For more, git compares every file of every commit, and which ones count is seen here.</summary>
    private const int MostArguments = 200;

    private readonly Dictionary<string, HistoryOrigin> _origins = new(StringComparer.Ordinal);

    /// <summary>Null where no branch and no tag leads to it.</summary>
    internal HistoryOrigin? OriginOf(HistoryObject content) => _origins.GetValueOrDefault(content.Id);

    /// <exception cref="DiagnosticException">Git cannot be asked.</exception>
    internal void Find(IReadOnlyList<HistoryObject> objects, CancellationToken cancellationToken)
    {
        HashSet<string> wanted = [.. objects.Select(static o => o.Id)];
        if (objects.Any(static o => o.Type == "tag"))
            FindTags(wanted);
        FindCommits(wanted, [.. objects.Where(static o => o.IsFile).Select(static o => o.Id)], cancellationToken);
    }

    private void FindTags(HashSet<string> wanted)
    {
        using GitCommand git = GitQuery.Start(repository, repository.Root, ["for-each-ref", "--format=%(objectname)"], GitQuery.History, host);
        foreach (string id in Lines(git.Output).Where(wanted.Contains))
            _origins[id] = new HistoryOrigin(id, null, 0);
        GitQuery.End(git, repository.Root, GitQuery.History);
    }

    private void FindCommits(HashSet<string> wanted, string[] files, CancellationToken cancellationToken)
    {
        string[] filter = files.Length <= MostArguments ? [.. files.Select(static id => $"--find-object={id}")] : [];
        using GitCommand list = GitQuery.Start(repository, repository.Root, ["rev-list", "--all"], GitQuery.History, host);
        using GitCommand tree = GitQuery.Start(repository, repository.Root, ["diff-tree", "--stdin", "-r", "-m", "--root", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", .. filter], GitQuery.History, host);
        using CancellationTokenRegistration registration = cancellationToken.Register(() =>
        {
            list.Dispose();
            tree.Dispose();
        });
        Dictionary<string, int> ages = new(StringComparer.Ordinal);
        Thread writer = new(() => Forward(list.Output, tree.Input, ages, wanted));
        writer.Start();

        string commit = "";
        string[]? change = null;
        foreach (byte[] record in GitQuery.Records(tree.Output))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string text = Encoding.UTF8.GetString(record);
            if (change is not null)
            {
                if (change.Length > 3 && wanted.Contains(change[3]))
                    Add(change[3], commit, text, AgeOf(commit, ages));
                change = null;
            }
            else if (text.StartsWith(':'))
            {
                change = text.Split(' '); // :MODE MODE ID ID STATUS
            }
            else
            {
                commit = text.Split([' ', '\n'], 2)[0];
            }
        }

        writer.Join();
        GitQuery.End(list, repository.Root, GitQuery.History);
        GitQuery.End(tree, repository.Root, GitQuery.History);
    }

    /// <summary>Hands commits on, and notes their order, the newest first.</summary>
    private void Forward(Stream commits, Stream input, Dictionary<string, int> ages, HashSet<string> wanted)
    {
        try
        {
            using StreamWriter writer = new(input, Encoding.ASCII, bufferSize: 16 * 1024);
            foreach (string id in Lines(commits))
            {
                lock (ages)
                    ages[id] = ages.Count;
                if (wanted.Contains(id))
                    Add(id, id, null, AgeOf(id, ages));
                writer.Write($"{id}\n");
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It ended; what it printed tells.
        }
    }

    private static int AgeOf(string commit, Dictionary<string, int> ages)
    {
        lock (ages)
            return ages.GetValueOrDefault(commit);
    }

    private void Add(string id, string commit, string? path, int age)
    {
        lock (_origins)
        {
            if (!_origins.TryGetValue(id, out HistoryOrigin? known) || age > known.Age || (age == known.Age && string.CompareOrdinal(path, known.Path) < 0))
                _origins[id] = new HistoryOrigin(commit, path, age);
        }
    }

    private static IEnumerable<string> Lines(Stream stream)
    {
        using StreamReader reader = new(stream, Encoding.ASCII, false, 64 * 1024);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
