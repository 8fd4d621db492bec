using LlamaEnv.Detection;

namespace LlamaEnv.Diagnostics;

/// <summary>What only a program finds that loads its file, or asks with its key whether it is ready.</summary>
internal static partial class Findings
{
    /// <param name="file">The file that was not used; null where it was the user secrets.</param>
    /// <param name="source">Where the build had its key from; null where nobody knows.</param>
    internal static Diagnostic EnvironmentOverFile(string? file, string? source) =>
        Warning(DiagnosticCodes.EnvironmentOverProfile,
            $"Using {Variable.ApiKey} from environment (overriding {Origin(file, source)}). Unset {Variable.ApiKey} to use {(file is null ? "these" : "the file")} instead, or set LLAMA_CLOUD_USE_PROFILE=1");

    internal static Diagnostic KeyAloneSetAside(string? file, string? source) =>
        Warning(DiagnosticCodes.KeyWithoutProject,
            $"{Variable.ApiKey} is set in the environment but {Variable.ProjectId} is missing, so it was not used. Key, URL and project are those of {Origin(file, source)}. To use the environment's key, set {Variable.ProjectId} beside it; else unset it");

    internal static Diagnostic UrlSetAside(Credential key, Credential url, string unused) =>
        Warning(DiagnosticCodes.UrlChanged,
            $"{Variable.BaseUrl} is set to {LostUrl.Show(unused)} in the environment and not used, as the key is from {key.Source} and goes to {url.Display} (from {url.Source}). To use it, set {Variable.ApiKey} beside it, or LlamaEnvBaseUrl in the project and build again; else unset it");

    internal static Diagnostic ProjectSetAside(Credential key) =>
        Warning(DiagnosticCodes.ForeignProject,
            $"{Variable.ProjectId} is set in the environment and not used, as the key is from {key.Source}: it may belong to another key. To use it, set {Variable.ApiKey} beside it, or LlamaEnvProject in the project and build again; else unset it");

    /// <param name="program">The program that the project starts.</param>
    /// <param name="reason">Why the system does not start it.</param>
    internal static Diagnostic NotStarted(string program, string reason) =>
        Error(DiagnosticCodes.NotStarted, $"the program cannot be started: {program}: {reason}. Build the project, without --no-build, and see what it sets RunCommand to");

    /// <summary>The file; what the build took to fill it, where that is not the file itself.</summary>
    private static string Origin(string? file, string? source) => file is null ? "the user secrets" : source?.StartsWith("dotenv", StringComparison.Ordinal) != false ? file : $"{source}, which the build wrote to {file}";
}
