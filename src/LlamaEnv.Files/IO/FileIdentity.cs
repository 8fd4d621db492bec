namespace LlamaEnv.Files.IO;

/// <summary>Which file or folder it is, whatever name it is reached by: links, mounts and the case of letters do not count.</summary>
/// <param name="Device">The file system.</param>
/// <param name="Number">The file in it.</param>
internal readonly record struct FileIdentity(ulong Device, ulong Number) : IComparable<FileIdentity>
{
    /// <summary>Null where nothing is there, or the system does not say.</summary>
    internal static FileIdentity? Of(string path) => OperatingSystem.IsWindows() ? WindowsFile.IdentityOf(path) : FileStatus.Of(path)?.Identity;

    public int CompareTo(FileIdentity other) => Device == other.Device ? Number.CompareTo(other.Number) : Device.CompareTo(other.Device);

    public static bool operator <(FileIdentity left, FileIdentity right) => left.CompareTo(right) < 0;

    public static bool operator >(FileIdentity left, FileIdentity right) => left.CompareTo(right) > 0;

    public static bool operator <=(FileIdentity left, FileIdentity right) => left.CompareTo(right) <= 0;

    public static bool operator >=(FileIdentity left, FileIdentity right) => left.CompareTo(right) >= 0;
}
