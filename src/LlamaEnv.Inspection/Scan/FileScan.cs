using System.Runtime.ExceptionServices;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Inspection.Scan;

/// <summary>Looks through the files of groups, several at a time. What it reports is sorted later, so their order does not matter.</summary>
/// <param name="makeFinder">What finds keys, for each thread its own.</param>
/// <param name="notes">What could not be looked at.</param>
internal sealed class FileScan(Func<KeyFinder> makeFinder, ScanNotes notes)
{
    private const int Batch = 32;
    private const char NotUtf8 = '\uFFFD';

    private readonly List<Finding> _findings = [];
    private readonly List<string> _folders = [];
    private readonly Lock _lock = new();
    private int _next;
    private int _count;

    internal IReadOnlyList<Finding> Findings => _findings;

    /// <summary>How many files were looked at.</summary>
    internal int Count => _count;

    /// <summary>Looks through a group; the folders in it that git took for one file come back.</summary>
    /// <param name="group">The files.</param>
    /// <param name="followsLinks">Whether links are followed: those that somebody named.</param>
    /// <param name="threads">How many threads work.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal IReadOnlyList<string> Run(FileGroup group, bool followsLinks, int threads, CancellationToken cancellationToken)
    {
        _folders.Clear();
        _next = 0;
        ExceptionDispatchInfo? failure = null;
        Thread[] others = [.. Enumerable.Range(1, Math.Clamp(Math.Min(threads, group.Count / Batch), 1, threads) - 1).Select(_ => new Thread(Work))];
        foreach (Thread thread in others)
            thread.Start();
        Work();
        foreach (Thread thread in others)
            thread.Join();
        failure?.Throw();
        return [.. _folders];

        void Work()
        {
#pragma warning disable CA1031 // What ends one thread ends the scan, in the thread that called.
            try
            {
                ContentScanner scanner = new(makeFinder());
                while (failure is null && Take(group) is { Count: > 0 } paths)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    foreach (string path in paths)
                        Scan(scanner, group, path, followsLinks);
                }
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
#pragma warning restore CA1031
        }
    }

    private List<string> Take(FileGroup group)
    {
        lock (_lock)
            return group.Take(ref _next, Batch);
    }

    private void Scan(ContentScanner scanner, FileGroup group, string path, bool followsLinks)
    {
        try
        {
            using RawFile? file = RawFile.Open(path, followsLinks, out FileType? type);
            if (file is null)
            {
                Skip(group, path, type);
                return;
            }

            Interlocked.Increment(ref _count);
            scanner.Scan(file, file.Size, Path.GetFileName(path), new Report(this, group, path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            notes.Add(group.Root, path, FileReason.Of(e));
        }
    }

    /// <summary>Links are nobody's content, and what git tracks need not be there.</summary>
    private void Skip(FileGroup group, string path, FileType? type)
    {
        if (type == FileType.Folder)
        {
            lock (_lock)
                _folders.Add(path);
        }
        else if (type is null && path.Contains(NotUtf8, StringComparison.Ordinal))
        {
            notes.Add(group.Root, path, "its name is not UTF-8");
        }
    }

    /// <summary>Findings in one file.</summary>
    private sealed class Report(FileScan scan, FileGroup group, string path) : IContentReport
    {
        public void Found(string? inner, Hit hit)
        {
            string file = group.NameOf(path);
            Finding finding = KeyFinding.Of(hit, group.Root, inner is null ? file : $"{file}!{inner}", inner is null ? null : file);
            lock (scan._lock)
                scan._findings.Add(finding);
        }

        public void Note(string? inner, string reason)
        {
            string file = group.NameOf(path);
            scan.Note(group.Root, inner is null ? file : $"{file}!{inner}", inner is null ? null : file, reason);
        }
    }

    private void Note(string root, string file, string? archive, string reason) => notes.AddNamed(root, file, archive, reason);
}
