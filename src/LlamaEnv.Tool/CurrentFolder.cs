namespace LlamaEnv.Tool;

/// <summary>The folder the tool was started in.</summary>
internal static class CurrentFolder
{
    /// <exception cref="FailedException">Somebody deleted it.</exception>
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
                throw new FailedException("the current folder is gone; change to one that exists");
            }
        }
    }
}
