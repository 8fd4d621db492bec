using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Inspection.Scan;

/// <summary>Looks for keys that somebody wrote down: in files, in what is staged, or in the history.</summary>
internal sealed class RepositoryScan
{
    private readonly ScanRequest _request;
    private readonly HostEnvironment _host;
    private readonly ScanNotes _notes = new();
    private readonly List<Finding> _findings = [];
    private readonly List<(string Name, string Pattern)> _declared = [];
    private readonly FileListing _listing;
    private bool _isIncomplete;
    private int _count;

    private RepositoryScan(ScanRequest request, HostEnvironment host)
    {
        _request = request;
        _host = host;
        _listing = new FileListing(host, request.IncludesIgnored, _notes);
    }

    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    internal static ScanResult Run(ScanRequest request, HostEnvironment host, CancellationToken cancellationToken)
    {
        RepositoryScan scan = new(request, host);
        if (request.Scope == ScanScope.Files)
            scan.ScanFiles(cancellationToken);
        else
            scan.ScanRepositories(cancellationToken);
        return new ScanResult([.. scan._findings.Concat(scan._notes.All).Distinct().Order(Finding.Order)], scan._count, scan._isIncomplete);
    }

    private void ScanFiles(CancellationToken cancellationToken)
    {
        Queue<(FileGroup Group, bool IsNamed)> groups = [];
        foreach (string path in _request.Paths)
        {
            bool isFile = !Directory.Exists(path);
            Try(path, () =>
            {
                foreach (FileGroup group in _listing.List(path, cancellationToken))
                    groups.Enqueue((group, isFile));
            });
        }

        foreach ((FileGroup group, _) in groups)
            Declare(group);
        FileScan scan = new(MakeFinder, _notes);
        while (groups.TryDequeue(out (FileGroup Group, bool IsNamed) next))
        {
            foreach (string folder in scan.Run(next.Group, next.IsNamed, _request.Threads, cancellationToken))
            {
                foreach (FileGroup nested in _listing.ListNested(folder, cancellationToken))
                    groups.Enqueue((nested, false));
            }
        }

        _findings.AddRange(scan.Findings);
        _count = scan.Count;
    }

    private void ScanRepositories(CancellationToken cancellationToken)
    {
        foreach (IGrouping<string, (string Path, GitRepository Repository)> paths in _request.Paths
            .Select(static path => (Path: path, Repository: GitRepository.Find(Path.Combine(path, ".git"))!))
            .GroupBy(static p => p.Repository.Root, StringComparer.Ordinal))
        {
            GitRepository repository = paths.First().Repository;
            Try(repository.Root, () =>
            {
                if (!repository.IsBare)
                    Declare(_listing.ListProjects(repository, cancellationToken));
                ScanRepository(repository, paths.Select(static p => p.Path), cancellationToken);
            });
        }
    }

    private void ScanRepository(GitRepository repository, IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        if (_request.Scope == ScanScope.History)
        {
            _findings.AddRange(new HistoryScan(repository, _notes, _host).Run(MakeFinder(), out int count, cancellationToken));
            _count += count;
            return;
        }

        foreach (string path in paths)
            _count += StagedScan.Run(path, repository, MakeFinder(), _notes, _findings, _host, cancellationToken);
    }

    /// <summary>One path that cannot be looked at keeps nobody from looking at the others.</summary>
    private void Try(string path, Action look)
    {
        try
        {
            look();
        }
        catch (DiagnosticException e)
        {
            _findings.Add(new Finding(e.Diagnostic, ScanNotes.Kind) { Root = _listing.RootOf(path) });
            _isIncomplete = true;
        }
    }

    private void Declare(FileGroup group)
    {
        foreach (string path in group.All())
        {
            if (DeclaredSecrets.MayBeIn(path))
                _declared.AddRange(DeclaredSecrets.ReadFrom(path));
        }
    }

    /// <summary>With patterns of its own, as a thread that takes long over one is not to take the time of others.</summary>
    private KeyFinder MakeFinder()
    {
        ValuePattern.TimeLimit limit = new();
        return new KeyFinder([.. _declared.Distinct().Select(d => DeclaredSecret.Of(d.Name, d.Pattern, limit)).OfType<DeclaredSecret>()]);
    }
}
