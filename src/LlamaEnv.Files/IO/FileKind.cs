namespace LlamaEnv.Files.IO;

/// <summary>Tells files from what only looks like one: to read a pipe waits for its writer, and to replace a device destroys it.</summary>
internal static class FileKind
{
    /// <summary>Whether there is something at <paramref name="path"/> that is neither a file nor a folder. Links are followed.</summary>
    internal static bool IsSpecial(string path) =>
        !OperatingSystem.IsWindows() && FileStatus.Of(path) is { Type: not FileType.File and not FileType.Folder };
}
