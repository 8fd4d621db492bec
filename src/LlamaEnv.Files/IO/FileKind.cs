using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace LlamaEnv.IO;

/// <summary>Tells files from what only looks like one: to read a pipe waits for its writer, and to replace a device destroys it.</summary>
internal static partial class FileKind
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const uint WantType = 1; // STATX_TYPE
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;

    /// <summary>Whether there is something at <paramref name="path"/> that is neither a file nor a folder. Links are followed.</summary>
    internal static bool IsSpecial(string path)
    {
        if (OperatingSystem.IsWindows() || ReadMode(path) is not { } mode)
            return false;

        return (mode & TypeMask) is not RegularFile and not Folder;
    }

    /// <summary>The mode's 16 bits, or null where there is nothing or the system does not say.</summary>
    private static int? ReadMode(string path)
    {
        // Larger than either structure. Of all their fields only the place of the mode matters, which both systems fix.
        Span<byte> status = stackalloc byte[512];
        try
        {
            if (OperatingSystem.IsLinux())
                return Statx(CurrentDirectory, path, 0, WantType, ref MemoryMarshal.GetReference(status)) == 0 ? ReadAt(status, 28) : null;
            if (OperatingSystem.IsMacOS())
                return StatOnMac(path, ref MemoryMarshal.GetReference(status)) == 0 ? ReadAt(status, 4) : null;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library from before 2018: every path is taken for a file, as most are.
        }

        return null;
    }

    private static int ReadAt(ReadOnlySpan<byte> status, int offset) =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(status[offset..]) : BinaryPrimitives.ReadUInt16BigEndian(status[offset..]);

    private static int StatOnMac(string path, ref byte status) =>
        RuntimeInformation.ProcessArchitecture == Architecture.X64 ? StatOnMacX64(path, ref status) : StatOnMacArm64(path, ref status);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, ref byte status);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatOnMacArm64(string path, ref byte status);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatOnMacX64(string path, ref byte status);
}
