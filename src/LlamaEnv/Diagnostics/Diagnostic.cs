namespace LlamaEnv.Diagnostics;

/// <summary>How serious a diagnostic is.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Worth knowing; changes nothing.</summary>
    Notice,

    /// <summary>The run goes on.</summary>
    Warning,

    /// <summary>The run ends with nothing written.</summary>
    Error,
}

/// <summary>One finding, as data. A front end prints it; nothing else does.</summary>
/// <param name="Code">The code, <c>LLENVnnnn</c>. Numbers are never reused.</param>
/// <param name="Severity">How serious it is.</param>
/// <param name="Message">One line: which variable, from which source, what is wrong, how to fix it. Never a secret.</param>
/// <param name="File">The file it is about, where that is not the project itself; else null.</param>
/// <param name="Line">The line in <paramref name="File"/>, from 1; 0 for the file as a whole.</param>
public sealed record Diagnostic(string Code, DiagnosticSeverity Severity, string Message, string? File = null, int Line = 0)
{
    /// <summary>The name of the variable it is about; null where it is about none, or several.</summary>
    internal string? Variable { get; init; }

    /// <summary>What else is to be said with it, a line each: what a command said on standard error.</summary>
    internal IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether it may go away by itself: a server comes back, a file gets mounted. Nobody has to repair anything for that.</summary>
    internal bool MayHeal { get; init; }

    /// <summary>The page that explains the code, its causes and its fixes.</summary>
    public string HelpLink => LinkOf(Code);

    /// <summary>The message with the link to its page: what front ends print behind the code.</summary>
    public string Text => $"{OneLine(Message)} ({HelpLink})";

    internal static string LinkOf(string code) => $"https://github.com/llamaenv/llamaenv/blob/main/docs/diagnostics/{code}.md";

    /// <summary>The file as it may be shown: a folder can be called anything, also by the name of a key.</summary>
    internal string? RedactedFile => File is null ? null : SafeText.Line(File);

    /// <summary>A defect in LlamaEnv, by the type of its exception: the exception's message could hold a value.</summary>
    public static Diagnostic ForInternalError(Exception exception) => Findings.InternalError(exception);

    /// <summary>
    /// <paramref name="text"/> as one line that cannot act on what shows it. Names of profiles and files may hold anything,
    /// and a line end in one would let it forge a line of a build log, which pipelines take for commands.
    /// </summary>
    internal static string OneLine(string text) => SafeText.Line(text);
}
