using System.CommandLine;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Outputs;
using LlamaEnv.Files.Sources;
using LlamaEnv.Resolving;
using LlamaEnv.Tool.Completion;

namespace LlamaEnv.Tool.Commands;

/// <summary>The options that settings have.</summary>
/// <param name="settings">Which settings; null for all.</param>
internal sealed class SettingOptions(IReadOnlyList<Setting>? settings = null)
{
    private readonly List<Entry> _options = [.. (settings ?? Setting.All).Where(s => s.Option is not null).Select(s => new Entry(s, MakeOption(s)))];

    internal IEnumerable<Option> All => _options.Select(o => o.Option);

    /// <summary>What was typed. Paths start from <paramref name="directory"/>.</summary>
    /// <exception cref="DiagnosticException">An option has an empty value (LLENV0006).</exception>
    internal Settings Read(ParseResult parsed, string directory)
    {
        Arguments.RefuseEmpty(parsed, All);
        Settings settings = new();
        foreach ((Setting setting, Option option) in _options)
        {
            settings = settings.OverriddenBy((setting, option) switch
            {
                (ListSetting list, Option<string[]> several) => new Settings { [list] = parsed.GetValue(several) ?? [] },
                (TextSetting text, Option<bool> flag) => new Settings { [text] = parsed.GetValue(flag) ? "true" : null },
                (TextSetting text, Option<string?> one) => new Settings { [text] = parsed.GetValue(one) },
                _ => throw new InvalidOperationException($"{setting} has an option of another kind."),
            });
        }

        return SettingPaths.StartFrom(directory, settings, SourceList.All);
    }

    private static Option MakeOption(Setting setting)
    {
        string help = setting.Help!.Replace("{known}", setting == Setting.Sources ? SourceList.Names : OutputKind.Names, StringComparison.Ordinal);
        Option option = setting switch
        {
            ListSetting => new Option<string[]>(setting.Option!) { Description = help, HelpName = setting.ValueName },
            TextSetting { IsSwitch: true } => new Option<bool>(setting.Option!) { Description = help },
            _ => new Option<string?>(setting.Option!) { Description = help, HelpName = setting.ValueName },
        };
        AddKnownValues(option, setting);
        return option;
    }

    private static void AddKnownValues(Option option, Setting setting)
    {
        if (setting == Setting.Sources)
            option.CompletionSources.Add(KnownNames.Sources);
        else if (setting == Setting.Outputs)
            option.CompletionSources.Add([.. OutputKind.All.Select(o => o.Name)]);
        else if (setting == Setting.Profile)
            option.CompletionSources.Add(KnownNames.Profiles);
        else if (setting == Setting.EnvironmentName)
            option.CompletionSources.Add(KnownNames.EnvironmentFiles);
        else if (setting == Setting.LaunchProfile)
            option.CompletionSources.Add(KnownNames.LaunchProfiles);
    }

    private sealed record Entry(Setting Setting, Option Option);
}
