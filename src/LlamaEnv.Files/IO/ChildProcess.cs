using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace LlamaEnv.Files.IO;

/// <summary>How a program ended.</summary>
internal enum ChildEnd
{
    /// <summary>It closed its output.</summary>
    Closed,

    /// <summary>It was stopped: it took too long, or wrote too much.</summary>
    Stopped,

    /// <summary>The system would not start it.</summary>
    NotStarted,
}

/// <summary>How a program ended, and what it printed.</summary>
internal sealed record ChildResult(ChildEnd End, string Output = "", string Error = "");

/// <summary>A program to run: no shell, nothing inherited but what stands here, and a bound on time and output.</summary>
internal sealed record ChildProcess
{
    private const int BufferSize = 16 * 1024;

    private static readonly SearchValues<char> s_batchLanguage = SearchValues.Create("\"%!^&|<>()\r\n");

    /// <summary>The absolute path of the program, as <see cref="Executable"/> finds it.</summary>
    internal required string Program { get; init; }

    internal required IReadOnlyList<string> Arguments { get; init; }

    internal required string Directory { get; init; }

    /// <summary>All of its environment.</summary>
    internal required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>What it reads from standard input; short enough for a pipe to hold.</summary>
    internal string Input { get; init; } = "";

    /// <summary>Whether its standard input stays open until it is done: so that one that watches it ends with this process, however that ends.</summary>
    internal bool HoldsInput { get; init; }

    /// <summary>Whether it is waited for when it has closed its outputs, so that nothing of it is left when this process becomes another program.</summary>
    internal bool WaitsForEnd { get; init; }

    internal required TimeSpan Timeout { get; init; }

    /// <summary>The bytes it may write to each of its outputs.</summary>
    internal int MaxOutputBytes { get; init; } = 64 * 1024;

    /// <summary>
    /// Runs it until it closes both of its outputs. Its exit code is not asked for: where SIGCHLD is ignored, as under some
    /// supervisors, nobody can get it. So what it says has to tell whether it got to its end.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled; the program was stopped.</exception>
    internal ChildResult Run(CancellationToken cancellationToken)
    {
        if (IsBatchFile(Program) && Arguments.Any(NeedsCareInBatch))
            return new(ChildEnd.NotStarted);

        try
        {
            using Process process = Process.Start(ToStartInfo())!;
            ChildResult result = ReadOutputs(process, cancellationToken);
            if (WaitsForEnd)
                WaitForEnd(process.Id);
            return result;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return new(ChildEnd.NotStarted); // A text file, another machine's program, a folder that is gone.
        }
    }

    internal ProcessStartInfo ToStartInfo()
    {
        ProcessStartInfo start = new(Program, Arguments)
        {
            WorkingDirectory = Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        start.Environment.Clear();
        foreach ((string name, string value) in Environment)
            start.Environment[name] = value;
        return start;
    }

    private ChildResult ReadOutputs(Process process, CancellationToken cancellationToken)
    {
        Task<string?> output = ReadAsync(process.StandardOutput.BaseStream);
        Task<string?> error = ReadAsync(process.StandardError.BaseStream);
        using Stream input = process.StandardInput.BaseStream;
        Write(input);
        try
        {
            if (Task.WhenAll(output, error).Wait((int)Timeout.TotalMilliseconds, cancellationToken) && output.Result is { } outputText && error.Result is { } errorText)
                return new(ChildEnd.Closed, outputText, errorText);
        }
        catch (OperationCanceledException)
        {
            Stop(process);
            throw;
        }

        Stop(process);
        return new(ChildEnd.Stopped);
    }

    private void Write(Stream input)
    {
        try
        {
            input.Write(Encoding.UTF8.GetBytes(Input));
            if (!HoldsInput)
                input.Dispose();
        }
        catch (IOException)
        {
            // It ended without reading, and its output shows why.
        }
    }

    /// <summary>All that it printed; null where that is too much.</summary>
    private async Task<string?> ReadAsync(Stream stream)
    {
        using MemoryStream text = new();
        byte[] buffer = new byte[BufferSize];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer).ConfigureAwait(false)) > 0 && text.Length + read <= MaxOutputBytes)
                text.Write(buffer, 0, read);
            return read == 0 ? Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length) : null;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return null; // Nobody waits for it any more.
        }
    }

    /// <summary>For a second at most. It is not asked how it ended, which nobody may know.</summary>
    private static void WaitForEnd(int process)
    {
        for (int i = 0; i < 1000 && !OperatingSystem.IsWindows() && Posix.IsThere(process); i++)
            Thread.Sleep(1);
    }

    /// <summary>Ends it with all that it started.</summary>
    internal static void Stop(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or AggregateException)
        {
            // It has ended, or something it started has.
        }
    }

    internal static bool IsBatchFile(string program) => program.EndsWith(".bat", StringComparison.OrdinalIgnoreCase) || program.EndsWith(".cmd", StringComparison.OrdinalIgnoreCase);

    /// <summary>Windows hands a batch file to cmd.exe, which reads these in an argument as its own language, quoted or not.</summary>
    internal static bool NeedsCareInBatch(string argument) => argument.AsSpan().ContainsAny(s_batchLanguage);
}
