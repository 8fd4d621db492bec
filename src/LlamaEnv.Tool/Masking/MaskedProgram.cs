using System.Diagnostics;
using System.Runtime.Versioning;
using LlamaEnv.Files.IO;
using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.Tool.Masking;

/// <summary>Runs a program behind pipes, in which its secrets are masked. This process stays until it has ended.</summary>
internal sealed class MaskedProgram(ProgramStart start, IReadOnlyList<byte[]> forms, HostEnvironment host, Action<string> reportFailure)
{
    private const int StandardOutput = 1;
    private const int StandardError = 2;

    /// <summary>How long what a program on Windows left running may be silent before it is no longer listened to.</summary>
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(1);

    /// <summary>Its exit code.</summary>
    internal int Run() => OperatingSystem.IsWindows() ? start.RunOnWindows(host, reportFailure, PumpOnWindows) : RunOnUnix();

    [UnsupportedOSPlatform("windows")]
    private int RunOnUnix()
    {
        using UnixChild child = new(start.IgnoredSignals);
        UnixProgram program = start.ToUnixProgram(host)!;
        int[] outputs = [.. FindOutputs()];
        (SafeFileHandle Read, SafeFileHandle Write)[] pipes = [.. outputs.Select(static _ => Posix.MakePipe())];
        // Closed when the program has ended: what it left running may keep its pipes open for as long as it likes.
        (SafeFileHandle ended, SafeFileHandle end) = Posix.MakePipe();

        Dictionary<int, SafeFileHandle> streams = [];
        for (int i = 0; i < outputs.Length; i++)
            streams[outputs[i]] = pipes[i].Write;
        if (IsOne)
            streams[StandardError] = pipes[0].Write; // One pipe, so that lines keep their order.
        int error = child.Start(program, streams);
        foreach ((_, SafeFileHandle write) in pipes)
            write.Dispose();
        if (error != 0)
            return ProgramStart.Explain(program, error, reportFailure);

        Thread[] pumps = [.. outputs.Select((output, i) => new Thread(() => Pump(pipes[i].Read, ended, output)))];
        foreach (Thread pump in pumps)
            pump.Start();
        int exitCode = child.Wait();
        end.Dispose();
        foreach (Thread pump in pumps)
            pump.Join();
        return exitCode;
    }

    /// <summary>Those that are open; of two that are the same file, pipe or terminal, one.</summary>
    [UnsupportedOSPlatform("windows")]
    private static IEnumerable<int> FindOutputs() =>
        IsOne ? [StandardOutput] : new[] { StandardOutput, StandardError }.Except(Posix.HeldStreams);

    [UnsupportedOSPlatform("windows")]
    private static bool IsOne =>
        !Posix.HeldStreams.Contains(StandardOutput) && !Posix.HeldStreams.Contains(StandardError)
        && IdentityOf(StandardOutput) is { } identity && identity == IdentityOf(StandardError);

    [UnsupportedOSPlatform("windows")]
    private static FileIdentity? IdentityOf(int stream)
    {
        using SafeFileHandle handle = new(stream, ownsHandle: false);
        return FileStatus.Of(handle)?.Identity;
    }

    [UnsupportedOSPlatform("windows")]
    private void Pump(SafeFileHandle input, SafeFileHandle ended, int output)
    {
        new MaskedOutput(forms, Read, bytes => Posix.WriteAll(output, bytes) == 0).Pump();
        input.Dispose(); // Where nobody reads what is printed, the program gets the same signal as without us.

        int? Read(byte[] buffer, int milliseconds)
        {
            (bool hasMore, bool hasEnded) = Posix.WaitForInput(input, ended, milliseconds);
            if (hasEnded && !hasMore) // It may have written something between the two answers.
                hasMore = Posix.WaitForInput(input, TimeSpan.Zero);
            return hasMore ? Math.Max(Posix.Read(input, buffer), 0) : hasEnded ? 0 : null;
        }
    }

    private void PumpOnWindows(Process process)
    {
        using Stream output = Console.OpenStandardOutput();
        using Stream error = Console.OpenStandardError();
        long lastRead = Environment.TickCount64;
        Thread[] pumps = [new(() => Pump(process.StandardOutput.BaseStream, output)), new(() => Pump(process.StandardError.BaseStream, error))];
        foreach (Thread pump in pumps)
        {
            pump.IsBackground = true;
            pump.Start();
        }

        process.WaitForExit();
        foreach (Thread pump in pumps)
        {
            while (!pump.Join(s_silence / 10) && Environment.TickCount64 - Volatile.Read(ref lastRead) < s_silence.TotalMilliseconds)
            {
                // What it left running has its pipes, and may still print.
            }
        }

        void Pump(Stream input, Stream target)
        {
            Task<int>? pending = null;
            new MaskedOutput(forms, Read, Write).Pump();
            input.Dispose();

            int? Read(byte[] buffer, int milliseconds)
            {
                try
                {
                    pending ??= input.ReadAsync(buffer).AsTask();
                    if (!pending.Wait(milliseconds))
                        return null;

                    Volatile.Write(ref lastRead, Environment.TickCount64);
                    int length = pending.Result;
                    pending = null;
                    return length;
                }
                catch (AggregateException e) when (e.InnerException is IOException)
                {
                    return 0;
                }
            }

            bool Write(ReadOnlySpan<byte> bytes)
            {
                try
                {
                    target.Write(bytes);
                    return true;
                }
                catch (IOException)
                {
                    return false;
                }
            }
        }
    }
}
