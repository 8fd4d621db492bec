using LlamaEnv.Diagnostics;
using LlamaEnv.IO;

namespace LlamaEnv.Outputs;

/// <summary>One output's way from the bytes that are there to those that should be.</summary>
internal sealed class OutputUpdate
{
    private readonly RenderFile _render;
    private readonly IReadOnlyList<Credential> _credentials;
    private readonly Plan _plan;

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
            string target = AtomicFile.FollowLinks(Path);
            byte[]? existing = FileReader.ReadIfExists(target);
            Rendering rendering = _render(existing, _credentials, _plan, Path);
            bool isExposed = HoldsSecrets && AtomicFile.IsReadableByOthers(target);
            ChangesContent = existing is null || !existing.AsSpan().SequenceEqual(rendering.Content);
            IsDue = ChangesContent || isExposed || AtomicFile.HasLeftovers(target);
            return isExposed ? [.. rendering.Diagnostics, Findings.ReadableByOthers(Path)] : rendering.Diagnostics;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Findings.CannotWrite(Path, FileReader.Explain(e, Path)));
        }
    }

    internal FileChange ToChange() => new(Path, RenderOrThrow, HoldsSecrets);

    internal OutputFile ToFile() => new(Path, ChangesContent);

    private byte[] RenderOrThrow(byte[]? existing)
    {
        Rendering rendering = _render(existing, _credentials, _plan, Path);
        return rendering.Diagnostics.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error
            ? throw new DiagnosticException(error)
            : rendering.Content;
    }
}
