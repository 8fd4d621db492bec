using LlamaEnv.Sources;
using LlamaEnv.Validation;

namespace LlamaEnv.Resolving;

/// <summary>The paths in settings.</summary>
internal static class SettingPaths
{
    /// <summary>
    /// The settings with every path starting from <paramref name="directory"/>: a command line means the shell's folder, a
    /// project its own.
    /// </summary>
    internal static Settings StartFrom(string directory, Settings settings, IReadOnlyList<SourceKind> kinds)
    {
        Settings paths = settings.With(Setting.Sources, [.. SettingParser.SplitList(settings[Setting.Sources]).Select(s => SourceReference.MakeAbsolute(s, directory, kinds))]);
        foreach (TextSetting setting in Setting.All.OfType<TextSetting>())
        {
            if (setting.IsPath && settings[setting] is { Length: > 0 } path)
                paths = paths.With(setting, PathSetting.StartFrom(directory, path));
        }

        return paths;
    }
}
