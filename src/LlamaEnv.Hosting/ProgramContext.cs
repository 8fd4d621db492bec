using System.Diagnostics.CodeAnalysis;
using LlamaEnv.Resolving;

namespace LlamaEnv.Hosting;

/// <summary>What a program knows of itself, as a value.</summary>
internal sealed record ProgramContext
{
    /// <summary>The machine with the process's environment.</summary>
    internal required HostEnvironment Host { get; init; }

    /// <summary>What the build told it; null where it was published, or built without LlamaEnv.MSBuild.</summary>
    internal BuildRecord? Build { get; init; }

    /// <summary>The folder of a file-based app's source; null in every other program, and in a published one.</summary>
    internal string? EntryPointDirectory { get; init; }

    /// <summary>The folder that the program runs from.</summary>
    internal required string BaseDirectory { get; init; }

    /// <summary>Where a relative path starts.</summary>
    internal string Directory => Build?.Directory ?? EntryPointDirectory ?? BaseDirectory;

    [SuppressMessage("ApiDesign", "RS0030", Justification = "The one place here that asks the process.")]
    internal static ProgramContext Capture() => new()
    {
        Host = HostEnvironment.Capture(FindCurrentDirectory()),
        Build = BuildRecord.Decode(AppContext.GetData(BuildRecord.PropertyName) as string),
        EntryPointDirectory = AppContext.GetData("EntryPointFileDirectoryPath") is string directory && Path.IsPathFullyQualified(directory) ? directory : null,
        BaseDirectory = AppContext.BaseDirectory,
    };

    /// <summary>Where relative paths in variables (HOME, APPDATA) start. A folder may be deleted under a program.</summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "As above.")]
    private static string FindCurrentDirectory()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return AppContext.BaseDirectory;
        }
    }
}
