using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;
using LlamaEnv.Files.Sources;
using LlamaEnv.Resolving;
using LlamaEnv.Sources;
using LlamaEnv.Validation;

namespace LlamaEnv.Hosting;

/// <summary>Decides, by the resolver and rules of the build, what a program gets. Changes nothing.</summary>
internal static class FileLoader
{
    internal static LlamaEnvFileResult Load(ProgramContext program, string? path, bool required)
    {
        List<Diagnostic> diagnostics = [];
        string? file = FindFile(program, path, diagnostics);
        if (diagnostics.Count > 0)
            return LlamaEnvFileResult.Failed(file, diagnostics, program.Host);

        BuildRecord? build = program.Build is { } record && record.File == file ? record : null;
        LoadedFile source = new(file);
        LoadedSecrets? secrets = build is { ReadsUserSecrets: true } ? new(build.Settings[Setting.UserSecretsId]) : null;
        Settings settings = (program.Build?.Settings ?? new Settings()).With(Setting.Missing, required ? "error" : "warning");
        HostEnvironment given = build is { ResolvesReferences: true } ? WithoutReferences(program.Host) : program.Host;
        CredentialSet? inEnvironment = CredentialSet.OfEnvironment(given, ci: null);
        // A set that the program was started with was decided a moment ago, by the same rules.
        bool isDecided = inEnvironment is not null && StartedProgram.Is(given);
        HostEnvironment host = isDecided ? StartedProgram.WithoutChoice(given) : given;
        CredentialSet? inSecrets = inEnvironment is null || isDecided ? null : secrets?.Peek(host);
        CredentialSet? inFile = inEnvironment is null || isDecided ? null : inSecrets ?? source.Peek();
        bool standsForProfile = !isDecided && StandsForProfile(build, inEnvironment, inFile);
        IReadOnlyList<SourceKind> kinds = secrets is null
            ? [EnvironmentSource.Kind, source.KindFor(standsForProfile)]
            : [EnvironmentSource.Kind, secrets.KindFor(standsForProfile), source.KindFor(standsForProfile)];
        ResolutionPlan plan = ResolutionPlan.Make(settings, program.Directory, host, kinds, diagnostics) with { IsInProgram = true };
        if (file is not null)
            plan = plan with { EnvFile = file };
        if (diagnostics.Exists(IsError))
            return LlamaEnvFileResult.Failed(file, diagnostics, program.Host);

        Resolution resolution = Resolver.Resolve(plan, host, ci: null, variable => WrongNameSearch.Find(variable, plan, host), CancellationToken.None);
        diagnostics.AddRange(resolution.Diagnostics);
        if (diagnostics.Exists(IsError))
            return LlamaEnvFileResult.Failed(file, diagnostics, program.Host);

        if (SetAside.Find(resolution.Credentials, inEnvironment, inFile, host, inSecrets is null ? file : null, build?.Source) is { } surprise)
            diagnostics.Add(surprise);
        if (build is not null && resolution.Credentials.Any(c => c.Variable == Variable.ApiKey && c.File == file) && FindOtherWriter(build) is { } other)
            diagnostics.Add(other);
        return LlamaEnvFileResult.Of(file, resolution.Credentials, diagnostics, program.Host);
    }

    /// <summary>Whether the file is of another build than the program: all configurations of a project write the same one. A key that was put there by hand, or by a build that asks for the same, is as it should be.</summary>
    private static Diagnostic? FindOtherWriter(BuildRecord build) =>
        build.Written is null || FileReader.StampOf(build.File) == build.Written ? null
        : LastWriter.Find(build.Writer, build.File) is { } writer ? writer.AsksAs(build) ? null : Findings.FileOfAnotherBuild(build.File, writer.Source ?? "another source", writer.EnvironmentName, build.EnvironmentName)
        : build.EnvironmentName is { } name ? Findings.FileOfAnotherBuild(build.File, name)
        : null;

    /// <summary>What the build asked a manager for is no value here, either: the file has what it got.</summary>
    private static HostEnvironment WithoutReferences(HostEnvironment host) => host with { Variables = [.. host.Variables.Where(static v => !References.IsReference(v.Value))] };

    /// <summary>The file that was given, or the build's, or the one beside the source of a file-based app.</summary>
    private static string? FindFile(ProgramContext program, string? path, List<Diagnostic> diagnostics) =>
        string.IsNullOrWhiteSpace(path)
            ? program.Build?.File ?? (program.EntryPointDirectory is { } directory ? Path.Combine(directory, Setting.File.Default!) : null)
            : PathSetting.Resolve("LlamaEnvFile.Load", path, program.Directory, program.Host, diagnostics);

    /// <summary>
    /// Whether a key alone in the environment goes behind the file, as it does behind a profile: where the build had the
    /// set from one, or where the file has the same key with what belongs to it.
    /// </summary>
    private static bool StandsForProfile(BuildRecord? build, CredentialSet? inEnvironment, CredentialSet? inFile) =>
        build?.IsFromProfile == true
        || (inEnvironment is not null && inFile is not null && inEnvironment.ApiKey.Value == inFile.ApiKey.Value
            && (inEnvironment.BaseUrl is null || inEnvironment.BaseUrl.Value.NormalizeUrl() == inFile.BaseUrl?.Value.NormalizeUrl()));

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;
}
