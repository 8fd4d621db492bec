using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LlamaEnv.Files.Formats;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Files.Outputs;

/// <summary>
/// The arguments of a launch profile. <c>dotnet run</c> gives them to a program for which neither the project nor the user
/// has any (SDK 10.0.401); where ours is started in its place, that one always has some, so ours gives them.
/// </summary>
internal static partial class LaunchArguments
{
    /// <summary>The arguments as they stand in the profile, variables expanded; empty where there are none.</summary>
    internal static string Find(string? profile, string baseDirectory, string? projectFile, HostEnvironment host)
    {
        if (string.IsNullOrEmpty(profile))
            return "";

        try
        {
            byte[]? content = FileReader.ReadIfExists(LaunchSettingsLocation.PathOf(baseDirectory, projectFile));
            if (JsonFile.IsBlank(content) || JsonFile.Parse(content!).Root.Find("profiles") is not { } profiles)
                return "";

            JsonFile.Node? own = profiles.Members.FirstOrDefault(m => m.Name.Equals(profile, StringComparison.OrdinalIgnoreCase))?.Value;
            return own?.Find("commandLineArgs")?.Text is { } text ? Expand(text, own, host) : "";
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return ""; // Then dotnet run does without them, and says so.
        }
    }

    /// <summary>Takes a command line apart as .NET does on Unix, and programs do on Windows.</summary>
    internal static IReadOnlyList<string> Split(string text)
    {
        List<string> arguments = [];
        int i = 0;
        while (i < text.Length)
        {
            if (text[i] is ' ' or '\t')
                i++;
            else
                arguments.Add(ReadOne(text, ref i));
        }

        return arguments;
    }

    private static string ReadOne(string text, ref int i)
    {
        StringBuilder argument = new();
        bool isQuoted = false;
        while (i < text.Length && (isQuoted || text[i] is not (' ' or '\t')))
        {
            int backslashes = CountBackslashes(text, i);
            i += backslashes;
            bool isBeforeQuote = i < text.Length && text[i] == '"';
            argument.Append('\\', isBeforeQuote ? backslashes / 2 : backslashes);
            bool isEscaped = backslashes % 2 == 1;
            bool isDoubled = isQuoted && i + 1 < text.Length && text[i + 1] == '"'; // Two quotes within quotes are one.
            if (isBeforeQuote && !isEscaped && !isDoubled)
                isQuoted = !isQuoted;
            else if (isBeforeQuote)
                argument.Append('"');
            else if (backslashes == 0)
                argument.Append(text[i]);
            else
                continue;

            i += isBeforeQuote && !isEscaped && isDoubled ? 2 : 1;
        }

        return argument.ToString();
    }

    private static int CountBackslashes(string text, int start)
    {
        int end = start;
        while (end < text.Length && text[end] == '\\')
            end++;
        return end - start;
    }

    /// <summary>With what was set before the profile's own variables were.</summary>
    private static string Expand(string text, JsonFile.Node profile, HostEnvironment host) => Reference().Replace(text, reference =>
        profile.Find("environmentVariables")?.Find(reference.Groups["name"].Value) is null && host.Get(reference.Groups["name"].Value) is { } value ? value : reference.Value);

    [GeneratedRegex("%(?<name>[^%]+)%")]
    private static partial Regex Reference();
}
