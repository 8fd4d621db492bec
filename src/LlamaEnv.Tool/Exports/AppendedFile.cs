using System.Text;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tool.Exports;

/// <summary>A file that several programs append to, one after the other.</summary>
internal static class AppendedFile
{
    /// <summary>Appends lines, on a line of their own also where the last writer did not end his. On failure nothing is left of them.</summary>
    /// <exception cref="DiagnosticException">It cannot be written.</exception>
    internal static void Append(string path, string text)
    {
        try
        {
            using FileStream file = Open(path);
            long length = file.Length;
            byte[] bytes = Encoding.UTF8.GetBytes(EndsInLine(file, length) ? text : $"\n{text}");
            file.Seek(length, SeekOrigin.Begin);
            try
            {
                file.Write(bytes);
                file.Flush();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                file.SetLength(length); // A half of a value would make the reader throw all away.
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new DiagnosticException(Findings.CannotAppend(path, e.Message.TrimEnd('.')));
        }
    }

    private static FileStream Open(string path)
    {
        FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    private static bool EndsInLine(FileStream file, long length)
    {
        if (length == 0)
            return true;

        file.Seek(length - 1, SeekOrigin.Begin);
        return file.ReadByte() is '\n';
    }
}
