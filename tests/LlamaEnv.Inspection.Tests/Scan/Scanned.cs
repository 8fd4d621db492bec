using LlamaEnv.Diagnostics;
using LlamaEnv.Inspection.Scan;

namespace LlamaEnv.Inspection.Tests.Scan;

/// <summary>Runs a scan and says in words what it reports.</summary>
internal static class Scanned
{
    internal static string Files(TempFolder folder, params string[] paths) => Show(Run(folder, ScanScope.Files, false, paths));

    internal static string AllFiles(TempFolder folder, params string[] paths) => Show(Run(folder, ScanScope.Files, true, paths));

    internal static string Staged(TempFolder folder, params string[] paths) => Show(Run(folder, ScanScope.Staged, false, paths));

    internal static string History(TempFolder folder, params string[] paths) => Show(Run(folder, ScanScope.History, false, paths));

    internal static ScanResult Run(TempFolder folder, ScanScope scope, bool includesIgnored, string[] paths, params (string Name, string Value)[] variables)
    {
        HostEnvironment host = new()
        {
            Variables = [new("PATH", Environment.GetEnvironmentVariable("PATH")!), new("HOME", Environment.GetEnvironmentVariable("HOME")!), .. variables.Select(static v => KeyValuePair.Create(v.Name, v.Value))],
            CurrentDirectory = folder.Root,
            HomeDirectory = Environment.GetEnvironmentVariable("HOME")!,
            Platform = HostEnvironment.ThisPlatform,
        };
        return RepositoryScan.Run(new ScanRequest([.. paths.Select(path => Path.GetFullPath(path, folder.Root))], scope, includesIgnored, 2), host, CancellationToken.None);
    }

    internal static string Show(ScanResult result) => string.Join('\n', result.Findings.Select(static finding => finding.Diagnostic switch
    {
        { Code: DiagnosticCodes.HardCodedKey, Severity: DiagnosticSeverity.Error } key => $"{key.File}:{key.Line}",
        { Code: DiagnosticCodes.HardCodedKey } key => $"{key.File}:{key.Line} {key.Severity}",
        { Code: DiagnosticCodes.NotInspected } note => $"{note.File} ({note.Message.Split(": ", 2)[1]})",
        var other => $"{other.Severity} {other.Code}",
    }));
}
