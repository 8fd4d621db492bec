using LlamaEnv.Detection;

namespace LlamaEnv.Diagnostics;

/// <summary>What only commands find: nobody to ask, nothing to choose from, a system that does not let them work.</summary>
internal static partial class Findings
{
    internal static Diagnostic NotInteractive(string argument, string listing) =>
        Error(DiagnosticCodes.NotInteractive, $"one of these has to be chosen, and there is no interactive terminal to ask at. Pass {argument} to choose one. To inspect choices, run: {listing}");

    internal static Diagnostic NoProfiles(string environment, string command) =>
        Error(DiagnosticCodes.ProfileNotFound, $"environment {KeyShapes.Show(environment)} has no profiles. Create one with: dotnet llama-env auth {command}");

    internal static Diagnostic NoSuchEnvironment(string url, IReadOnlyList<string> known) =>
        Error(DiagnosticCodes.ProfileNotFound, $"environment '{KeyShapes.Show(url)}' does not exist. Environments: {List(known, KeyShapes.Show)}. Add one with: dotnet llama-env environments add URL");

    internal static Diagnostic EnvironmentGone(string url) =>
        Error(DiagnosticCodes.ProfileNotFound, $"environment '{KeyShapes.Show(url)}' was deleted in the meantime. List the others with: dotnet llama-env environments get");

    internal static Diagnostic EnvironmentStays(string url) =>
        Error(DiagnosticCodes.UnknownSetting, $"environment {KeyShapes.Show(url)} cannot be deleted: it is the default. To delete its profiles, run: dotnet llama-env auth logout NAME");

    internal static Diagnostic NoProjects(string origin) =>
        Error(DiagnosticCodes.NoAccess, $"the key or login has no access to any project at {origin}. If the account is new, complete its setup at https://cloud.llamaindex.ai");

    internal static Diagnostic NotOffered(string origin, string what) =>
        Error(DiagnosticCodes.NotOffered, $"the server at {origin} does not support {what}. Leave them out; a deployment without them has one list of projects");

    internal static Diagnostic NotExportable(Variable variable, string format, string reason) =>
        Error(DiagnosticCodes.NotExpressible, $"{variable} cannot be exported as {format}: {reason}. Choose another format, or change the value");

    internal static Diagnostic CannotAppend(string path, string reason) =>
        new(DiagnosticCodes.CannotWrite, DiagnosticSeverity.Error, $"cannot append to {path}, the file that GITHUB_ENV names: {reason}. Nothing was changed. Make it writable, or unset GITHUB_ENV to print the lines instead", path);

    internal static Diagnostic UnknownCode(string code) =>
        Error(DiagnosticCodes.UnknownSetting, $"there is no code {code}. The codes and their pages: https://github.com/llamaenv/llamaenv/blob/main/docs/diagnostics/README.md");

    internal static Diagnostic UnknownVariable(string name, IReadOnlyList<string> known) =>
        Error(DiagnosticCodes.UnknownSetting, $"there is no variable '{KeyShapes.Show(name)}' here. Known: {List(known, KeyShapes.ShowName)}. A project declares more with LlamaEnvVariable; name it in front: explain PROJECT NAME");

    internal static Diagnostic CommandNotStarted(string command, string reason) =>
        Error(DiagnosticCodes.NotStarted, $"'{KeyShapes.Show(command)}' cannot be started: {reason}");

    /// <param name="line">The command line that was meant.</param>
    /// <param name="hasSeparator">Whether it is the command behind it that is missing.</param>
    internal static Diagnostic NoSeparator(string line, bool hasSeparator) =>
        Error(DiagnosticCodes.UnknownSetting, $"{(hasSeparator ? "there is no command behind '--'" : "'--' is missing before the command")}. Write: {KeyShapes.Mask(line)}");

    /// <summary>What the system refuses, and what would help.</summary>
    internal static Diagnostic CannotWork(string reason) => Error(DiagnosticCodes.CannotWork, reason);
}
