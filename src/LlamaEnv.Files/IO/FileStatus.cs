using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.Files.IO;

/// <summary>What Unix knows about a file, asked in one call.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Mode">Who may do what with it.</param>
/// <param name="Owner">The number of its user.</param>
/// <param name="Group">The number of its group.</param>
/// <param name="Links">How many names it has.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Identity">Which file it is.</param>
[UnsupportedOSPlatform("windows")]
internal readonly record struct FileStatus(FileType Type, UnixFileMode Mode, uint Owner, uint Group, ulong Links, long Length, FileIdentity Identity)
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const int EmptyPath = 0x1000; // AT_EMPTY_PATH
    private const uint BasicFields = 0x7FF; // STATX_BASIC_STATS
    private const int TypeMask = 0xF000;

    /// <summary>Larger than the structure of any system.</summary>
    private const int MaxStructureSize = 512;

    private const UnixFileMode AnyoneElse = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Whether users other than the owner may read it.</summary>
    internal bool IsReadableByOthers => (Mode & AnyoneElse) != 0;

    /// <summary>What is at a path, or behind the link there; null where nothing is, or the system does not say.</summary>
    internal static FileStatus? Of(string path) => Read(path, followLinks: true);

    /// <summary>What is at a path itself, a link too.</summary>
    internal static FileStatus? OfEntry(string path) => Read(path, followLinks: false);

    /// <summary>What was opened; null where the system does not say.</summary>
    internal static FileStatus? Of(SafeFileHandle file)
    {
        Span<byte> status = stackalloc byte[MaxStructureSize];
        ref byte first = ref MemoryMarshal.GetReference(status);
        if (OperatingSystem.IsMacOS())
            return (IsIntelMac ? Posix.FileStatusOnIntelMac(file, ref first) : Posix.FileStatusOnMac(file, ref first)) == 0 ? FromMac(status) : null;

        bool added = false;
        try
        {
            file.DangerousAddRef(ref added);
            return Posix.Statx((int)file.DangerousGetHandle(), "", EmptyPath, BasicFields, ref first) == 0 ? FromLinux(status) : null;
        }
        finally
        {
            if (added)
                file.DangerousRelease();
        }
    }

    private static FileStatus? Read(string path, bool followLinks)
    {
        Span<byte> status = stackalloc byte[MaxStructureSize];
        ref byte first = ref MemoryMarshal.GetReference(status);
        if (!OperatingSystem.IsMacOS())
            return Posix.Statx(CurrentDirectory, path, followLinks ? 0 : NoFollow, BasicFields, ref first) == 0 ? FromLinux(status) : null;

        int result = (followLinks, IsIntelMac) switch
        {
            (true, true) => Posix.StatusOnIntelMac(path, ref first),
            (true, false) => Posix.StatusOnMac(path, ref first),
            (false, true) => Posix.EntryStatusOnIntelMac(path, ref first),
            (false, false) => Posix.EntryStatusOnMac(path, ref first),
        };
        return result == 0 ? FromMac(status) : null;
    }

    private static bool IsIntelMac => RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary><c>struct statx</c>, which is the same on every architecture.</summary>
    private static FileStatus FromLinux(ReadOnlySpan<byte> status) => new(
        TypeOf(UInt16(status, 28)),
        ModeOf(UInt16(status, 28)),
        UInt32(status, 20),
        UInt32(status, 24),
        UInt32(status, 16),
        (long)UInt64(status, 40),
        new FileIdentity(((ulong)UInt32(status, 136) << 32) | UInt32(status, 140), UInt64(status, 32)));

    /// <summary><c>struct stat</c> with inode numbers of 64 bits.</summary>
    private static FileStatus FromMac(ReadOnlySpan<byte> status) => new(
        TypeOf(UInt16(status, 4)),
        ModeOf(UInt16(status, 4)),
        UInt32(status, 16),
        UInt32(status, 20),
        UInt16(status, 6),
        (long)UInt64(status, 96),
        new FileIdentity(UInt32(status, 0), UInt64(status, 8)));

    private static ushort UInt16(ReadOnlySpan<byte> status, int offset) => BitConverter.ToUInt16(status[offset..]);

    private static uint UInt32(ReadOnlySpan<byte> status, int offset) => BitConverter.ToUInt32(status[offset..]);

    private static ulong UInt64(ReadOnlySpan<byte> status, int offset) => BitConverter.ToUInt64(status[offset..]);

    private static UnixFileMode ModeOf(ushort mode) => (UnixFileMode)(mode & 0xFFF);

    private static FileType TypeOf(ushort mode) => (mode & TypeMask) switch
    {
        0x4000 => FileType.Folder,
        0x1000 => FileType.Pipe,
        0x2000 => FileType.CharacterDevice,
        0x6000 => FileType.BlockDevice,
        0xC000 => FileType.Socket,
        0xA000 => FileType.Link,
        _ => FileType.File,
    };
}
