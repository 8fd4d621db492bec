namespace LlamaEnv.TestKit;

/// <summary>The Python that tests start.</summary>
public static class Python
{
    /// <summary>The system's, where it has one: what stands before it on the PATH may be a script that looks for one, which takes ten times as long.</summary>
    public static string Program { get; } = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
}
