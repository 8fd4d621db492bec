using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.Files.IO;

/// <summary>Access lists, labels and notes that Unix keeps beside a file's mode.</summary>
[UnsupportedOSPlatform("windows")]
internal static class ExtendedAttributes
{
    private const string AccessList = "system.posix_acl_access";

    /// <summary>About the content that was there, and wrong for any other.</summary>
    private static readonly string[] s_aboutContent = ["security.ima", "security.evm", "security.capability"];

    /// <summary>Gives one file what the other has. The access list counts the mode in, so that is set afterwards.</summary>
    /// <returns>What could not be copied; null where all was.</returns>
    internal static string? Copy(SafeFileHandle from, SafeFileHandle to)
    {
        if (OperatingSystem.IsMacOS())
            return Posix.TryCopyAttributesOnMac(from, to) ? null : "access list or extended attributes";

        string[] names = List(from);
        foreach (string name in names.Except(s_aboutContent))
        {
            if (Get(from, name) is not { } value)
                return name;

            // A label of SELinux is mostly there already, as the folder gives it to every file.
            bool isThere = Get(to, name) is { } own && own.AsSpan().SequenceEqual(value);
            if (!isThere && Posix.SetAttribute(to, name, ref MemoryMarshal.GetArrayDataReference(value), (nuint)value.Length, 0) != 0)
                return name;
        }

        // The folder's default list may have given it to the new file.
        if (!names.Contains(AccessList) && Get(to, AccessList) is not null)
            _ = Posix.RemoveAttribute(to, AccessList);
        return null;
    }

    private static string[] List(SafeFileHandle file)
    {
        byte[] names = Grow((ref byte buffer, nuint length) => Posix.ListAttributes(file, ref buffer, length)) ?? [];
        return Encoding.UTF8.GetString(names).Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    private static byte[]? Get(SafeFileHandle file, string name) => Grow((ref byte buffer, nuint length) => Posix.GetAttribute(file, name, ref buffer, length));

    /// <summary>Asks for the length first, and again where it has grown by the time there is a place for it. Null where there is nothing.</summary>
    private static byte[]? Grow(Fill fill)
    {
        for (int tries = 0; tries < 10; tries++)
        {
            byte none = 0;
            nint length = fill(ref none, 0);
            if (length < 0)
                return null;

            byte[] buffer = new byte[length];
            nint filled = fill(ref MemoryMarshal.GetArrayDataReference(buffer), (nuint)length);
            if (filled >= 0)
                return buffer[..(int)filled];
        }

        return null;
    }

    private delegate nint Fill(ref byte buffer, nuint length);
}
