using System.Buffers;
using System.Diagnostics;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.Files.IO;

/// <summary>Reads what has no length and may never end: a pipe with a name, or a device.</summary>
[UnsupportedOSPlatform("windows")]
internal static class PipeReader
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    /// <exception cref="IOException">It was not written to its end in time, or is too long.</exception>
    internal static byte[] ReadToEnd(SafeFileHandle pipe, string path, TimeSpan timeout)
    {
        long start = Stopwatch.GetTimestamp();
        ArrayBufferWriter<byte> content = new();
        byte[] buffer = new byte[64 * 1024];
        while (true)
        {
            TimeSpan left = timeout - Stopwatch.GetElapsedTime(start);
            if (left <= TimeSpan.Zero || !Posix.WaitForInput(pipe, left))
                throw TookTooLong(path, content.WrittenCount, timeout);

            int count = Posix.Read(pipe, buffer);
            if (count < 0)
            {
                if (Posix.LastError != Posix.WouldBlock)
                    throw Posix.ToException(Posix.LastError, path);
            }
            else if (count > 0)
            {
                content.Write(buffer.AsSpan(0, count));
                if (content.WrittenCount > FileReader.MaxFileBytes)
                    throw FileReader.TooLong(path);
            }
            else if (content.WrittenCount > 0 || !OperatingSystem.IsMacOS())
            {
                return content.WrittenSpan.ToArray();
            }
            else
            {
                Thread.Sleep(s_pause); // On macOS a pipe ends, too, before its first writer has come.
            }
        }
    }

    private static FileFault TookTooLong(string path, int length, TimeSpan timeout) => new(
        length == 0
            ? FormattableString.Invariant($"nobody wrote into the pipe {path} for {timeout.TotalSeconds:0} seconds")
            : FormattableString.Invariant($"the pipe {path} was not written to its end within {timeout.TotalSeconds:0} seconds"),
        "Start or unlock the program that writes into it (with 1Password: the app, and this file's destination in it)");
}
