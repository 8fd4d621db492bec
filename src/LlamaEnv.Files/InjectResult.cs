using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Outputs;

namespace LlamaEnv.Files;

/// <summary>What one run did.</summary>
/// <param name="Credentials">The values, in the order outputs append them. Empty when nothing was resolved.</param>
/// <param name="Trace">For each variable where its value came from, and why from nowhere else. Empty when no source was asked.</param>
/// <param name="Files">The outputs and whether their content changed. Empty when the run failed.</param>
/// <param name="Diagnostics">All findings.</param>
public sealed record InjectResult(
    IReadOnlyList<Credential> Credentials,
    IReadOnlyList<VariableTrace> Trace,
    IReadOnlyList<OutputFile> Files,
    IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>What the build tells the program it makes, in one line: paths and names. Empty where no .env file is an output.</summary>
    public string Record { get; init; } = "";

    /// <summary>Whether the program is to get the values when it is started.</summary>
    internal bool IsForStart { get; init; }

    /// <summary>A sentence about what happens next: how the program gets the values, or does not. Empty where there is nothing to say.</summary>
    public string Note { get; init; } = "";

    /// <summary>Whether nothing of severity error was found.</summary>
    public bool Succeeded => Diagnostics.All(d => d.Severity != DiagnosticSeverity.Error);

    /// <summary>Whether a file was, or in a dry run would be, written.</summary>
    public bool Changed => Files.Any(f => f.Changed);

    /// <summary>One line for people: names, sources and files, never values. Empty when nothing was resolved.</summary>
    public string Summary
    {
        get
        {
            if (Credentials.Count == 0)
                return "";

            string values = string.Join("; ", Credentials.GroupBy(c => c.Source).Select(g => $"{string.Join(", ", g.Select(c => c.Variable.Name))} from {g.Key}"));
            IEnumerable<string> written = Files.Select(f => f.Changed ? f.Path : $"{f.Path} (unchanged)");
            string files = string.Join(", ", IsForStart ? [.. written, "the program, at each start"] : written);
            return Diagnostic.OneLine($"{(files.Length == 0 ? $"{values}: valid" : $"{values} -> {files}")}{(Note.Length == 0 ? "" : $". {Note}")}");
        }
    }

    /// <summary>
    /// Hides the keys of this run in what it says: also where one of no known shape stands as a path or a name, in the
    /// settings or in a file. What names a source is safe to log then, as front ends hand it on as it is.
    /// </summary>
    internal InjectResult Redact(HostEnvironment host)
    {
        List<Credential> secrets = [new(Variable.ApiKey, new Secret(host.GetInAnyCase(Variable.ApiKey.Name) ?? ""), "environment"), .. Credentials];
        foreach (TraceStep step in Trace.SelectMany(static trace => trace.Steps))
        {
            if (step.Offered is { } offered)
                secrets.Add(offered);
        }

        secrets.RemoveAll(static c => c.Variable != Variable.ApiKey); // A declared secret may be any word or folder.
        return Texts().Any(IsShowing) || Credentials.Any(static c => Diagnostic.OneLine(c.Source) != c.Source)
            ? this with
            {
                Credentials = [.. Credentials.Select(Hide)],
                Trace = [.. Trace.Select(t => t with
                {
                    Value = t.Value is null ? null : Hide(t.Value),
                    Steps = [.. t.Steps.Select(s => s with { Source = HideIn(s.Source), Detail = HideIn(s.Detail), Offered = s.Offered is null ? null : Hide(s.Offered) })],
                })],
                Files = [.. Files.Select(f => f with { Path = HideIn(f.Path) })],
                Note = HideIn(Note),
                Record = IsShowing(Uri.UnescapeDataString(Record)) ? "" : Record,
                Diagnostics = [.. Diagnostics.Select(d => d with { Message = HideIn(d.Message), File = d.File is null ? null : HideIn(d.File), Variable = d.Variable is null ? null : HideIn(d.Variable) })],
            }
            : this;

        bool IsShowing(string text) => !ReferenceEquals(KeyMask.Apply(text), text) || secrets.Exists(secret => secret.Value.IsIn(text));

        string HideIn(string text) => KeyMask.Apply(secrets.Aggregate(text, static (hidden, secret) => secret.Value.HideIn(hidden)));

        Credential Hide(Credential c) =>
            c with { HoldsKey = secrets.Exists(secret => secret.Value.IsIn(c.Display)), Source = Diagnostic.OneLine(HideIn(c.Source)), File = c.File is null ? null : HideIn(c.File), Variable = HideIn(c.Variable.Name) is var name && name != c.Variable.Name ? c.Variable with { Name = name } : c.Variable };
    }

    private IEnumerable<string> Texts()
    {
        foreach (Credential credential in Credentials)
        {
            yield return credential.Source;
            yield return credential.Variable.Name; // A project may declare anything.
        }

        foreach (TraceStep step in Trace.SelectMany(static trace => trace.Steps))
        {
            yield return step.Source;
            yield return step.Detail;
            yield return step.Offered?.File ?? "";
            yield return step.Offered?.Display ?? "";
        }

        yield return Note;
        yield return Uri.UnescapeDataString(Record);
        foreach (OutputFile file in Files)
            yield return file.Path;
        foreach (Diagnostic diagnostic in Diagnostics)
        {
            yield return diagnostic.Message;
            yield return diagnostic.File ?? "";
        }
    }
}
