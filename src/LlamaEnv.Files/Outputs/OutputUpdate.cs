using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Files.Outputs;

/// <summary>One output's way from the bytes that are there to those that should be.</summary>
internal sealed class OutputUpdate
{
    private readonly RenderFile _render;
    private readonly IReadOnlyList<Credential> _credentials;
    private readonly Plan _plan;
    private string? _target;

    /// <summary>That others could read a key in the file before this run; null where they could not.</summary>
    private Diagnostic? _exposure;

    private OutputUpdate(OutputKind output, string path, RenderFile render, IReadOnlyList<Credential> credentials, Plan plan)
    {
        Output = output;
        Path = path;
        _render = render;
        _credentials = credentials;
        _plan = plan;
    }

    internal OutputKind Output { get; }

    /// <summary>The file, as the user knows it; a symbolic link is followed.</summary>
    internal string Path { get; }

    internal bool HoldsSecrets => Output.HoldsSecrets(_plan);

    /// <summary>Whether the content is not there yet.</summary>
    internal bool ChangesContent { get; private set; }

    /// <summary>Whether anything is to be done: also the mode, or what a killed process left.</summary>
    internal bool IsDue { get; private set; }

    /// <summary>One for each output that has a file.</summary>
    internal static IEnumerable<OutputUpdate> Plan(Plan plan, IReadOnlyList<Credential> credentials, HostEnvironment host)
    {
        foreach (OutputKind output in plan.Outputs)
        {
            if (output is { Locate: { } locate, Render: { } render })
                yield return new OutputUpdate(output, locate(plan, host), render, credentials, plan);
        }
    }

    /// <summary>Reads and renders. Takes no lock: most runs find nothing to write.</summary>
    /// <exception cref="DiagnosticException">The file cannot be read.</exception>
    internal IReadOnlyList<Diagnostic> Prepare()
    {
        try
        {
            _target = AtomicFile.FollowLinks(Path);
            byte[]? existing = FileReader.ReadIfExists(Path); // The system follows /dev/stdout to where no path leads.
            Rendering rendering = _render(existing, _credentials, _plan, Path);
            bool isReadable = HoldsSecrets && AtomicFile.IsReadableByOthers(_target);
            ChangesContent = existing is null || !existing.AsSpan().SequenceEqual(rendering.Content);
            IsDue = ChangesContent || isReadable || AtomicFile.HasLeftovers(_target);
            _exposure = isReadable && ExistingKey.IsIn(existing!, _credentials) ? Findings.NotYetClosedToOthers(Path) : null;
            return _exposure is null ? rendering.Diagnostics : [.. rendering.Diagnostics, _exposure];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Findings.CannotWrite(Path, FileReader.Explain(e, Path), FileReader.FixFor(e, Path)));
        }
    }

    /// <summary>
    /// Puts into <paramref name="diagnostics"/>, in place of what was to happen, whether others can still read the file. On a
    /// file system that cannot keep them out, that is said when something is written, and not in every build after it.
    /// </summary>
    internal void ReportOutcome(List<Diagnostic> diagnostics)
    {
        if (HoldsSecrets && ChangesContent && !diagnostics.Exists(static d => d.Code == DiagnosticCodes.ValueEnds) && _credentials.FirstOrDefault(static c => c.Variable.IsSecret && c.EndsWithin(Findings.OutlastedByFiles)) is { } ending)
            diagnostics.Add(Findings.KeptBeyondItsEnd(ending, Path));

        if (!HoldsSecrets || (!ChangesContent && _exposure is null))
            return;

        Diagnostic? outcome = AtomicFile.ExplainOpen(_target!) switch
        {
            null => _exposure is null ? null : Findings.ClosedToOthers(Path),
            { IsLasting: true } when !ChangesContent => null,
            { Reason: var reason } => Findings.NotClosedToOthers(Path, reason),
        };
        int index = _exposure is null ? -1 : diagnostics.IndexOf(_exposure);
        if (index >= 0)
            diagnostics.RemoveAt(index);
        if (outcome is not null)
            diagnostics.Insert(index < 0 ? diagnostics.Count : index, outcome);
    }

    internal FileChange ToChange() => new(Path, RenderOrThrow, HoldsSecrets);

    internal OutputFile ToFile() => new(Path, ChangesContent);

    private byte[] RenderOrThrow(byte[]? existing)
    {
        Rendering rendering = _render(existing, _credentials, _plan, Path);
        return rendering.Diagnostics.Select(_plan.ApplySeverity).FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error
            ? throw new DiagnosticException(error)
            : rendering.Content;
    }
}
