using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.Files.IO;

/// <summary>The calls of Windows that .NET has not.</summary>
[SupportedOSPlatform("windows")]
internal static partial class WindowsFile
{
    private const uint ShareAll = 1 | 2 | 4; // FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE
    private const uint OpenExisting = 3; // OPEN_EXISTING
    private const uint FolderToo = 0x02000000; // FILE_FLAG_BACKUP_SEMANTICS
    private const uint AddFile = 2; // FILE_ADD_FILE
    private const uint Delete = 0x00010000; // DELETE
    private const int AccessDenied = 5; // ERROR_ACCESS_DENIED
    private const int Disk = 1; // FILE_TYPE_DISK

    /// <summary>Whether it is a file on a disk, and no console, device or pipe.</summary>
    internal static bool IsOnDisk(SafeFileHandle file) => GetFileType(file) == Disk;

    /// <summary>Has the disk write down what the file holds.</summary>
    /// <exception cref="IOException">The disk did not.</exception>
    internal static void Flush(SafeFileHandle file, string path)
    {
        if (!FlushFileBuffers(file))
            throw new IOException($"{Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())} : '{path}'");
    }

    /// <summary>Whether the access list refuses to let a file be made in a folder, or be replaced. Opens it and changes nothing.</summary>
    internal static bool IsRefused(string path, bool isFolder)
    {
        using SafeFileHandle file = CreateFile(path, isFolder ? AddFile : Delete, ShareAll, 0, OpenExisting, FolderToo, 0);
        return file.IsInvalid && Marshal.GetLastPInvokeError() == AccessDenied;
    }

    /// <summary>Null where nothing is there, or the file system has no such numbers.</summary>
    internal static FileIdentity? IdentityOf(string path)
    {
        using SafeFileHandle file = CreateFile(path, access: 0, ShareAll, 0, OpenExisting, FolderToo, 0);
        // BY_HANDLE_FILE_INFORMATION: 13 numbers of 32 bits.
        Span<byte> information = stackalloc byte[52];
        if (file.IsInvalid || !GetFileInformationByHandle(file, ref MemoryMarshal.GetReference(information)))
            return null;

        ulong number = ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(information[44..]) << 32) | BinaryPrimitives.ReadUInt32LittleEndian(information[48..]);
        return number == 0 ? null : new FileIdentity(BinaryPrimitives.ReadUInt32LittleEndian(information[28..]), number);
    }

    [LibraryImport("kernel32", EntryPoint = "CreateFileW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    private static partial SafeFileHandle CreateFile(string path, uint access, uint share, nint security, uint creation, uint flags, nint template);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetFileInformationByHandle(SafeFileHandle file, ref byte information);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool FlushFileBuffers(SafeFileHandle file);

    [LibraryImport("kernel32")]
    private static partial int GetFileType(SafeFileHandle file);
}
