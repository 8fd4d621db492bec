using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tool.Commands;

/// <summary>The folder the tool was started in.</summary>
internal static class CurrentFolder
{
    /// <exception cref="DiagnosticException">Somebody deleted it.</exception>
    internal static string Path
    {
        get
        {
            try
            {
                return Environment.CurrentDirectory;
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                throw new DiagnosticException(Findings.CannotWork("the current folder is gone. Change to one that exists"));
            }
        }
    }
}
