using System.Text.Json;
using LlamaEnv.Files.IO;
using LlamaEnv.Files.Outputs;
using LlamaEnv.Validation;

namespace LlamaEnv.Files.Wiring;

/// <summary>The packages and projects that a project uses, directly or through others, as NuGet has listed them.</summary>
/// <param name="HasLoader">Whether one of them loads .env files.</param>
/// <param name="ReadUserSecrets">Whether one of them reads user secrets.</param>
/// <param name="ProjectDirectories">The folders of projects that are used.</param>
internal sealed record PackageList(bool HasLoader, bool ReadUserSecrets, IReadOnlyList<string> ProjectDirectories)
{
    private const string Hosting = "LlamaEnv.Hosting";

    // Configuration of ASP.NET Core and of hosts has it.
    private static readonly string[] s_userSecrets = [Hosting, "Microsoft.Extensions.Configuration.UserSecrets", "Microsoft.Extensions.Hosting"];

    /// <summary>More is no list of packages.</summary>
    private const long MaxFileBytes = 16 * 1024 * 1024;

    /// <summary>The list; null where there is none, or none that can be read.</summary>
    internal static PackageList? Read(Plan plan, Settings settings)
    {
        if (settings[Setting.Packages].Any(static name => name == Hosting))
            return new(true, true, []);
        if (settings[Setting.AssetsFile] is not { } assets || ImpossibleText.IsImpossible(assets) || FileReader.TryRead(Path.GetFullPath(assets, plan.BaseDirectory), MaxFileBytes) is not { } bytes)
            return null;

        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            return Read(document.RootElement, plan.BaseDirectory, isWeb: bytes.AsSpan().IndexOf("\"Microsoft.AspNetCore.App\""u8) >= 0);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether a package of this name loads .env files, by its maker's word for it.</summary>
    internal static bool IsLoader(string name) =>
        name.Equals(Hosting, StringComparison.OrdinalIgnoreCase)
        || name.Contains("dotenv", StringComparison.OrdinalIgnoreCase)
        || name.Contains("dotnetenv", StringComparison.OrdinalIgnoreCase)
        || name.Contains("envfile", StringComparison.OrdinalIgnoreCase);

    private static PackageList Read(JsonElement root, string baseDirectory, bool isWeb)
    {
        bool hasLoader = false;
        bool readsUserSecrets = isWeb;
        List<string> directories = [];
        foreach (JsonProperty library in root.GetProperty("libraries").EnumerateObject())
        {
            string name = library.Name.Split('/')[0];
            if (library.Value.GetProperty("type").GetString() == "project")
            {
                directories.Add(Path.GetDirectoryName(Path.GetFullPath(library.Value.GetProperty("path").GetString()!, baseDirectory))!);
                continue;
            }

            hasLoader |= IsLoader(name);
            readsUserSecrets |= s_userSecrets.Contains(name, StringComparer.OrdinalIgnoreCase);
        }

        return new(hasLoader, readsUserSecrets, directories);
    }
}
