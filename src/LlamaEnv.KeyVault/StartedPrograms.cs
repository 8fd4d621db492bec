using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using LlamaEnv.Files.IO;

namespace LlamaEnv.KeyVault;

/// <summary>
/// Ends what Azure's libraries started to log in (az, azd, pwsh). They end the shell around such a program at most, and one
/// that hangs would stay. So they are given no limit of their own, and this goes before them.
/// </summary>
internal static class StartedPrograms
{
    /// <summary>Has the system end them with this process on Windows, where nobody asks who started whom.</summary>
    internal static void Hold()
    {
        if (OperatingSystem.IsWindows())
            GCHandle.Alloc(WindowsJob.OfThisProcess()); // Kept for ever: what closes it ends this process, too.
    }

    internal static void End()
    {
        foreach (int id in OperatingSystem.IsLinux() ? FromProc() : OperatingSystem.IsMacOS() ? FromPs() : [])
        {
            try
            {
                using Process process = Process.GetProcessById(id);
                process.Kill(entireProcessTree: true);
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception or AggregateException)
            {
                // It has ended, or something it started has.
            }
        }
    }

    private static List<int> FromProc()
    {
        List<int> children = [];
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id))
                continue;
            try
            {
                // Behind the name, which may hold anything: the state, and who started it.
                string status = File.ReadAllText($"{folder}/stat");
                if (status[(status.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var parent, ..] && IsThis(parent))
                    children.Add(id);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has ended.
            }
        }

        return children;
    }

    private static List<int> FromPs()
    {
        try
        {
            using Process ps = Process.Start(new ProcessStartInfo("/bin/ps", ["-A", "-o", "pid=,ppid="]) { RedirectStandardOutput = true })!;
            string[] lines = ps.StandardOutput.ReadToEnd().Split('\n');
            return [.. lines.Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(static words => words is [_, var parent] && IsThis(parent)).Select(static words => int.Parse(words[0], CultureInfo.InvariantCulture))];
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return [];
        }
    }

    private static bool IsThis(string id) => id == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
}
