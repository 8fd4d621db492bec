using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Files.Sources.Processes;

/// <summary>What a program printed.</summary>
/// <param name="Output">What it said on standard output; null where it said too much.</param>
/// <param name="Error">What it said on standard error, or the first lines where that was much.</param>
/// <param name="ExitCode">How it ended; null where nobody can tell, as where SIGCHLD is ignored.</param>
internal sealed record ProgramOutput(byte[]? Output, string Error, int? ExitCode)
{
    /// <summary>Whether it took too long and was ended, with all that it had started.</summary>
    internal bool TookTooLong { get; init; }

    /// <summary>Whether it said, anywhere on standard error, that what it printed is of an earlier time.</summary>
    internal bool SaidOldValues { get; init; }
}

/// <summary>
/// Runs a program that prints secrets, or takes one: without a shell, without anything to read but that, and not for ever. It gets the whole
/// environment, as it would in the user's shell: that is where its own login is.
/// </summary>
internal static class SecretProgram
{
    /// <summary>More is no set of variables.</summary>
    internal const int MaxOutputBytes = 64 * 1024;

    private const int MaxErrorBytes = 16 * 1024;

    /// <summary>A program may end and leave one behind that holds its output open: an agent, a daemon.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(1);

    /// <exception cref="Win32Exception">It does not start.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; it was ended.</exception>
    internal static ProgramOutput Run(string program, ProgramCommand command, string directory, HostEnvironment host, TimeSpan timeout, CancellationToken cancellationToken)
    {
        StartMark mark = new();
        Dictionary<string, string> environment = EnvironmentOf(command, host);
        mark.AddTo(environment);
        ChildProcess child = new() { Program = program, Arguments = command.Arguments, Directory = directory, Environment = environment, Timeout = timeout };
        using Process process = Process.Start(child.ToStartInfo())!;
        _ = WriteAsync(process.StandardInput.BaseStream, command.Input);
        using CancellationTokenSource tooMuch = new();
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, tooMuch.Token);
        PipeText output = new(command.MaxOutputBytes, () => End(tooMuch));
        PipeText error = new(MaxErrorBytes, mark: command.OldValues);
        Task[] reading = [output.ReadAsync(process.StandardOutput.BaseStream), error.ReadAsync(process.StandardError.BaseStream)];
        limit.CancelAfter(timeout);
        try
        {
            process.WaitForExitAsync(limit.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            ChildProcess.Stop(process);
            mark.EndAll();
            cancellationToken.ThrowIfCancellationRequested();
            Task.WaitAll(reading, s_grace);
            return new(output.Taken, Said(error), ExitCode: null) { TookTooLong = !tooMuch.IsCancellationRequested };
        }

        Task.WaitAll(reading, s_grace);
        return new(output.Taken, Said(error), ExitCodeOf(process)) { SaidOldValues = error.HasMark };
    }

    /// <summary>Without the line that was cut off: of a part of a secret nobody can tell that it is one.</summary>
    private static string Said(PipeText error)
    {
        string text = Encoding.UTF8.GetString(error.Start);
        return error.Taken is null && text.LastIndexOf('\n') is > 0 and var end ? text[..end] : text;
    }

    private static void End(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended by now.
        }
    }

    /// <summary>It may end without reading, and be none the worse.</summary>
    private static async Task WriteAsync(Stream stream, ReadOnlyMemory<byte> input)
    {
        try
        {
            using (stream)
                await stream.WriteAsync(input).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // As said.
        }
    }

    /// <summary>The whole environment, as it would be in the user's shell, and what the manager's program asks for.</summary>
    private static Dictionary<string, string> EnvironmentOf(ProgramCommand command, HostEnvironment host)
    {
        Dictionary<string, string> environment = new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach ((string name, string value) in host.Variables)
            environment[name] = value;
        if (command.EnvironmentWith.Count == 0 || command.EnvironmentWith.Any(name => environment.GetValueOrDefault(name) is { Length: > 0 }))
        {
            foreach ((string name, string value) in command.Environment)
                environment.TryAdd(name, value);
        }

        return environment;
    }

    private static int? ExitCodeOf(Process process)
    {
        try
        {
            return process.ExitCode;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
