using System.Globalization;
using System.Text;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Files.Sources.Processes;

/// <summary>
/// A variable that a program is started with and hands on to whatever it starts: what is left behind and nobody's child any
/// more is known by it. Linux alone shows the environment of a process.
/// </summary>
internal sealed class StartMark
{
    private const string Name = "LLAMAENV_STARTED";

    /// <summary>One may be started while the others are looked for.</summary>
    private const int MostRounds = 5;

    private const int Kill = 9; // SIGKILL

    private readonly string _id = Guid.NewGuid().ToString("N");

    internal void AddTo(Dictionary<string, string> environment)
    {
        if (OperatingSystem.IsLinux())
            environment[Name] = _id;
    }

    /// <summary>Ends every process that has the mark.</summary>
    internal void EndAll()
    {
        for (int round = 0; OperatingSystem.IsLinux() && round < MostRounds; round++)
        {
            List<int> left = Find();
            if (left.Count == 0)
                return;

            foreach (int id in left)
                Posix.SendSignal(id, Kill);
        }
    }

    private List<int> Find()
    {
        byte[] mark = Encoding.ASCII.GetBytes($"{Name}={_id}\0");
        List<int> found = [];
        try
        {
            foreach (string folder in Directory.EnumerateDirectories("/proc"))
            {
                if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && EnvironmentOf(folder).AsSpan().IndexOf(mark) >= 0)
                    found.Add(id);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No /proc here.
        }

        return found;
    }

    private static byte[] EnvironmentOf(string folder)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, "environ"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // It has ended, or is somebody else's.
        }
    }
}
