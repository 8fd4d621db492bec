using LlamaEnv.Diagnostics;

namespace LlamaEnv.Files.Sources;

/// <summary>
/// The .env files of an environment: <c>.env.NAME</c>, and <c>.env.NAME.local</c>, which is this machine's own and goes
/// before it. The names are those of dotenv-flow, Vite and Next.js. What they read besides, <c>.env</c>, holds here what the
/// last run wrote, whatever it was for.
/// </summary>
internal static class EnvironmentFiles
{
    private const string OfThisMachine = ".local";

    /// <summary>The file that is to be committed, as it is called where there is none.</summary>
    /// <param name="envFile">The .env file that is written.</param>
    /// <param name="environment">The environment.</param>
    internal static string PathOf(string envFile, string environment) =>
        // A project may write the environment's own file.
        Path.GetFileName(envFile) is var name && name.Length > environment.Length + 1 && name.EndsWith($".{environment}", StringComparison.OrdinalIgnoreCase) ? envFile : $"{envFile}.{environment}";

    /// <summary>Whether there is one, written as the environment is.</summary>
    internal static bool Exist(string envFile, string environment) => PathOf(envFile, environment) is var path && (File.Exists(path) || File.Exists(path + OfThisMachine));

    /// <summary>Those that exist; the one that counts first in front. .NET writes <c>Production</c>, others <c>production</c>: either is found.</summary>
    /// <exception cref="DiagnosticException">Two files differ only in case (LLENV0002).</exception>
    internal static IReadOnlyList<string> Find(string envFile, string environment)
    {
        string path = PathOf(envFile, environment);
        return [.. new[] { path + OfThisMachine, path }.Select(FindInAnyCase).OfType<string>()];
    }

    private static string? FindInAnyCase(string path)
    {
        string name = Path.GetFileName(path);
        return NamesBeside(path).Where(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).Select(n => Path.Join(Path.GetDirectoryName(path), n)).ToArray() switch
        {
            [] => null,
            [var only] => only,
            [var one, var other, ..] => throw new DiagnosticException(Findings.SourceBroken(DotenvSource.Name, $"{Path.GetFileName(one)} and {Path.GetFileName(other)} differ only in case", one, fix: "Delete one of them")),
        };
    }

    private static List<string> NamesBeside(string path)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(path)!).Select(static entry => Path.GetFileName(entry))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [Path.GetFileName(path)]; // No folder, or none that may be listed: whoever reads the file of that very name says so.
        }
    }
}
