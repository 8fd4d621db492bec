using System.ComponentModel;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;
using LlamaEnv.Sources;
using LlamaEnv.Validation;

namespace LlamaEnv.Files.Sources.Processes;

/// <summary>A command that prints the values. What it prints is a secret from its first byte on: no message holds any of it.</summary>
/// <param name="reference">As the user named it.</param>
/// <param name="command">How to call it; null where what stands behind the colon makes no sense.</param>
/// <param name="usage">What to write instead then.</param>
internal sealed class ProcessSource(SourceReference reference, ProgramCommand? command, string usage) : ISource
{
    internal const string Name = "process";

    private const string Shell = "sh:";

    /// <summary>More is no name that anybody wrote.</summary>
    private const int LongestName = 64;

    internal static SourceKind Kind { get; } = new(Name, SourceArgument.CommandLine, IsDefault: false, static reference => new ProcessSource(reference, Parse(reference.Argument!), "begin with the name of a program, and close each quote. A line of a shell begins with sh:"));

    /// <summary>A name for messages: of the program alone, as arguments are nobody's business.</summary>
    private string Program => command is null ? reference.Name : command.Label ?? Path.GetFileName(command.Program);

    public SourceReading Read(SourceContext context, CancellationToken cancellationToken)
    {
        if (command is null)
            throw new DiagnosticException(Findings.BadSource(reference.Name, usage));

        SourceAnswer answer = Ask(command, context, cancellationToken);
        if (answer.Failure is { } failure)
            throw new DiagnosticException(failure);

        Variable[] variables = [.. Variable.All, .. context.Declared];
        ChosenValues chosen = ChosenValues.Of(answer, command.Field, reference.Wanted, variables);
        if (chosen.Fault is { } fault)
            throw Broken($"'{Program}' {fault}", "Run it in a shell to see what it prints");

        Lookup Look(Variable variable) => Find(variable, chosen.Values, answer.Expiration);
        if ((reference.Wanted is { } wanted ? [wanted] : variables).All(variable => Look(variable).Value.IsEmpty))
            throw NoneOfOurs(command, chosen.Values, variables.FirstOrDefault(variable => !Look(variable).Value.IsEmpty));

        return new SourceReading(Look);
    }

    /// <summary>What has another name, and also an error that some program prints as if all was well: it is no answer to what was asked.</summary>
    private DiagnosticException NoneOfOurs(ProgramCommand asked, IReadOnlyDictionary<string, Secret> values, Variable? other)
    {
        if (other is not null)
            return Broken($"'{Program}' printed {other}, another variable of the project, and no {reference.Wanted}", asked.NameHint ?? $"Name the secret of {reference.Wanted}");
        if (values.Count > 0 && values.Keys.All(static name => name == ProgramAnswer.WholeLine))
            return Broken($"'{Program}' printed a line that is no key", "Run it in a shell to see what it prints");

        string? misspelt = values.Keys.FirstOrDefault(static name => name.Length <= LongestName && (string.Equals(name, Variable.ApiKey.Name, StringComparison.OrdinalIgnoreCase) || NameSpellings.IsMisspelling(name, Variable.ApiKey)));
        return Broken($"'{Program}' printed none of the project's variables{(misspelt is null ? "" : $", but {KeyShapes.Show(misspelt)}")}", asked.NameHint ?? $"Give the secret the name {Variable.ApiKey} there");
    }

    private Lookup Find(Variable variable, IReadOnlyDictionary<string, Secret> values, DateTimeOffset? expiration)
    {
        string detail = $"{reference.Name} '{Program}'";
        if (reference.Wanted == variable && values.TryGetValue(ProgramAnswer.Nameless, out Secret only))
            return new Lookup(only, detail) { Expiration = expiration };

        foreach (string name in ChosenValues.NamesOf(variable))
        {
            if (values.TryGetValue(name, out Secret value))
                return new Lookup(value, detail) { Expiration = expiration };
        }

        return variable.IsDeclared && reference.Wanted == variable && values.TryGetValue(ProgramAnswer.WholeLine, out Secret line)
            ? new Lookup(line, detail) { Expiration = expiration }
            : Lookup.Absent($"'{Program}' printed no {variable}");
    }

    /// <summary>Once for all variables, and in a build for all projects, that would ask the same. What is not there is not asked: to look for it costs nothing.</summary>
    private SourceAnswer Ask(ProgramCommand asked, SourceContext context, CancellationToken cancellationToken)
    {
        string program = FindProgram(asked.Program, context)
            ?? throw (IsPath(asked.Program) ? Broken($"there is no program {Path.GetFullPath(asked.Program, context.BaseDirectory)}", "Correct the path, which starts from the project's folder") : Broken($"there is no program '{Program}' in PATH", "Install it"));
        if (ChildProcess.IsBatchFile(program) && asked.Arguments.Any(ChildProcess.NeedsCareInBatch))
            throw Broken($"'{Program}' is a batch file, and cmd.exe would read a part of an argument as a command", "Leave out the characters \" % ! ^ & | < > ( )");

        ISourceAnswers answers = context.Answers ?? context.Share(static () => new AnswersOfRun());
        return answers.Ask(new(ProcessQuestion.Hash(reference, program, asked, context), $"{reference.Name} '{Program}'", context.ProcessTimeout), () => Run(program, asked, context, cancellationToken), cancellationToken);
    }

    private SourceAnswer Run(string program, ProgramCommand asked, SourceContext context, CancellationToken cancellationToken)
    {
        try
        {
            ProgramAnswer answer = Call(program, asked, context, cancellationToken);
            return new() { Values = answer.Values, Expiration = answer.Expiration };
        }
        catch (DiagnosticException e)
        {
            return new() { Failure = e.Diagnostic };
        }
    }

    /// <exception cref="DiagnosticException">It failed, or what it printed cannot be used.</exception>
    private ProgramAnswer Call(string program, ProgramCommand asked, SourceContext context, CancellationToken cancellationToken)
    {
        ProgramOutput output;
        try
        {
            output = SecretProgram.Run(program, asked, context.BaseDirectory, context.Host, context.ProcessTimeout, cancellationToken);
        }
        catch (Win32Exception e)
        {
            throw Broken($"'{Program}' does not start: {new Win32Exception(e.NativeErrorCode).Message}", "Run it in a shell to see why"); // e.Message repeats the command.
        }
        catch (IOException)
        {
            throw Broken($"'{Program}' does not start", "Run it in a shell to see why");
        }

        if (output.TookTooLong)
            throw Broken(FormattableString.Invariant($"'{Program}' took longer than {context.ProcessTimeout.TotalSeconds:0} seconds and was ended. It has nothing to read here, so it cannot ask a question"), $"{asked.Hint ?? "Run it in a shell to see what it waits for"}, or set LlamaEnvProcessTimeout", output);
        if (output.ExitCode is not (0 or null))
            throw Broken(FormattableString.Invariant($"'{Program}' ended with exit code {output.ExitCode}"), asked.Causes.FirstOrDefault(cause => cause.Explains(output))?.Hint ?? asked.Hint ?? "Run it in a shell to see why", output);
        if (output.Output is not { } printed)
            throw Broken(FormattableString.Invariant($"'{Program}' printed more than {SecretProgram.MaxOutputBytes / 1024} KiB"), "Have it print the variables alone");

        if (output.SaidOldValues)
            throw Broken($"'{Program}' did not reach its server and printed values of an earlier time", asked.Hint ?? "Try again when it does", output);

        ProgramAnswer answer = ProgramAnswer.Read(printed, asked, DateTimeOffset.UtcNow);
        return (answer.Fault ?? (answer.IsEmpty ? "printed no variable" : null)) is { } fault
            ? throw Broken($"'{Program}' {fault}", "Run it in a shell to see what it prints", output)
            : answer;
    }

    /// <summary>A name is looked for in the absolute folders of PATH; a path starts from the project.</summary>
    private static string? FindProgram(string program, SourceContext context)
    {
        if (!IsPath(program))
            return Executable.Find(program, context.Host);

        string path = Path.GetFullPath(program, context.BaseDirectory);
        return File.Exists(path) ? path : null;
    }

    private static bool IsPath(string program) => program.Contains('/', StringComparison.Ordinal) || (OperatingSystem.IsWindows() && program.Contains('\\', StringComparison.Ordinal));

    private static ProgramCommand? Parse(string text) =>
        text.StartsWith(Shell, StringComparison.Ordinal)
            ? text[Shell.Length..].Trim() is not { Length: > 0 } line ? null : OperatingSystem.IsWindows() ? new("cmd.exe", ["/d", "/s", "/c", line]) : new("/bin/sh", ["-c", line])
            : CommandWords.Split(text) is { Count: > 0 } words && !IsAssignment(words[0]) ? new(words[0], [.. words.Skip(1)]) : null;

    /// <summary>A shell sets a variable so. Without one it would be a program's name, and messages hold that.</summary>
    private static bool IsAssignment(string word) =>
        word.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign && word[..sign].All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private DiagnosticException Broken(string reason, string fix, ProgramOutput? output = null)
    {
        // MSBuild's terminal logger shows errors alone, so the first line, which mostly says why, is in the error itself.
        IReadOnlyList<string> said = MaskedText.Lines(output?.Error ?? "", [], command?.KnownWords ?? []);
        string told = said.Count == 0 ? reason : $"{reason} ({said[0].TrimEnd('.')})";
        return new(Findings.SourceBroken(reference.Name, told, fix: fix) with { Brief = $"source {reference.Name} cannot be read: {told}", Notes = said.Count < 2 ? [] : [.. said.Select(line => $"{Program}: {line}")] });
    }
}
