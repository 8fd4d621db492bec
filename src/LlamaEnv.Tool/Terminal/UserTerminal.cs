using System.CommandLine;
using System.Text;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files;
using LlamaEnv.Files.Ci;

namespace LlamaEnv.Tool.Terminal;

/// <summary>All talk to the user: data on standard output, everything else on standard error.</summary>
internal sealed class UserTerminal(TextWriter output, TextWriter error)
{
    // Only variables are asked for. The current directory may be gone, and then even to ask for it fails.
    private readonly Lazy<HostEnvironment> _host = new(static () => HostEnvironment.Capture(AppContext.BaseDirectory));

    /// <summary>Whether data goes to a window, where it is laid out for people, and not to a file or another program.</summary>
    internal static bool ShowsData => !Console.IsOutputRedirected;

    /// <summary>How data looks in its window.</summary>
    internal TerminalStyle OutputStyle => ShowsData && ReferenceEquals(output, Console.Out) ? TerminalStyle.Of(_host.Value, Console.OutputEncoding) : TerminalStyle.Plain;

    /// <summary>Whether findings go to a window and nobody parses them: a pipeline's log and a terminal that can do nothing get lines.</summary>
    private bool ShowsFindings => ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected && ErrorStyle != TerminalStyle.Plain;

    private TerminalStyle ErrorStyle => TerminalStyle.Of(_host.Value, Console.OutputEncoding);

    /// <summary>Whether there is a person to ask: the rule is llamactl's, and questions are written to standard error.</summary>
    internal static bool IsInteractive =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")) && Environment.GetEnvironmentVariable("TERM") != "dumb"
        && !Console.IsInputRedirected && !Console.IsOutputRedirected && !Console.IsErrorRedirected;

    /// <summary>Columns of the window.</summary>
    internal static int Width
    {
        get
        {
            try
            {
                return Console.WindowWidth > 1 ? Console.WindowWidth : 80;
            }
            catch (IOException)
            {
                return 80; // A console that does not say.
            }
        }
    }

    /// <summary>Lines of the window.</summary>
    internal static int Height
    {
        get
        {
            try
            {
                return Console.WindowHeight > 1 ? Console.WindowHeight : 24;
            }
            catch (IOException)
            {
                return 24;
            }
        }
    }

    internal static UserTerminal Of(ParseResult parsed) => new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);

    /// <summary>Data as it stands, of many lines.</summary>
    internal TextWriter Output => output;

    /// <summary>A line of a layout, whose text has been made safe and whose colours are ours.</summary>
    internal void WriteStyled(string line) => output.WriteLine(HideKey(line));

    internal void WriteData(string line) => output.WriteLine(Safe(line));

    /// <summary>Data for another program, exactly as it is, in UTF-8 whatever the console's code page is.</summary>
    internal void WriteDocument(string text)
    {
        if (!ReferenceEquals(output, Console.Out) || !Console.IsOutputRedirected)
        {
            output.Write(text);
            return;
        }

        output.Flush();
        using StandardOutput stream = new(Console.OpenStandardOutput());
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>A line that a pipeline has to have before anything else is written: without it, nothing is.</summary>
    /// <exception cref="DiagnosticException">It cannot be written.</exception>
    internal void WriteCommand(string line)
    {
        try
        {
            error.Write(line + Environment.NewLine);
            error.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Findings.CannotWork("standard error cannot be written to, and the pipeline would not know what to hide in its log. Do not close or redirect it"));
        }
    }

    /// <summary>A line of a question.</summary>
    internal void WriteLine(string line) => WriteError(Safe(line) + Environment.NewLine);

    /// <summary>Text that is no whole line.</summary>
    internal void WritePrompt(string text) => WriteError(text);

    internal void WriteStatus(string line) => WriteLine($"llama-env: {line}");

    /// <summary>MSBuild's canonical line, which IDEs and problem matchers know, and the annotation of a CI system that has them.</summary>
    internal void Write(Diagnostic diagnostic) => Write([diagnostic]);

    /// <summary>Some findings: each in a line, or laid out in a window.</summary>
    internal void Write(IEnumerable<Diagnostic> diagnostics)
    {
        Diagnostic[] all = [.. diagnostics];
        foreach (Diagnostic diagnostic in all)
        {
            if (ShowsFindings)
                Show(diagnostic);
            else
                WriteCanonical(diagnostic);
        }

        if (all.Length > 0 && ShowsFindings)
            WriteError(FindingLayout.Help(all) + Environment.NewLine);
    }

    private void Show(Diagnostic diagnostic)
    {
        foreach (string line in FindingLayout.Lines(diagnostic, ErrorStyle, Width, Safe))
            WriteError(line + Environment.NewLine);
    }

    private void WriteCanonical(Diagnostic diagnostic)
    {
        string origin = diagnostic switch
        {
            { File: null } => "llama-env ",
            { Line: > 0 } => $"{diagnostic.File}({diagnostic.Line})",
            _ => $"{diagnostic.File} ",
        };
        string severity = diagnostic.Severity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            _ => "message",
        };
        WriteLine($"{origin}: {severity} {diagnostic.Code}: {diagnostic.Text}");
        // A command for the pipeline, whose parts have been made safe one by one.
        Diagnostic redacted = diagnostic with { Message = HideKey(diagnostic.Message), File = diagnostic.File is { } file ? HideKey(file) : null };
        if (Annotation.Of(redacted, CiSystem.FindRun(_host.Value), _host.Value) is { } annotation)
            WriteError(annotation + Environment.NewLine);
    }

    /// <summary>What a run found, and what it did where that is not told already; its exit code.</summary>
    internal int Report(InjectResult result, bool withSummary = true)
    {
        Write(result.Diagnostics);
        if (withSummary && result.Succeeded && result.Summary.Length > 0)
            WriteStatus(result.Summary);
        return result.Succeeded ? 0 : 1;
    }

    /// <summary>MSBuild's own code and place; what is wrong there, <c>dotnet build</c> tells.</summary>
    internal void WriteEvaluationError(string file, int line, int column, string code, string message) =>
        WriteLine($"{file}{(line > 0 ? $"({line},{column})" : " ")}: error {code}: {message}");

    /// <summary>That all is well, in one line.</summary>
    internal void WriteSuccess(string line)
    {
        TerminalStyle style = OutputStyle;
        output.WriteLine($"{(style.HasMarks ? style.Good("✓") + " " : "")}{Safe(line)}");
    }

    /// <summary>Quotes what cannot be understood, except a key: a pipeline's log shows the command as it was before the shell put the key in.</summary>
    internal void WriteUsageError(string message, Command command)
    {
        string path = string.Join(' ', Path(command));
        WriteStatus($"{KeyShapes.Mask(message)} Try 'dotnet {path} --help'.");
    }

    private string Safe(string line) => Diagnostic.OneLine(HideKey(line));

    /// <summary>A shell puts <c>$LLAMA_CLOUD_API_KEY</c> anywhere it is told to, and not every deployment's keys look like keys.</summary>
    internal string HideKey(string text) => new Secret(_host.Value.GetInAnyCase(Variable.ApiKey.Name) ?? "").HideIn(text);

    /// <summary>Standard error may be closed, or go to a full disk. That keeps no work from being done, and what was to be said is lost.</summary>
    private void WriteError(string text)
    {
        try
        {
            error.Write(text);
            error.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // There is nobody to tell this, either.
        }
    }

    private static IEnumerable<string> Path(Command command) =>
        [.. command.Parents.OfType<Command>().SelectMany(Path), command is RootCommand ? "llama-env" : command.Name];
}
