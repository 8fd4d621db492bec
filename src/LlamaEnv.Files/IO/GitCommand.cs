using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace LlamaEnv.Files.IO;

/// <summary>
/// A git command that prints more than memory holds: its output is read as it comes. What holds for <see cref="Git"/> holds
/// here: nothing of the repository's configuration starts a program, and nothing is fetched.
/// </summary>
internal sealed class GitCommand : IDisposable
{
    private const int MaxErrorBytes = 64 * 1024;

    private readonly Process _process;
    private readonly GitRepository _repository;
    private readonly Task<string> _error;
    private bool _isDone;

    private GitCommand(Process process, GitRepository repository)
    {
        _process = process;
        _repository = repository;
        _error = ReadErrorAsync(process.StandardError.BaseStream);
    }

    internal Stream Output => _process.StandardOutput.BaseStream;

    internal Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Starts it; null where git cannot be started, and <paramref name="problem"/> says why.</summary>
    /// <param name="repository">The repository. A bare one is asked, too: whoever gets here named it.</param>
    /// <param name="directory">The folder it runs in.</param>
    /// <param name="host">The machine.</param>
    /// <param name="arguments">The command.</param>
    /// <param name="problem">Why it did not start.</param>
    internal static GitCommand? Start(GitRepository repository, string directory, HostEnvironment host, IEnumerable<string> arguments, out GitProblem? problem)
    {
        bool isThere = false;
        foreach (string program in Executable.FindAll("git", host))
        {
            isThere = true;
            try
            {
                problem = null;
                return new GitCommand(Process.Start(ToStartInfo(program, repository, directory, host, arguments))!, repository);
            }
            catch (Exception e) when (e is Win32Exception or IOException)
            {
                // A text file, another machine's program. The next one may do.
            }
        }

        problem = isThere ? GitProblems.DoesNotStart : GitProblems.NotInstalled;
        return null;
    }

    /// <summary>What went wrong, once all of the output was read; null where nothing did.</summary>
    internal GitProblem? End()
    {
        Input.Dispose();
        _isDone = true;
        string error = _error.GetAwaiter().GetResult();
        return Git.HasError(error) ? Git.Explain(error, _repository) : null;
    }

    /// <summary>The folders, from where it ran, that git could not look into, as it warned once all of the output was read.</summary>
    internal IEnumerable<string> UnreadableFolders()
    {
        const string Warning = "warning: could not open directory '";
        return _error.GetAwaiter().GetResult().Split('\n').Where(static line => line.StartsWith(Warning, StringComparison.Ordinal) && line.IndexOf("': ", StringComparison.Ordinal) > 0)
            .Select(static line => line[Warning.Length..line.IndexOf("': ", StringComparison.Ordinal)].TrimEnd('/'));
    }

    public void Dispose()
    {
        if (!_isDone)
            Stop();
        _process.Dispose();
    }

    /// <summary>Ends it at once; its output ends, too.</summary>
    internal void Stop()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or AggregateException)
        {
            // It has ended.
        }
    }

    private static ProcessStartInfo ToStartInfo(string program, GitRepository repository, string directory, HostEnvironment host, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, [.. Git.OptionsFor(repository), .. arguments])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        start.Environment.Clear();
        foreach ((string name, string value) in Git.MakeEnvironment(repository, host))
            start.Environment[name] = value;
        // What 'git commit FILE' is about to commit is in an index of its own, beside the other one.
        if (host.Get(GitVariables.IndexFile) is { Length: > 0 } index && GitVariables.FindRedirection(repository, host) is null)
            start.Environment[GitVariables.IndexFile] = Path.GetFullPath(index, host.CurrentDirectory);
        return start;
    }

    /// <summary>All of it is taken, so that nobody waits; only the beginning is kept.</summary>
    private static async Task<string> ReadErrorAsync(Stream stream)
    {
        using MemoryStream text = new();
        byte[] buffer = new byte[4096];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer).ConfigureAwait(false)) > 0)
                text.Write(buffer, 0, (int)Math.Min(read, MaxErrorBytes - text.Length));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It was stopped.
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
