using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Versioning;

namespace LlamaEnv.Files.IO;

/// <summary>
/// How many files a process may have open. .NET, where it is no native code, raises the soft limit to the hard one at its
/// start and does not say what it was. Programs that close all files they could have, or that use <c>select</c>, count on it.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class OpenFileLimit
{
    private const string Name = "Max open files";

    /// <summary>Lowers the soft limit to that of the parent, where the two have the same hard one: most likely nobody set it in between.</summary>
    internal static void GiveBack()
    {
        if (!RuntimeFeature.IsDynamicCodeSupported || !OperatingSystem.IsLinux())
            return;

        if (Read("self") is { } own && own.Soft == own.Hard && Read(Posix.ParentId.ToString(CultureInfo.InvariantCulture)) is { } parent && parent.Hard == own.Hard && parent.Soft < own.Soft)
            Posix.SetOpenFileLimit(parent.Soft, own.Hard);
    }

    /// <summary>Null where the system does not say; also for one without a limit.</summary>
    private static (ulong Soft, ulong Hard)? Read(string process)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{process}/limits").FirstOrDefault(static l => l.StartsWith(Name, StringComparison.Ordinal));
            return line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [{ } soft, { } hard, ..]
                && ulong.TryParse(soft, CultureInfo.InvariantCulture, out ulong softLimit) && ulong.TryParse(hard, CultureInfo.InvariantCulture, out ulong hardLimit)
                ? (softLimit, hardLimit)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // Another user's, or no /proc.
        }
    }
}
