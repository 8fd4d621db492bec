using LlamaEnv.Diagnostics;

namespace LlamaEnv.Validation;

/// <summary>
/// Settings that hold what no file, name or command line can: a NUL (MSBuild makes one of <c>%00</c>), or what is left of
/// bytes that were no text. The system would cut it off, or write to a file of another name.
/// </summary>
internal static class ImpossibleText
{
    private const char Replacement = '\uFFFD';

    /// <summary>One finding for each that a user can set; URL and project are values, and judged as such.</summary>
    internal static List<Diagnostic> Find(Settings settings)
    {
        List<Diagnostic> findings = [];
        foreach (Setting setting in Setting.All)
        {
            if (setting.Scope != SettingScope.Project || setting == Setting.BaseUrl || setting == Setting.Project)
                continue;

            foreach (string text in setting is ListSetting list ? settings[list] : settings[(TextSetting)setting] is { } single ? [single] : [])
            {
                if (IsImpossible(text))
                    findings.Add(Findings.BadSetting(setting.Option is null ? setting.Name : $"{setting.Name} / {setting.Option}", text, "text without NUL characters and without bytes that are not UTF-8"));
            }
        }

        return findings;
    }

    /// <summary>Whether no file can be called so.</summary>
    internal static bool IsImpossible(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is '\0' or Replacement)
                return true;
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return true;
            i++;
        }

        return false;
    }
}
