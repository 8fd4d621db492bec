using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.ComponentModel;
using System.Runtime.InteropServices;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;
using LlamaEnv.Tool.Completion;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Commands;

/// <summary>Understands the command line, runs its command and says what became of it, in a message and an exit code.</summary>
internal static class CommandLine
{
    private const int Failed = 1;
    private const int UsageError = 2;
    private const int Cancelled = 130;
    private const int HangUp = 1;

    private const int Quit = 3;

    /// <summary>Whoever presses Ctrl-C waits for what must not be left half-done: a call that renews a login, or makes a key.</summary>
    private static readonly TimeSpan s_unfinished = TimeSpan.FromSeconds(40);

    internal static int Run(string[] arguments)
    {
        HoldStreams();
        if (!OperatingSystem.IsWindows() && RunCommand.StartsProgram(arguments))
            return Run(arguments, TextWriter.Null, UntouchedError.Open());

        OpenConsole();
        return Run(arguments, Console.Out, Console.Error);
    }

    internal static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        int separator = Array.IndexOf(arguments, ProgramLine.Separator);
        string[]? line = separator < 0 ? null : arguments[(separator + 1)..];
        Command run = RunCommand.Make(line);
        RootCommand root = MakeRoot(run);
        if (arguments is [CompletionQuery.Verb, .. var query])
            return CompletionQuery.Run(root, query, output);

        // "@name" is an argument like any other: a file of that name holds no arguments, and need not be there.
        ParserConfiguration configuration = new() { ResponseFileTokenReplacer = null };
        // Whoever types the name alone asks what there is; with a part of a command missing, it is an error.
        ParseResult parsed = root.Parse(arguments.Length == 0 ? ["--help"] : separator < 0 ? arguments : arguments[..separator], configuration);
        UserTerminal terminal = new(output, error);
        if (parsed.CommandResult.Command != run)
        {
            parsed = separator < 0 ? parsed : root.Parse(arguments, configuration);
        }
        else if (!root.Options.OfType<HelpOption>().Any(help => parsed.GetResult(help) is not null) && RunCommand.FindFault(arguments, line) is { } fault)
        {
            terminal.Write(fault);
            return UsageError;
        }

        if (parsed.Errors.Count == 0)
            return Run(parsed, terminal, new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = s_unfinished });

        terminal.WriteUsageError(UsageErrors.Describe(parsed, arguments), parsed.CommandResult.Command);
        return UsageError;
    }

    internal static RootCommand MakeRoot() => MakeRoot(RunCommand.Make(null));

    private static RootCommand MakeRoot(Command run)
    {
        RootCommand root = new("Resolves, checks and writes LlamaCloud credentials for .NET projects.")
        {
            InjectCommand.Make(), CheckCommand.Make(), ExplainCommand.Make(), run, ExportCommand.Make(), FingerprintCommand.Make(), DoctorCommand.Make(), ScanCommand.Make(), AuthCommand.Make(), EnvironmentsCommand.Make(), ProjectsCommand.Make(), OrganizationsCommand.Make(), CompletionCommand.Make(),
        };
        HelpScreen.ShowIn(root);
        return root;
    }

    private static void HoldStreams()
    {
        if (!OperatingSystem.IsWindows())
        {
            Posix.HoldStandardStreams();
            Posix.IgnoreFileSizeLimit();
        }
    }

    /// <summary>Before anything is done: what cannot be said afterwards had better not happen.</summary>
    private static void OpenConsole()
    {
        if (Console.IsOutputRedirected) // The console's own writer hands over 256 characters at a time.
            Console.SetOut(new StreamWriter(new StandardOutput(Console.OpenStandardOutput()), Console.OutputEncoding, bufferSize: 32 * 1024) { AutoFlush = true });
        try
        {
            using Stream error = Console.OpenStandardError();
            error.Write([]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is closed, and what would be said is lost. That keeps no work from being done.
        }
    }

    private static int Run(ParseResult parsed, UserTerminal terminal, InvocationConfiguration configuration)
    {
#pragma warning disable CA1031 // An exception that nothing expected is shown by its type only: its message could hold a value.
        try
        {
            using CancellationTokenSource ended = new();
            using IDisposable? closed = CancelOn(PosixSignal.SIGHUP, HangUp, parsed, ended);
            using IDisposable? quit = CancelOn(PosixSignal.SIGQUIT, Quit, parsed, ended);
            return parsed.InvokeAsync(configuration, ended.Token).GetAwaiter().GetResult();
        }
        catch (UsageException e)
        {
            terminal.WriteUsageError(e.Message, parsed.CommandResult.Command);
            return UsageError;
        }
        catch (DiagnosticException e)
        {
            terminal.Write(e.Diagnostic);
            return Failed;
        }
        catch (OperationCanceledException)
        {
            return Cancelled;
        }
        catch (Exception e) when (!IsOfTheSystem(e))
        {
            terminal.Write(Diagnostic.ForInternalError(e));
            return Failed;
        }
#pragma warning restore CA1031
    }

    /// <summary>
    /// A terminal that is closed, and Ctrl-\ in it, end a command as Ctrl-C does, with what it has started and with nothing half-done.
    /// Not where whoever started this has that ignored (nohup), and not where a command waits for nobody: a handler costs a start time.
    /// </summary>
    private static PosixSignalRegistration? CancelOn(PosixSignal signal, int number, ParseResult parsed, CancellationTokenSource source)
    {
        if (parsed.Action is not AsynchronousCommandLineAction || (!OperatingSystem.IsWindows() && Posix.FindIgnoredSignals().Contains(number)))
            return null;

        return PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            source.Cancel();
        });
    }

    /// <summary>Whether it is not a defect of ours: memory, files or a library are missing. <see cref="FatalError"/> reports these.</summary>
    private static bool IsOfTheSystem(Exception exception) => exception switch
    {
        TypeInitializationException { InnerException: { } inner } => IsOfTheSystem(inner),
        AggregateException { InnerException: { } inner } => IsOfTheSystem(inner),
        FileNotFoundException missing => missing.FileName?.Contains(", Version=", StringComparison.Ordinal) is true,
        _ => exception is OutOfMemoryException or FileLoadException or BadImageFormatException or DllNotFoundException or Win32Exception
            or IOException or UnauthorizedAccessException or InsufficientExecutionStackException or ThreadStartException,
    };
}
