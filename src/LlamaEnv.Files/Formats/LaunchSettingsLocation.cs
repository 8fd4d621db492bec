namespace LlamaEnv.Files.Formats;

/// <summary>Where launch settings are kept.</summary>
internal static class LaunchSettingsLocation
{
    /// <summary>
    /// The file that <c>dotnet run</c> reads. It takes <c>launchSettings.json</c> before <c>NAME.run.json</c> beside the
    /// project, so a new one of the former would hide one of the latter that is there, and a new one of the latter be hidden.
    /// </summary>
    internal static string PathOf(string baseDirectory, string? projectFile)
    {
        string? extension = Path.GetExtension(projectFile)?.ToLowerInvariant();
        string settings = Path.Combine(baseDirectory, extension == ".vbproj" ? "My Project" : "Properties", "launchSettings.json");
        if (projectFile is null || File.Exists(settings))
            return settings;

        string flat = Path.ChangeExtension(projectFile, ".run.json");
        return extension == ".cs" || File.Exists(flat) ? flat : settings;
    }
}
