namespace LlamaEnv.Tool.Tests.Exports;

/// <summary>Shells, each in the ways that people hand it commands.</summary>
internal static class ShellReaders
{
    private const string Dot = ". ./export; exec env -0";
    private const string Eval = "eval \"$(cat ./export)\"; exec env -0";

    internal static IReadOnlyList<ExportReader> All { get; } =
    [
        .. Shell("bash", "/bin/bash", "--norc", "-c"),
        .. Shell("dash", "/bin/dash", "-c"),
        .. Shell("zsh", "zsh", "-f", "-c"),
        .. Shell("mksh", "mksh", "-c"),
        .. Shell("busybox", "busybox", "sh", "-c"),
        new("fish, `source`", "fish", Reader("fish", "--no-config", "-c", "cat ./export | source; exec env -0")),
        new("bash, `set -a`", "dotenv", Reader("/bin/bash", "--norc", "-c", "set -a; . ./export; exec env -0")),
    ];

    private static IEnumerable<ExportReader> Shell(string name, string program, params string[] arguments) =>
    [
        new($"{name}, `.`", "bash", Reader(program, [.. arguments, Dot])),
        new($"{name}, `eval`", "bash", Reader(program, [.. arguments, Eval])),
    ];

    private static Func<string, Task<Dictionary<string, string>>> Reader(string program, params string[] arguments) =>
        path => Task.FromResult(ExportReader.Run(path, program, arguments));
}
