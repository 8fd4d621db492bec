namespace LlamaEnv.Files.IO;

/// <summary>What stands at a path.</summary>
internal enum FileType
{
    /// <summary>A file with content.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A pipe with a name: to read it waits for a writer.</summary>
    Pipe,

    /// <summary>A device that is read byte by byte, such as a terminal or <c>/dev/zero</c>.</summary>
    CharacterDevice,

    /// <summary>A disk or a part of one.</summary>
    BlockDevice,

    /// <summary>A socket, which cannot be opened.</summary>
    Socket,

    /// <summary>A symbolic link.</summary>
    Link,
}
