using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.Files.IO;

/// <summary>
/// A program that runs beside this process and is to be treated as if it were this process: what is sent to one reaches the
/// other, they stand still together, and end with the same code.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixChild : IDisposable
{
    private const int Interrupt = 2; // SIGINT
    private const int StopChecks = 20;

    /// <summary>What ends a program, and can be caught. The numbers are the same everywhere.</summary>
    private static readonly (PosixSignal Signal, int Number)[] s_signals = [(PosixSignal.SIGHUP, 1), (PosixSignal.SIGINT, Interrupt), (PosixSignal.SIGQUIT, 3), (PosixSignal.SIGTERM, 15)];

    private readonly Lock _lock = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Queue<int> _early = [];
    private int _process; // 0 before it was started, and when it has ended.

    /// <summary>From now on signals are kept for the program. What was ignored stays so, for both.</summary>
    internal UnixChild(IReadOnlyList<int> ignoredSignals)
    {
        foreach ((PosixSignal signal, int number) in s_signals)
        {
            if (!ignoredSignals.Contains(number))
                _registrations.Add(PosixSignalRegistration.Create(signal, context => PassOn(context, number)));
        }
    }

    /// <summary>Starts it. 0, or the error.</summary>
    internal int Start(UnixProgram program, IReadOnlyDictionary<int, SafeFileHandle> streams)
    {
        lock (_lock)
        {
            int error = Posix.Spawn(program, streams, out int process);
            if (error != 0)
                return error;

            _process = process;
            while (_early.TryDequeue(out int signal))
                Posix.SendSignal(process, signal);
            return 0;
        }
    }

    /// <summary>Waits for its end. Its exit code, or 128 and the signal that ended it, as shells have it.</summary>
    internal int Wait()
    {
        int process = _process;
        int stopChecks = 0;
        while (true)
        {
            // The first process of a container has to take what others leave, too.
            int changed = Posix.Wait(Posix.ProcessId == 1 ? -1 : process, isWaiting: stopChecks == 0, out int status);
            if (changed == 0)
                stopChecks = StandStill(process, stopChecks);
            else if (changed < 0 && !Posix.IsInterrupted(Posix.LastError))
                return 1; // The system did not keep it. Nobody knows how it ended.
            else if (changed != process)
                continue;
            else if (Posix.IsContinued(status))
                stopChecks = 0;
            else if ((status & 0xFF) == Posix.Stopped)
                stopChecks = 1;
            else
                return End(status);
        }
    }

    public void Dispose() => _registrations.ForEach(static registration => registration.Dispose());

    /// <summary>
    /// The program was stopped. Ctrl-Z stops this process as well, and then it may run again by now. Where it alone was
    /// stopped, this process follows, so that who waits for this one sees it; and both go on together.
    /// </summary>
    private static int StandStill(int process, int checks)
    {
        if (checks < StopChecks)
        {
            Thread.Sleep(5);
            return checks + 1;
        }

        Posix.StopSelf();
        Posix.SendSignal(process, Posix.Continue);
        return 0;
    }

    private int End(int status)
    {
        lock (_lock)
            _process = 0; // Its number may be another's from now on.
        int signal = status & 0x7F;
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal;
    }

    private void PassOn(PosixSignalContext context, int signal)
    {
        context.Cancel = true;
        if (signal == Interrupt && Posix.IsInForeground())
            return; // The terminal has told it already.

        lock (_lock)
        {
            if (_process != 0)
                Posix.SendSignal(_process, signal);
            else
                _early.Enqueue(signal);
        }
    }
}
