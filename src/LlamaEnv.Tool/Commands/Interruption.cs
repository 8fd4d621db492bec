using System.Runtime.InteropServices;

namespace LlamaEnv.Tool.Commands;

/// <summary>
/// What ends this process while it waits for another one that it started, so that the other one ends as well. Afterwards all
/// is as it was: a program that is started then inherits nothing of it.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly (PosixSignal Signal, int Number)[] s_signals = [(PosixSignal.SIGHUP, 1), (PosixSignal.SIGINT, 2), (PosixSignal.SIGQUIT, 3), (PosixSignal.SIGTERM, 15)];

    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _number;

    /// <param name="ignored">Signals that whoever started this process has it ignore, by number.</param>
    internal Interruption(IReadOnlyList<int> ignored)
    {
        foreach ((PosixSignal signal, int number) in s_signals.Where(s => !ignored.Contains(s.Number)))
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                Interlocked.CompareExchange(ref _number, number, 0);
                _source.Cancel();
            }));
        }
    }

    internal CancellationToken Token => _source.Token;

    /// <summary>As a shell tells of a process that a signal ended.</summary>
    internal int ExitCode => 128 + Volatile.Read(ref _number);

    public void Dispose()
    {
        _registrations.ForEach(static r => r.Dispose());
        _source.Dispose();
    }
}
