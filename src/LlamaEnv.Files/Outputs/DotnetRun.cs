using System.Text.Json;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Formats;

namespace LlamaEnv.Files.Outputs;

/// <summary>What <c>dotnet run</c> makes of launch settings (SDK 10.0.401): which profile it takes, and what has it start the program without.</summary>
internal static class DotnetRun
{
    private const string Project = "Project";
    private const string Executable = "Executable";

    private static readonly string[] s_strings = ["commandLineArgs", "launchUrl", "applicationUrl"];
    private static readonly string[] s_switches = ["launchBrowser", "dotnetRunMessages"];

    /// <summary>The reasons for which a program that is started with these settings would not get the variables in them.</summary>
    internal static IEnumerable<Diagnostic> FindUnused(JsonFile file, string? launchProfile, string path)
    {
        if (file.Root.Find("profiles") is not { } profiles)
            yield break;

        JsonFile.Member[] written = [.. profiles.Members.Where(m => IsWritten(m, launchProfile))];
        if (launchProfile is not null && written.Length > 1)
            yield return Findings.NotUsedByDotnetRun(path, file.LineOf(written[1].Value), $"it has several profiles named '{KeyShapes.Show(launchProfile)}' that differ only in case, and --launch-profile then finds none", "Give each a name of its own");

        foreach (JsonFile.Member profile in written)
        {
            if (Fault(file, profile.Value) is { } fault)
                yield return Findings.NotUsedByDotnetRun(path, fault.Line, $"profile '{KeyShapes.Show(profile.Name)}' {fault.What}", fault.Fix);
        }

        if (launchProfile is null && profiles.Members.FirstOrDefault(m => CommandOf(m) is Project or Executable) is { } first && CommandOf(first) != Project)
            yield return Findings.NotUsedByDotnetRun(path, file.LineOf(first.Value), $"it takes the first profile, '{KeyShapes.Show(first.Name)}', whose commandName is Executable", "Move a Project profile above it, start with --launch-profile, or name a profile with LlamaEnvLaunchProfile");
    }

    private static bool IsWritten(JsonFile.Member profile, string? launchProfile) =>
        launchProfile is null ? string.Equals(CommandOf(profile), Project, StringComparison.OrdinalIgnoreCase) : profile.Name.Equals(launchProfile, StringComparison.OrdinalIgnoreCase);

    private static string? CommandOf(JsonFile.Member profile) => profile.Value.Find("commandName")?.Text;

    /// <summary>The first thing in a profile that it does not take. Profiles for other programs, such as IISExpress, are none of its business.</summary>
    private static (int Line, string What, string Fix)? Fault(JsonFile file, JsonFile.Node profile)
    {
        JsonFile.Node? command = profile.Find("commandName");
        if (command?.Text is not { } text || IsNearly(text, Project) || IsNearly(text, Executable))
            return (file.LineOf(command ?? profile), $"has no commandName that is {Project} or {Executable}, letter for letter", "Set it to Project");

        if (FindExtension(file.TextOf(profile)) is { } line)
            return (file.LineOf(profile) + line, "has a comment or a trailing comma in it", "Remove it; outside of profiles it does no harm");

        foreach ((string name, _, JsonFile.Node value) in profile.Members)
        {
            if (text == Project && s_strings.Contains(name) && value.Kind is not (JsonTokenType.String or JsonTokenType.Null))
                return (file.LineOf(value), $"has a {name} that is not a string", "Put it in quotes");
            if (text == Project && s_switches.Contains(name) && value.Kind is not (JsonTokenType.True or JsonTokenType.False))
                return (file.LineOf(value), $"has a {name} that is neither true nor false", "Write it without quotes, or remove it");
            if (name == "environmentVariables" && value.Members.FirstOrDefault(m => m.Value.Text is null) is { } variable)
                return (file.LineOf(variable.Value), $"has a variable '{KeyShapes.Show(variable.Name)}' that is not a string", "Put its value in quotes, or remove it");
        }

        return null;
    }

    private static bool IsNearly(string text, string command) => text != command && text.Equals(command, StringComparison.OrdinalIgnoreCase);

    /// <summary>How many lines down there is a comment or a trailing comma, or null.</summary>
    private static int? FindExtension(ReadOnlySpan<byte> profile)
    {
        try
        {
            Utf8JsonReader reader = new(profile, new JsonReaderOptions { MaxDepth = JsonFile.MaxDepth });
            while (reader.Read())
            {
                // That it reads all is the answer.
            }

            return null;
        }
        catch (JsonException e)
        {
            return (int)(e.LineNumber ?? 0);
        }
    }
}
