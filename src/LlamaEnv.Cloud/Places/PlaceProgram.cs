using System.ComponentModel;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;
using LlamaEnv.Files.Sources.Processes;

namespace LlamaEnv.Cloud.Places;

/// <summary>What a place's own program answered.</summary>
/// <param name="Output">What it printed.</param>
/// <param name="ExitCode">How it ended; null where nobody can tell.</param>
/// <param name="Failure">Why it cannot be relied on; null where it can. It continues a sentence, and holds no secret.</param>
internal sealed record PlaceAnswer(byte[] Output, int? ExitCode, string? Failure);

/// <summary>The program that a place is reached with: it has the login, and gets the key on standard input and nowhere else.</summary>
/// <param name="name">Its name, which PATH leads to.</param>
/// <param name="get">Where to get it.</param>
/// <param name="environment">Variables it gets beside those of this process, so that it asks nothing.</param>
/// <param name="directory">Where it runs, as long as it is there.</param>
/// <param name="host">The machine.</param>
internal sealed class PlaceProgram(string name, string get, IReadOnlyDictionary<string, string> environment, string directory, HostEnvironment host)
{
    /// <summary>Some need a second to start, and one or two requests.</summary>
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(60);

    /// <summary>The largest object of Kubernetes, in its text.</summary>
    private const int MaxOutputBytes = 4 * 1024 * 1024;

    /// <summary>What it is started with. It has a login of its own: a key of LlamaCloud is no business of its, nor of its plug-ins.</summary>
    private readonly HostEnvironment _withoutKey = host with { Variables = [.. host.Variables.Where(static v => !Variable.All.Any(own => own.Name.Equals(v.Key, StringComparison.OrdinalIgnoreCase)))] };

    internal string Name => name;

    /// <summary>That it is not there; null where it is.</summary>
    internal Diagnostic? FindMissing(string place) => Executable.Find(name, host) is null ? Findings.ProgramMissing(place, name, get) : null;

    /// <summary>Runs it.</summary>
    /// <param name="arguments">Names and options. Others on the machine can read them.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="hidden">What must not be repeated, whatever it says.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal PlaceAnswer Run(IReadOnlyList<string> arguments, ReadOnlyMemory<byte> input, IEnumerable<Secret> hidden, CancellationToken cancellationToken)
    {
        if (Executable.Find(name, host) is not { } program || (ChildProcess.IsBatchFile(program) && arguments.Any(ChildProcess.NeedsCareInBatch)))
            return new([], null, $"{name} cannot be started");

        try
        {
            ProgramCommand command = new(name, arguments) { Environment = environment, Input = input, MaxOutputBytes = MaxOutputBytes };
            return SecretProgram.Run(program, command, Directory.Exists(directory) ? directory : host.CurrentDirectory, _withoutKey, s_timeout, cancellationToken) switch
            {
                { TookTooLong: true } => new([], null, FormattableString.Invariant($"{name} did not end within {s_timeout.TotalSeconds:0} seconds")),
                { ExitCode: not (0 or null) } failed => new(failed.Output ?? [], failed.ExitCode, FormattableString.Invariant($"{name} ended with exit code {failed.ExitCode}{Said(failed.Error, hidden)}")),
                { Output: null } => new([], 0, $"{name} printed too much"),
                { } done => new(done.Output, done.ExitCode, null),
            };
        }
        catch (Win32Exception)
        {
            return new([], null, $"{name} cannot be started");
        }
    }

    private static string Said(string error, IEnumerable<Secret> hidden) =>
        MaskedText.Lines(error, hidden, []) is { Count: > 0 } lines ? $" and said: {string.Join(" / ", lines)}".TrimEnd('.', ' ') : "";
}
