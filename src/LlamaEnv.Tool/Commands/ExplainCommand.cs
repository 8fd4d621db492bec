using System.CommandLine;
using System.CommandLine.Completions;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files;
using LlamaEnv.Files.Outputs;
using LlamaEnv.Resolving;
using LlamaEnv.Tool.Formatting;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>explain</c>: where each value comes from, and why from nowhere else; or the page of a code.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string?> s_project = WithSubjects(Arguments.Optional("PROJECT", $"{ReadingOptions.ProjectHelp} May be left out in front of NAME or CODE."));

    private static readonly Argument<string?> s_subject = WithSubjects(Arguments.Optional("NAME|CODE", "The variable to explain (default: all of them), or a code such as LLENV0014, whose page is printed."));

    private static readonly ReadingOptions s_options = new();

    private static readonly Option<OutputFormat> s_output = OutputOption.Make();

    internal static Command Make()
    {
        DocumentedCommand command = new(
            "explain",
            "Shows where each value comes from, what it shadows, and why other sources did not serve; or explains a code. Writes nothing.",
            "dotnet llama-env explain",
            "dotnet llama-env explain LLAMA_CLOUD_API_KEY",
            "dotnet llama-env explain LLENV0014            # the page of a code, offline")
        {
            s_project,
            s_subject,
        };
        s_options.AddTo(command);
        command.Options.Add(s_output);
        command.SetAction(Run);
        return command;
    }

    private static Argument<string?> WithSubjects(Argument<string?> argument)
    {
        argument.CompletionSources.Add(Subjects);
        return argument;
    }

    /// <summary>The variables, and the codes once one is begun: they are many.</summary>
    private static IEnumerable<CompletionItem> Subjects(CompletionContext context) =>
    [
        .. Variable.All.Select(v => new CompletionItem(v.Name)),
        .. context.WordToComplete.StartsWith("LLENV", StringComparison.OrdinalIgnoreCase) ? DiagnosticPage.Codes.Select(code => new CompletionItem(code, detail: DiagnosticPage.Find(code).Title)) : [],
    ];

    private static Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        UserTerminal terminal = UserTerminal.Of(parsed);
        OutputFormat format = parsed.GetRequiredValue(s_output);
        (string? project, string? subject) = Split(parsed.GetValue(s_project), parsed.GetValue(s_subject));
        if (subject is not null && DiagnosticPage.IsCode(subject))
        {
            DiagnosticPage.Find(subject).Write(terminal, format);
            return Task.FromResult(0);
        }

        return Task.FromResult(Explain(parsed, project, subject, format, terminal, cancellationToken));
    }

    /// <summary>A single argument is a code, one of our names, a project that is there, or the name of another variable.</summary>
    private static (string? Project, string? Subject) Split(string? first, string? second) =>
        first is null || second is not null ? (first, second)
        : DiagnosticPage.IsCode(first) || Variable.All.Any(v => IsNamed(v, first)) || (IsName(first) && !Path.Exists(Path.GetFullPath(first, CurrentFolder.Path))) ? (null, first)
        : (first, null);

    private static int Explain(ParseResult parsed, string? project, string? subject, OutputFormat format, UserTerminal terminal, CancellationToken cancellationToken)
    {
        ReadingTarget target;
        try
        {
            target = s_options.Read(parsed, project, terminal, cancellationToken);
        }
        catch (DiagnosticException e) when (format != OutputFormat.Text)
        {
            TraceDocument.Of([], DiagnosticDocuments.Of([e.Diagnostic], [])).Write(terminal, format);
            return 1;
        }

        if (target.Reading.Settings is not { } settings)
        {
            if (format == OutputFormat.Text)
                target.Reading.Report(terminal);
            else
                TraceDocument.Of([], [DiagnosticDocuments.Of(target.Reading.Error!)]).Write(terminal, format);
            return 1;
        }

        InjectResult result = Injector.Inject(
            settings.With(Setting.Outputs, OutputKind.None.Name) with { AskEverySource = true, DryRun = true }, target.Directory, target.Host, cancellationToken);
        List<Diagnostic> diagnostics = [.. target.Reading.Warning is { } warning ? [warning] : (Diagnostic[])[], .. result.Diagnostics];
        IReadOnlyList<VariableTrace> traces = subject is null ? result.Trace : [.. result.Trace.Where(t => IsNamed(t.Variable, subject))];
        if (traces.Count == 0 && result.Trace.Count > 0)
            diagnostics = [Findings.UnknownVariable(subject!, [.. result.Trace.Select(t => t.Variable.Name)])];

        if (format != OutputFormat.Text)
            TraceDocument.Of(traces, DiagnosticDocuments.Of(diagnostics, result.Credentials)).Write(terminal, format);
        else
            Write(traces, diagnostics, terminal);
        return diagnostics.Exists(d => d.Severity == DiagnosticSeverity.Error) ? 1 : 0;
    }

    private static void Write(IReadOnlyList<VariableTrace> traces, List<Diagnostic> diagnostics, UserTerminal terminal)
    {
        if (UserTerminal.ShowsData)
            TraceTable.Write(traces, UserTerminal.Width, terminal);
        else
        {
            foreach (string line in TraceText.Lines(traces))
                terminal.WriteData(line);
        }

        terminal.Write(diagnostics);
    }

    private static bool IsNamed(Variable variable, string name) => string.Equals(variable.Name, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether text can be a variable's name, and so is no path with folders or an extension.</summary>
    private static bool IsName(string text) => text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
