using System.ComponentModel;
using System.Diagnostics;

namespace LlamaEnv.IO;

/// <summary>What git makes of a file.</summary>
internal enum GitState
{
    /// <summary>There is no git, no work tree, or no answer.</summary>
    None,

    /// <summary>The file is in the index.</summary>
    Tracked,

    /// <summary>The file is ignored.</summary>
    Ignored,

    /// <summary>The next <c>git add .</c> would take the file.</summary>
    Exposed,
}

/// <summary>Asks the <c>git</c> command, which alone knows all of its rules (worktrees, submodules, global excludes).</summary>
internal static class Git
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private static readonly string[] s_repositoryVariables =
        ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE"];

    internal static GitState StateOf(string path, HostEnvironment host) => !IsBelowRepository(path) ? GitState.None : Run(path, host, "--literal-pathspecs", "ls-files", "--error-unmatch", "--") switch
    {
        0 => GitState.Tracked,
        1 => Run(path, host, "check-ignore", "--quiet", "--") switch
        {
            0 => GitState.Ignored,
            1 => GitState.Exposed,
            _ => GitState.None,
        },
        _ => GitState.None,
    };

    /// <summary>Git itself finds a work tree by this entry, a folder or a file; to look for it saves a process where there is none.</summary>
    private static bool IsBelowRepository(string path)
    {
        for (string? directory = Path.GetDirectoryName(path); directory is not null; directory = Path.GetDirectoryName(directory))
        {
            if (Path.Exists(Path.Combine(directory, ".git")))
                return true;
        }

        return false;
    }

    /// <summary>The exit code; null where git did not answer.</summary>
    private static int? Run(string path, HostEnvironment host, params ReadOnlySpan<string> arguments)
    {
        ProcessStartInfo start = new("git")
        {
            WorkingDirectory = NearestDirectory(path),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        // A repository of another user (a container's mounted folder) would be refused, though nothing is run from it:
        // the one hook these commands could start is switched off.
        foreach (string argument in (ReadOnlySpan<string>)["-c", "safe.directory=*", "-c", "core.fsmonitor=false", .. arguments, path])
            start.ArgumentList.Add(argument);

        // In a git hook these point to the repository of the hook. And git needs no credentials.
        start.Environment.Clear();
        foreach ((string name, string value) in host.Variables.Where(v => !s_repositoryVariables.Contains(v.Key) && !v.Key.StartsWith("LLAMA_", StringComparison.OrdinalIgnoreCase)))
            start.Environment[name] = value;

        try
        {
            using Process? process = Process.Start(start);
            if (process is null)
                return null;

            process.StandardInput.Close();
            process.OutputDataReceived += static (_, _) => { };
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            if (process.WaitForExit(s_patience))
                return process.ExitCode;

            process.Kill(entireProcessTree: true);
            return null;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            return null; // Not installed.
        }
    }

    private static string NearestDirectory(string path)
    {
        string? directory = Path.GetDirectoryName(path);
        while (directory is not null && !Directory.Exists(directory))
            directory = Path.GetDirectoryName(directory);
        return directory ?? Path.GetPathRoot(path)!;
    }
}
