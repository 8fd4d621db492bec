using LlamaEnv.Diagnostics;
using LlamaEnv.Inspection.Doctor.Code;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Programs;

namespace LlamaEnv.Inspection.Doctor.Reading;

/// <summary>What the readers of one run find, and what they may ask.</summary>
/// <param name="tree">The repository.</param>
/// <param name="programs">Its programs, and which of them need the key.</param>
internal sealed class DoctorReport(RepositoryTree tree, ProgramIndex programs)
{
    private readonly List<Runtime> _runtimes = [];
    private readonly List<Finding> _findings = [];

    internal RepositoryTree Tree { get; } = tree;

    internal ProgramIndex Programs { get; } = programs;

    /// <summary>Its C#, taken apart where somebody asks.</summary>
    internal CSharpSources CSharp { get; } = new(tree);

    internal IReadOnlyList<Runtime> Runtimes => _runtimes;

    internal IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Something that starts a program. It is judged when all files are read.</summary>
    internal void Add(Runtime runtime) => _runtimes.Add(runtime);

    /// <summary>A mistake that a reader is certain of by itself.</summary>
    internal void Add(Finding finding) => _findings.Add(finding);

    /// <summary>What is wrong with a line for certain, whatever is started. A made-up key may be just what a test wants.</summary>
    internal void AddCertain(Assignment made) =>
        _findings.AddRange(made.Faults.Where(static f => f.Kind is "hard-coded" or "other-provider" or "malformed-value" && f.Diagnostic.Severity == DiagnosticSeverity.Error));

    /// <summary>A file, or a part of it, that cannot be read: a note, and the run goes on.</summary>
    /// <param name="place">Where.</param>
    /// <param name="reason">Why, in words that quote nothing of the file.</param>
    internal void Skip(Place place, string reason) => _findings.Add(DoctorFindings.NotRead(place, reason));
}
