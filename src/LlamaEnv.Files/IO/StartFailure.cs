using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace LlamaEnv.Files.IO;

/// <summary>Why a program was not started, for people: the system has a word for it, and often the same for several causes.</summary>
[UnsupportedOSPlatform("windows")]
internal static class StartFailure
{
    /// <summary>The reason, and what helps where that is known.</summary>
    internal static string Describe(UnixProgram program, int error)
    {
        (string path, FileType? type) = program.Paths.Select(Encoding.UTF8.GetString).Select(static p => (p, FileStatus.Of(p)?.Type)).FirstOrDefault(static p => p.Type is not null, ("", null));
        return error switch
        {
            Posix.NotFound when type == FileType.File => $"{path} is there, but not what it needs to be started: the interpreter that its first line names, or the loader it was built for",
            Posix.NotFound when program.IsSearched && program.Arguments[0].Contains((byte)' ') => "it is in no folder of PATH. If it is a command with its arguments, leave out the quotes around them",
            Posix.NotFound when program.IsSearched => "it is in no folder of PATH. Check the name, or give its path",
            Posix.NotFound => "there is no such file",
            Posix.AccessDenied when type == FileType.Folder => $"{path} is a folder",
            Posix.AccessDenied when type is not null => $"you may not execute {path}. Make it executable (chmod +x), or start its interpreter with it",
            Posix.NotProgram => "it is a program for another kind of machine",
            Posix.TooBig => "its arguments and its environment are larger than the system allows",
            _ => Marshal.GetPInvokeErrorMessage(error),
        };
    }
}
