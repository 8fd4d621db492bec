using LlamaEnv.Diagnostics;
using LlamaEnv.Inspection.Doctor.Model;

namespace LlamaEnv.Inspection.Doctor.Reading;

/// <summary>Every sentence of <c>doctor</c>. What is wrong comes with its effect; the lines to add stand apart, in <see cref="Finding.Fix"/>.</summary>
internal static class DoctorFindings
{
    /// <param name="runtime">What starts without the variable.</param>
    /// <param name="evidence">Why it needs it, as a message says it: <c>src/Worker references LlamaCloud</c>.</param>
    /// <param name="isCertain">Whether the program itself shows the need.</param>
    /// <param name="fix">The lines to add.</param>
    internal static Finding NotPassed(Runtime runtime, string evidence, bool isCertain, string? fix) =>
        Make(DiagnosticCodes.NotPassedOn, isCertain ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, "not-passed", runtime.Head,
            $"{runtime.Name} starts without {Variable.ApiKey.Name}: {evidence}, and nothing gives it the key{(runtime.Need?.Effect is { } effect ? $". {effect}" : "")}", fix) with
        {
            FixLine = fix is null ? 0 : runtime.LinesPlace?.Line ?? 0,
            FixFile = runtime.LinesPlace?.File,
        };

    internal static Finding Empty(Assignment assignment, Runtime? runtime, bool isCertain) =>
        Make(DiagnosticCodes.EmptyValue, isCertain ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, "empty-value", assignment.Place,
            $"{assignment.Name} is set to an empty value{For(runtime)}. {EffectOfEmpty(assignment.Name)}. Remove the line, or give it a value", null);

    internal static Finding EmptyDefault(Assignment assignment, Runtime? runtime) =>
        Make(DiagnosticCodes.EmptyValue, DiagnosticSeverity.Warning, "empty-default", assignment.Place,
            $"where {assignment.From ?? assignment.Name} is not set, {assignment.Name} becomes an empty value{For(runtime)}. {EffectOfEmpty(assignment.Name)}. Leave out the empty default, or demand the variable", null);

    internal static Finding OptionalSource(Carrier carrier, Runtime runtime, Place flag) =>
        Make(DiagnosticCodes.OptionalSource, DiagnosticSeverity.Warning, "optional-source", flag,
            $"only {carrier.Description} gives {runtime.Name} the key, and it may be missing without a word. Make it required", null);

    internal static Finding Dangling(Place place, string what, string? defined) =>
        Make(DiagnosticCodes.DanglingReference, DiagnosticSeverity.Error, "dangling-reference", place,
            $"{what}{(defined is null ? "" : $". Defined is {defined}")}", null);

    internal static Finding WrongName(Assignment assignment, Variable meant, Runtime? runtime, bool isCertain, string what = "is not read") =>
        Make(DiagnosticCodes.WrongName, isCertain ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, "wrong-name", assignment.Place,
            $"{assignment.Name} {what}{For(runtime)}. The name is {meant.Name}", null);

    internal static Finding Overridden(Assignment later, (string Where, bool IsKnown) earlier, Runtime? runtime, bool isCertain, string how) =>
        Make(DiagnosticCodes.Overridden, isCertain ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, "overridden", later.Place,
            $"{later.Name} {(earlier.IsKnown ? "has" : "may have")} a value{For(runtime)} in {earlier.Where}, and {how}. Remove the later one", null);

    /// <summary>Of a value that stands in a file and goes before the environment.</summary>
    internal static Finding Fixed(Assignment assignment) =>
        Make(DiagnosticCodes.Overridden, DiagnosticSeverity.Warning, "overridden", assignment.Place,
            $"the value of {assignment.Name} stands in this file and goes before the environment: a new key never arrives. Refer to the environment's, or remove the line", null);

    /// <summary>Of code that takes the variable away from its own process.</summary>
    internal static Finding TakenAway(Assignment assignment, bool isNull) =>
        Make(DiagnosticCodes.Overridden, DiagnosticSeverity.Error, "overridden", assignment.Place,
            $"{assignment.Name} is {(isNull ? "removed" : "set to an empty value")} here, and whatever gave it a value is lost. Remove the call", null);

    internal static Finding SplitSet(Runtime runtime, string variable, Runtime sibling, bool isPassed) =>
        Make(DiagnosticCodes.SplitSet, DiagnosticSeverity.Warning, "split-set", runtime.Head,
            $"{runtime.Name} gets the key and not {variable}, which {sibling.Name} gets with it. Key, URL and project belong together: give it all", isPassed ? runtime.LinesFor?.Invoke(variable) : null);

    internal static Finding Stale(Place place, string what) =>
        Make(DiagnosticCodes.SplitSet, DiagnosticSeverity.Warning, "stale", place, what, null);

    internal static Finding ReadBeforeLoad(Place place, string what) =>
        Make(DiagnosticCodes.ReadBeforeLoad, DiagnosticSeverity.Warning, "read-before-load", place, what, null);

    internal static Finding FileNotRead(FileGrant grant, Runtime runtime, bool isCertain, string? fix) =>
        Make(DiagnosticCodes.FileNotRead, isCertain ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, "file-not-read", grant.Place,
            $"{runtime.Name} gets the key as the file {grant.Path} only, and its program reads the variable {Variable.ApiKey.Name}. Give it the variable, or read the file", fix);

    internal static Finding BakedIn(Place place, string what) =>
        Make(DiagnosticCodes.WouldBeShipped, DiagnosticSeverity.Error, "baked-into-image", place, what, null);

    /// <summary>Of code that shows the key to whoever reads what a program writes. Who that is, no file tells: it is a note.</summary>
    internal static Finding Logged(Place place, string what) =>
        Make(DiagnosticCodes.MayBeLogged, DiagnosticSeverity.Notice, "logged", place, what, null);

    internal static Finding HardCoded(Place place, string name) =>
        Make(DiagnosticCodes.HardCodedKey, DiagnosticSeverity.Error, "hard-coded", place, $"a key stands in this file as the value of {name}. Revoke it, and refer to the environment or a secret store instead", null);

    internal static Finding OtherProvider(Assignment assignment, string from) =>
        Make(DiagnosticCodes.ForeignKey, DiagnosticSeverity.Error, "other-provider", assignment.Place,
            $"{assignment.Name} gets the value of {from}, which is another provider's. Give it LlamaCloud's key", null);

    /// <summary>A value, or a reference to one, in a form that its reader does not understand.</summary>
    internal static Finding Malformed(Place place, string what) =>
        Make(DiagnosticCodes.UnexpandedReference, DiagnosticSeverity.Error, "malformed-value", place, what, null);

    /// <summary>Quotes or blanks around a value that nothing takes away.</summary>
    internal static Finding Quoted(Place place, string name) =>
        Make(DiagnosticCodes.StrayCharacters, DiagnosticSeverity.Error, "malformed-value", place, $"the inner quotes or blanks become a part of {name}, and LlamaCloud rejects it. Leave one pair of quotes at most, around the whole", null);

    /// <summary>What the rules about values say of one that stands in a file.</summary>
    internal static Finding Of(Diagnostic diagnostic, Place place) =>
        new(diagnostic with { File = place.File, Line = place.Line }, diagnostic.Code switch
        {
            DiagnosticCodes.Placeholder => "placeholder",
            DiagnosticCodes.ForeignKey => "other-provider",
            _ => "malformed-value",
        });

    internal static Finding NotRead(Place place, string reason) =>
        new(Findings.NotInspected(place.File, reason) with { Line = place.Line }, "not-inspected");

    /// <summary>A finding of a kind that has no sentence of its own here.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="severity">A notice is off by default: what cannot be certain.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="place">Where.</param>
    /// <param name="message">The effect, then what to do.</param>
    /// <param name="fix">The lines to add.</param>
    internal static Finding Make(string code, DiagnosticSeverity severity, string kind, Place place, string message, string? fix) =>
        new(new Diagnostic(code, severity, message, place.File, place.Line), kind) { Fix = fix };

    private static string For(Runtime? runtime) => runtime is null ? "" : $" in {runtime.Name}";

    private static string EffectOfEmpty(string name) =>
        name == Variable.BaseUrl.Name ? "The official client takes it for the address, and every call fails" : "The official client sends an empty key, and LlamaCloud answers 401";
}
