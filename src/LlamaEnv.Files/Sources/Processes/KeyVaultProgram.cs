using System.Text;
using LlamaEnv.Files.IO;
using LlamaEnv.Sources;

namespace LlamaEnv.Files.Sources.Processes;

/// <summary>Where the program of <c>LlamaEnv.KeyVault</c> is: .NET's tools are installed in places that PATH does not have everywhere.</summary>
internal static class KeyVaultProgram
{
    internal const string Name = "llama-env-key-vault";

    internal const string Installation = "Install it with 'dotnet tool install --global LlamaEnv.KeyVault'";

    /// <summary>The second is for who does not want native code.</summary>
    private static readonly string[] s_packages = ["llamaenv.keyvault", "llamaenv.keyvault.any"];

    private const long LongestManifest = 1024 * 1024;

    /// <summary>How it is called, without what it is asked; null where it is not installed.</summary>
    internal static ProgramCommand? Find(SourceContext context) =>
        Executable.Find(Name, context.Host) is not null ? new(Name, [])
        : GlobalTools(context.Host, HostEnvironment.ThisPlatform).FirstOrDefault(Executable.IsExecutable) is { } path ? new(path, [])
        : IsLocalTool(context.BaseDirectory) ? new("dotnet", ["tool", "run", Name, "--"])
        : null;

    /// <summary>
    /// <c>dotnet tool install --global</c> leaves it to the user to have this folder in PATH, and a CI system's shell often has
    /// not. For native code it makes a link there, or on Windows a batch file.
    /// </summary>
    internal static IEnumerable<string> GlobalTools(HostEnvironment host, HostPlatform platform)
    {
        string home = host.Get("DOTNET_CLI_HOME") is { Length: > 0 } set ? set : host.HomeDirectory;
        string path = $"{home.TrimEnd('/', '\\')}/.dotnet/tools/{Name}";
        return platform == HostPlatform.Windows ? [$"{path}.exe", $"{path}.cmd"] : [path];
    }

    /// <summary>Whether a manifest of this folder or one above names it. <c>dotnet tool run</c> reads the same ones.</summary>
    private static bool IsLocalTool(string directory)
    {
        for (string? folder = directory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Names(Path.Combine(folder, ".config", "dotnet-tools.json")) || Names(Path.Combine(folder, "dotnet-tools.json")))
                return true;
        }

        return false;
    }

    private static bool Names(string manifest) =>
        FileReader.TryRead(manifest, LongestManifest) is { } text && s_packages.Any(package => Encoding.UTF8.GetString(text).Contains($"\"{package}\"", StringComparison.OrdinalIgnoreCase));
}
