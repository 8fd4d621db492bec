namespace LlamaEnv.Tool.Tests.Exports;

/// <summary>PowerShell, in the ways that people hand it what a program prints.</summary>
internal static class PowerShellReaders
{
    private const string Print =
        """
        ; $out = [Console]::OpenStandardOutput()
        foreach ($v in [Environment]::GetEnvironmentVariables().GetEnumerator()) {
          $bytes = [Text.Encoding]::UTF8.GetBytes("$($v.Key)=$($v.Value)`0")
          $out.Write($bytes, 0, $bytes.Length)
        }
        """;

    internal static IReadOnlyList<ExportReader> All { get; } =
    [
        new("pwsh, file", "powershell", Reader(". ./export.ps1")),
        new("pwsh, pipe into `iex`", "powershell", Reader("/bin/cat ./export.ps1 | Invoke-Expression")),
        new("pwsh, `iex` of `Out-String`", "powershell", Reader("Invoke-Expression (/bin/cat ./export.ps1 | Out-String)")),
        new("pwsh, `iex \"$(…)\"`", "powershell", Reader("Invoke-Expression \"$(/bin/cat ./export.ps1)\"")),
    ];

    private static Func<string, Task<Dictionary<string, string>>> Reader(string command)
    {
        string installed = Repository.At("artifacts", "readers", "powershell", "pwsh");
        return path => Task.FromResult(ExportReader.Run(path, File.Exists(installed) ? installed : "pwsh", "-NoProfile", "-NonInteractive", "-Command", command + Print));
    }
}
