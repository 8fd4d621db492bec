using System.ComponentModel;
using System.Diagnostics;

namespace LlamaEnv.Tool;

/// <summary>The web browser of whoever sits at this machine.</summary>
internal static class Browser
{
    /// <summary>Whether somebody would see it: not in a pipeline, nor at the other end of an SSH connection without a display.</summary>
    internal static bool IsThere(HostEnvironment host)
    {
        if (!Terminal.IsInteractive)
            return false;

        return OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
            ? string.IsNullOrEmpty(host.Get("SSH_CONNECTION"))
            : !string.IsNullOrEmpty(host.Get("DISPLAY")) || !string.IsNullOrEmpty(host.Get("WAYLAND_DISPLAY"));
    }

    /// <summary>Opens a page, http or https. If there is no browser after all, the user opens the page as the terminal says.</summary>
    internal static void Open(Uri page)
    {
        try
        {
            // Behind "&" a browser keeps quiet, and neither Ctrl-C nor our end is its own.
            using Process? browser = Process.Start(OperatingSystem.IsWindows()
                ? new ProcessStartInfo(page.AbsoluteUri) { UseShellExecute = true }
                : new ProcessStartInfo("/bin/sh", ["-c", "\"$0\" \"$1\" >/dev/null 2>&1 &", OperatingSystem.IsMacOS() ? "open" : "xdg-open", page.AbsoluteUri]));
        }
        catch (Win32Exception)
        {
            // The page is on the screen.
        }
    }
}
