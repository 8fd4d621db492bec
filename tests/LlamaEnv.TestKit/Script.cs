namespace LlamaEnv.TestKit;

/// <summary>Programs of a few lines that tests put in the way of others.</summary>
public static class Script
{
    /// <summary>Makes a shell script that anybody may run.</summary>
    public static string Make(string path, string text) => Write(path, $"#!/bin/sh\n{text}\n");

    /// <summary>
    /// Makes a file that anybody may run, of whatever is in it. Another process writes it: a file that this one had open for
    /// writing cannot be run as long as any child that it started meanwhile has it open, too (ETXTBSY).
    /// </summary>
    public static string Write(string path, string content)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("it is a shell script");
            return path;
        }

        string directory = System.IO.Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(directory);
        new Command("/bin/sh", "-c", "cat >\"$1\" && chmod 705 \"$1\"", "sh", path) { Directory = directory }.Run(content).Exits(0);
        return path;
    }
}
