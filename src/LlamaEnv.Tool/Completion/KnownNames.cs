using System.CommandLine.Completions;
using System.Text.Json;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Formats;
using LlamaEnv.Files.Llamactl;
using LlamaEnv.Files.Sources;
using LlamaEnv.Sources;
using LlamaEnv.Validation;

namespace LlamaEnv.Tool.Completion;

/// <summary>
/// Names that only this machine knows, as completion sources. They are read as they stand at this moment: no server is
/// asked, no lock taken or waited for, no file made, and where nothing can be read there are none.
/// </summary>
internal static class KnownNames
{
    /// <summary>The profiles of the current environment.</summary>
    internal static IEnumerable<CompletionItem> Profiles(CompletionContext context) => ReadStore(static database => database.HasTable("profiles")
        ? database.QueryRows("SELECT name FROM profiles WHERE api_url = ?1 ORDER BY name", [CurrentSettings.ApiUrl(database)], static row => row.Text(0))
        : [])
        .Where(static name => name.Length > 0 && !KeyShapes.IsKey(name))
        .Select(static name => new CompletionItem(name));

    /// <summary>The environments of the store.</summary>
    internal static IEnumerable<CompletionItem> Environments(CompletionContext context) => ReadStore(static database => database.HasTable("environments")
        ? database.QueryRows("SELECT api_url FROM environments ORDER BY api_url", [], static row => row.Text(0))
        : [])
        .Where(static url => url.Length > 0 && !KeyShapes.MayHoldCredential(url))
        .Select(static url => new CompletionItem(url));

    /// <summary>The environments that have a <c>.env.NAME</c> in the current folder.</summary>
    internal static IEnumerable<CompletionItem> EnvironmentFiles(CompletionContext context)
    {
        try
        {
            return [.. Directory.EnumerateFiles(Environment.CurrentDirectory, ".env.*")
                .Select(static path => Path.GetFileName(path)[".env.".Length..].Replace(".local", "", StringComparison.OrdinalIgnoreCase))
                .Where(static name => EnvironmentNames.IsName(name) && name is not ("local" or "example" or "sample" or "template" or "dist"))
                .Order(StringComparer.Ordinal).Distinct().Select(static name => new CompletionItem(name))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The kinds of sources, with the profiles there are.</summary>
    internal static IEnumerable<CompletionItem> Sources(CompletionContext context)
    {
        foreach (SourceKind kind in SourceList.All)
        {
            if (kind.Argument is SourceArgument.None or SourceArgument.Name or SourceArgument.Path)
                yield return new CompletionItem(kind.Name);
            if (kind.Role == SourceRole.Profile)
            {
                foreach (CompletionItem profile in Profiles(context))
                    yield return new CompletionItem($"{kind.Name}:{profile.Label}");
            }
            else if (kind.Argument != SourceArgument.None)
            {
                yield return new CompletionItem($"{kind.Name}:", kind.Argument == SourceArgument.Path ? Candidate.PathFollows : "Value");
            }
        }
    }

    /// <summary>The profiles in the launch settings of the current folder.</summary>
    internal static IEnumerable<CompletionItem> LaunchProfiles(CompletionContext context)
    {
        string path = LaunchSettingsLocation.PathOf(Environment.CurrentDirectory, null);
        try
        {
            using JsonDocument settings = JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return settings.RootElement.ValueKind == JsonValueKind.Object && settings.RootElement.TryGetProperty("profiles", out JsonElement profiles) && profiles.ValueKind == JsonValueKind.Object
                ? [.. profiles.EnumerateObject().Select(p => new CompletionItem(p.Name))]
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }

    private static List<string> ReadStore(Func<SqliteConnection, List<string>> read)
    {
        try
        {
            string path = StoreLocation.DatabasePath(HostEnvironment.Capture(Environment.CurrentDirectory));
            return ProfileReader.Read(path, TimeSpan.Zero, reason => Findings.StoreBroken(path, reason), read) ?? [];
        }
        catch (DiagnosticException)
        {
            return [];
        }
    }
}
