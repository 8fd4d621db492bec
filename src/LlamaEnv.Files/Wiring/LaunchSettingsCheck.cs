using System.Text;
using System.Text.Json;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Formats;
using LlamaEnv.Files.Outputs;

namespace LlamaEnv.Files.Wiring;

/// <summary>
/// What launch profiles do to the variables. They go before the environment, so that an empty value is worse than none, and
/// an old key hides the new one.
/// </summary>
internal static class LaunchSettingsCheck
{
    /// <param name="path">Its path.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="key">The key that this build has; null where it has none.</param>
    /// <param name="plan">What is written.</param>
    /// <param name="isRead">Whether the program itself reads a variable of this name.</param>
    internal static IReadOnlyList<Diagnostic> Find(string path, byte[] bytes, Credential? key, Plan plan, Func<string, bool> isRead)
    {
        try
        {
            return JsonFile.IsBlank(bytes) ? [] : Find(path, JsonFile.Parse(bytes), Encoding.UTF8.GetString(bytes).Split('\n'), key, plan, isRead);
        }
        catch (JsonException)
        {
            return []; // Whoever has to read it says so.
        }
    }

    private static List<Diagnostic> Find(string path, JsonFile file, string[] lines, Credential? key, Plan plan, Func<string, bool> isRead)
    {
        List<(string Code, string Name, int Line)> found = [];
        IReadOnlyList<JsonFile.Member> profiles = file.Root.Find("profiles")?.Members ?? [];
        int byDefault = profiles.TakeWhile(static p => !LaunchSettingsOutput.StartsProject(p)).Count();
        for (int i = 0; i < profiles.Count; i++)
        {
            JsonFile.Member profile = profiles[i];
            // What starts with the key of its own environment is as it should be, unless a plain 'dotnet run' starts it.
            Credential? expected = i != byDefault && LaunchProfiles.IsForAnother(profile, plan) ? null : key;
            IReadOnlyList<JsonFile.Member> variables = profile.Value.Find("environmentVariables")?.Members ?? [];
            foreach (JsonFile.Member member in variables)
            {
                int line = file.LineAt(member.Start);
                if (member.Value.Text is { } text && CodeOf(member.Name, text, variables, expected, isRead) is { } code && !IgnoreComment.Covers(code, lines[line - 1], line > 1 ? lines[line - 2] : ""))
                    found.Add((code, member.Name, line));
            }
        }

        // Profiles repeat one another.
        return [.. found.GroupBy(static f => (f.Code, f.Name)).Select(group => Say(path, group.Key.Code, group.Key.Name, [.. group.Select(static f => f.Line)], key))];
    }

    private static string? CodeOf(string name, string text, IReadOnlyList<JsonFile.Member> variables, Credential? key, Func<string, bool> isRead)
    {
        if (name == Variable.ApiKey.Name || name == Variable.BaseUrl.Name)
            return text.Length == 0 ? DiagnosticCodes.EmptyValue : name == Variable.ApiKey.Name && key is not null && IsAnother(text, key) ? DiagnosticCodes.Overridden : null;

        // An empty one, and one beside the right one, does no harm.
        return text.Length > 0 && Misspelt.Of(name) is { } meant && variables.All(v => v.Name != meant.Name) && !isRead(name) ? DiagnosticCodes.WrongName : null;
    }

    /// <summary>What refers to a variable has the value of that one.</summary>
    private static bool IsAnother(string text, Credential key) => UnexpandedReferences.Find(text, ReferencePlaces.Key) is null && key.Value != new Secret(text);

    private static Diagnostic Say(string path, string code, string name, IReadOnlyList<int> lines, Credential? key) => code switch
    {
        DiagnosticCodes.EmptyValue => Findings.EmptyInLaunchProfile(path, lines, name),
        DiagnosticCodes.Overridden => Findings.OverriddenByLaunchProfile(path, lines, key!.Source),
        _ => Findings.WrongNameInFile(path, lines, name, Misspelt.Of(name)!, "launch profile"),
    };
}
