using System.CommandLine;
using LlamaEnv.Diagnostics;
using LlamaEnv.Tool;

const int Failed = 1;
const int UsageError = 2;
const int Cancelled = 130;

RootCommand root = new("Resolves, checks and writes LlamaCloud credentials for .NET projects.")
{
    InjectCommand.Make(), AuthCommand.Make(), EnvironmentsCommand.Make(), ProjectsCommand.Make(), OrganizationsCommand.Make(),
};
if (Console.IsOutputRedirected) // The console's own writer hands over 256 characters at a time.
    Console.SetOut(new StreamWriter(new StandardOutput(Console.OpenStandardOutput()), Console.OutputEncoding, bufferSize: 32 * 1024) { AutoFlush = true });
// A name may begin with @; it is not a file of further arguments.
ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
Terminal terminal = new(Console.Out, Console.Error);

if (parsed.Errors.Count > 0)
{
    foreach (string message in parsed.Errors.Select(e => e.Message).Distinct())
        terminal.WriteUsageError(message, parsed.CommandResult.Command);
    return UsageError;
}

#pragma warning disable CA1031 // An exception that nothing expected is shown by its type only: its message could hold a value.
try
{
    // Whoever presses Ctrl-C waits for what must not be left half-done: a call that renews a login, or makes a key.
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(40) });
}
catch (UsageException e)
{
    terminal.WriteUsageError(e.Message, parsed.CommandResult.Command);
    return UsageError;
}
catch (FailedException e)
{
    terminal.WriteStatus(e.Message);
    return Failed;
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
catch (Exception e)
{
    terminal.Write(Diagnostic.ForInternalError(e));
    return Failed;
}
#pragma warning restore CA1031
