using System.ComponentModel;
using System.Diagnostics;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Tool.Terminal;

/// <summary>The web browser of whoever sits at this machine.</summary>
internal static class Browser
{
    /// <summary>Whether somebody would see it: not in a pipeline, nor at the other end of an SSH connection without a display.</summary>
    internal static bool IsAvailable(HostEnvironment host)
    {
        if (!UserTerminal.IsInteractive)
            return false;

        return OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
            ? string.IsNullOrEmpty(host.Get("SSH_CONNECTION"))
            : !string.IsNullOrEmpty(host.Get("DISPLAY")) || !string.IsNullOrEmpty(host.Get("WAYLAND_DISPLAY"));
    }

    /// <summary>Opens a page, http or https. If there is no browser after all, the user opens the page as the terminal says.</summary>
    internal static void Open(Uri page, HostEnvironment host)
    {
        if (ToStartInfo(page, host) is not { } start)
            return;

        try
        {
            using Process? browser = Process.Start(start);
        }
        catch (Win32Exception)
        {
            // The page is on the screen.
        }
    }

    private static ProcessStartInfo? ToStartInfo(Uri page, HostEnvironment host)
    {
        if (OperatingSystem.IsWindows())
            return new ProcessStartInfo(page.AbsoluteUri) { UseShellExecute = true };
        if (Executable.Find(OperatingSystem.IsMacOS() ? "open" : "xdg-open", host) is not { } opener)
            return null;

        // Behind "&" a browser keeps quiet, and neither Ctrl-C nor our end is its own. The opener is a script that looks for
        // programs, too, and none of them needs a key.
        ProcessStartInfo start = new("/bin/sh", ["-c", "\"$0\" \"$1\" >/dev/null 2>&1 &", opener, page.AbsoluteUri]);
        foreach (string name in start.Environment.Keys.Where(n => n.StartsWith("LLAMA_", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["PATH"] = Executable.SearchPath(host);
        return start;
    }
}
