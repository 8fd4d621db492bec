namespace LlamaEnv.Formats;

/// <summary>Where launch settings are kept.</summary>
internal static class LaunchSettingsLocation
{
    /// <summary>
    /// The file that <c>dotnet run</c> reads. It takes <c>launchSettings.json</c> before <c>NAME.run.json</c> beside the
    /// project, so a new one of the former would hide one of the latter that is there, and a new one of the latter be hidden.
    /// </summary>
    internal static string PathOf(Plan plan)
    {
        string? extension = Path.GetExtension(plan.ProjectFile)?.ToLowerInvariant();
        string settings = Path.Combine(plan.BaseDirectory, extension == ".vbproj" ? "My Project" : "Properties", "launchSettings.json");
        if (plan.ProjectFile is null || File.Exists(settings))
            return settings;

        string flat = Path.ChangeExtension(plan.ProjectFile, ".run.json");
        return extension == ".cs" || File.Exists(flat) ? flat : settings;
    }
}
