using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Validation;

namespace LlamaEnv.Files.Guards;

/// <summary>Finds what would have MSBuild write a secret into its logs. It looks at names, never at values.</summary>
internal static class LogGuard
{
    private const string LogAllVariables = "MSBUILDLOGALLENVIRONMENTVARIABLES";
    private const string PropertyTracking = "MsBuildLogPropertyTracking";
    private const int InitialValues = 2;

    private static readonly string[] s_loggedPrefixes = ["DOTNET_", "MSBUILD", "COMPlus_"];

    /// <summary>One finding for each cause. Outside of a build nothing is logged.</summary>
    internal static IEnumerable<Diagnostic> Check(Settings settings, string baseDirectory, string envFile, IReadOnlyList<Variable> declared, HostEnvironment host)
    {
        if (!settings.InBuild)
            yield break;

        string[] secrets = [Variable.ApiKey.Name, .. declared.Where(v => v.IsSecret).Select(v => v.Name)];
        if (!string.IsNullOrEmpty(host.Get(LogAllVariables)))
            yield return Findings.EnvironmentIsLogged(LogAllVariables);

        // As MSBuild reads it: what is no number, or too large for one, counts as 0.
        if (int.TryParse(host.Get(PropertyTracking), out int tracking) && (tracking & InitialValues) != 0)
            yield return Findings.PropertiesAreLogged(PropertyTracking);

        foreach (string name in secrets.Where(s => settings.GlobalProperties.Contains(s, StringComparer.OrdinalIgnoreCase)))
            yield return Findings.GivenAsProperty(name);

        foreach ((string path, string? name, int line) in ProjectFiles.FindReads([.. settings[Setting.ProjectTexts].Where(f => !ImpossibleText.IsImpossible(f))], baseDirectory, secrets, envFile))
            yield return name is null ? Findings.FileReadAsText(path, line, envFile) : Findings.ReadAsProperty(name, path, line);

        foreach (string name in secrets.Where(s => s_loggedPrefixes.Any(p => s.StartsWith(p, StringComparison.OrdinalIgnoreCase))))
            yield return Findings.AlwaysLogged(name);

        foreach (Variable variable in declared.Where(v => v.Default.Ask(KeyShapes.MayHoldCredential)))
            yield return Findings.DefaultIsLogged(variable.Name);
    }
}
