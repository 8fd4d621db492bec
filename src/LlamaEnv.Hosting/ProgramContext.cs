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
        // Relative paths in variables (HOME, APPDATA) start where the program was started.
        Host = HostEnvironment.Capture(Environment.CurrentDirectory),
        Build = BuildRecord.Decode(AppContext.GetData(BuildRecord.PropertyName) as string),
        EntryPointDirectory = AppContext.GetData("EntryPointFileDirectoryPath") is string directory && Path.IsPathFullyQualified(directory) ? directory : null,
        BaseDirectory = AppContext.BaseDirectory,
    };
}
