using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tool.Exports;

/// <summary>Commands for bash and every other POSIX shell. In single quotes nothing is special but the quote itself.</summary>
internal static class BashExport
{
    internal static ExportFormat Kind { get; } = new("bash", static (_, _) => null, Write);

    // The semicolons are for those who forget the quotes in eval "$(…)": the shell makes one line of it then.
    private static string Write(Export export) =>
        string.Concat(export.Variables.Select(v => $"export {v.Name}={ShellWord.InSingleQuotes(v.Text)};\n"));
}
