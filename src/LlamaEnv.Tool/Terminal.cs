using System.CommandLine;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tool;

/// <summary>All talk to the user: data on standard output, everything else on standard error.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error)
{
    // Only variables are asked for. The current directory may be gone, and then even to ask for it fails.
    private readonly Lazy<HostEnvironment> _host = new(static () => HostEnvironment.Capture(AppContext.BaseDirectory));

    internal void WriteData(string line) => output.WriteLine(Diagnostic.OneLine(line));

    internal void WriteStatus(string line) => error.WriteLine(Diagnostic.OneLine($"llama-env: {line}"));

    /// <summary>MSBuild's canonical line, which IDEs and problem matchers know, and the annotation of a CI system that has them.</summary>
    internal void Write(Diagnostic diagnostic)
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
        error.WriteLine(Diagnostic.OneLine($"{origin}: {severity} {diagnostic.Code}: {diagnostic.Text}"));
        if (diagnostic.ToAnnotation(_host.Value) is { } annotation)
            error.WriteLine(Diagnostic.OneLine(annotation));
    }

    /// <summary>MSBuild's own code and place; what is wrong there, <c>dotnet build</c> tells.</summary>
    internal void WriteEvaluationError(string file, int line, int column, string code) =>
        error.WriteLine($"{file}({line},{column}): error {code}: the project cannot be evaluated; 'dotnet build' says why. Repair it, or pass --no-project");

    /// <summary>Quotes what cannot be understood, except a key: a pipeline's log shows the command as it was before the shell put the key in.</summary>
    internal void WriteUsageError(string message, Command command)
    {
        string path = string.Join(' ', Path(command));
        error.WriteLine(Diagnostic.OneLine($"llama-env: {Diagnostic.Mask(message)}"));
        error.WriteLine($"Try 'dotnet {path} --help'.");
    }

    private static IEnumerable<string> Path(Command command) => command is RootCommand ? ["llama-env"] : ["llama-env", command.Name];
}
