using System.Runtime.InteropServices;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Inspection.Scan;

/// <summary>Why a file cannot be read, behind a colon, without its path: that stands in front.</summary>
internal static class FileReason
{
    internal static string Of(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "access is denied",
        FileFault fault => fault.Message,
        PathTooLongException => "its path is too long",
        FileNotFoundException or DirectoryNotFoundException => "it is gone",
        IOException { HResult: > 0 and var error } => Marshal.GetPInvokeErrorMessage(error),
        _ => "it cannot be read",
    };
}
