using System.Text;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Formats;
using LlamaEnv.Files.Guards;
using LlamaEnv.Files.IO;
using LlamaEnv.Files.Outputs;
using LlamaEnv.Files.Sources;
using LlamaEnv.Sources;

namespace LlamaEnv.Files.Wiring;

/// <summary>
/// What a build can say of the files beside a project: its Dockerfiles, launch settings and configuration. The cheap part of
/// <c>doctor</c>: a folder is listed, a file is read that is there, and taken apart only if it may name what is looked for.
/// </summary>
internal static class NearbyFiles
{
    /// <summary>Longer files than people write by hand are not looked at.</summary>
    private const long MaxFileBytes = 256 * 1024;

    // What is about one, and what somebody else fills in.
    internal static IEnumerable<Diagnostic> Check(Plan plan, Settings settings, IReadOnlyList<Variable> variables, IReadOnlyList<Credential> credentials)
    {
        if (!settings.InBuild || !plan.ChecksWiring)
            return [];

        return [.. InDockerfiles(plan, settings, variables, credentials), .. InLaunchSettings(plan, settings, credentials), .. InConfiguration(plan)];
    }

    private static IEnumerable<Diagnostic> InDockerfiles(Plan plan, Settings settings, IReadOnlyList<Variable> variables, IReadOnlyList<Credential> credentials)
    {
        string? written = plan.Outputs.Contains(OutputKind.Dotenv) && plan.SelectWritten(credentials).Count > 0 && Path.GetDirectoryName(plan.EnvFile) == plan.BaseDirectory ? Path.GetFileName(plan.EnvFile) : null;
        bool? mayIgnore = null;
        foreach (string path in Dockerfiles(plan.BaseDirectory))
        {
            if (FileReader.TryRead(path, MaxFileBytes) is not { } bytes)
                continue;

            mayIgnore ??= written is null || ShippingGuard.HasDockerignore(plan.EnvFile);
            foreach (Diagnostic finding in DockerfileCheck.Find(path, Encoding.UTF8.GetString(bytes.AsSpan().TrimStart(Encoding.UTF8.Preamble)), variables, written, mayIgnore.Value, name => IsRead(name, plan, settings)))
                yield return finding;
        }
    }

    private static IEnumerable<Diagnostic> InLaunchSettings(Plan plan, Settings settings, IReadOnlyList<Credential> credentials)
    {
        if (plan.Outputs.Contains(OutputKind.LaunchSettings) && plan.WritesReferences && credentials.FirstOrDefault(static c => c.Variable == Variable.ApiKey) is { ReferenceIn: EnvironmentSource.Name } key)
            return [Findings.ReferenceToReference(key)];

        // Those that are written get the value, and a program that LlamaEnv starts takes no empty one.
        if (plan.Outputs.Contains(OutputKind.LaunchSettings) || plan.Outputs.Contains(OutputKind.Run))
            return [];

        string path = LaunchSettingsLocation.PathOf(plan.BaseDirectory, plan.ProjectFile);
        if (FileReader.TryRead(path, MaxFileBytes) is not { } bytes || !WrongNameSearch.MayHold(bytes))
            return [];

        Lazy<bool> hasLoader = new(() => PackageList.Read(plan, settings) is null or { HasLoader: true });
        return LaunchSettingsCheck.Find(path, bytes, credentials.FirstOrDefault(static c => c.Variable == Variable.ApiKey), plan, name => IsRead(name, plan, settings))
            // A loader takes an empty value for none, and puts the file's there.
            .Where(finding => finding.Code != DiagnosticCodes.EmptyValue || !hasLoader.Value);
    }

    /// <summary>The compiler of C# looks for keys there itself, by the analyzer of this package.</summary>
    private static IEnumerable<Diagnostic> InConfiguration(Plan plan)
    {
        if (Path.GetExtension(plan.ProjectFile)?.ToLowerInvariant() is not (".fsproj" or ".vbproj"))
            yield break;

        foreach (string path in Enumerate(plan.BaseDirectory, "appsettings*.json"))
        {
            if (FileReader.TryRead(path, MaxFileBytes) is not { } bytes)
                continue;

            for (int start = bytes.AsSpan().IndexOf("llx-"u8); start >= 0 && start < bytes.Length; start = bytes.AsSpan(start + 1).IndexOf("llx-"u8) is >= 0 and var next ? start + 1 + next : -1)
            {
                int line = bytes.AsSpan(0, start).Count((byte)'\n') + 1;
                string[] lines = Encoding.UTF8.GetString(bytes).Split('\n');
                if (KeyLiteral.IsKeyAt(bytes, start, isBinary: false) && !IgnoreComment.Covers(DiagnosticCodes.HardCodedKey, lines[line - 1], line > 1 ? lines[line - 2] : ""))
                    yield return Findings.KeyInConfiguration(path, line);
            }
        }
    }

    private static bool IsRead(string name, Plan plan, Settings settings) =>
        new LoaderSearch([]).IsWordInSources(name, settings[Setting.ProjectKind] == "file" ? [] : [plan.BaseDirectory], settings[Setting.SourceFiles]);

    private static IEnumerable<string> Dockerfiles(string directory) =>
        Enumerate(directory, "*ockerfile*").Where(static path => Dockerfile.IsName(Path.GetFileName(path))).Append(Path.Combine(directory, "Containerfile"));

    private static string[] Enumerate(string directory, string pattern)
    {
        try
        {
            return [.. Directory.EnumerateFiles(directory, pattern).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
