using System.Runtime.Versioning;
using System.Text;

namespace LlamaEnv.Files.IO;

/// <summary>
/// Environment and arguments of this process as the system has them, byte for byte. .NET makes text of them, which loses
/// bytes that are no UTF-8, names that are there twice, and entries without a name.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class ProcessText
{
    /// <summary>The environment this process was started with.</summary>
    internal static IReadOnlyList<byte[]> ReadEnvironment() => NativeStrings.Read(Posix.EnvironmentPointer);

    /// <summary>The last arguments, which .NET has as <paramref name="last"/>; those in UTF-8 where the system does not say.</summary>
    internal static IReadOnlyList<byte[]> ReadArguments(IReadOnlyList<string> last)
    {
        List<byte[]> all = OperatingSystem.IsMacOS() ? NativeStrings.Read(Posix.ArgumentsPointerOnMac) : ReadCommandLine();
        byte[][] tail = [.. all.Skip(all.Count - last.Count)];
        return tail.Length == last.Count && tail.Zip(last).All(static pair => IsSame(pair.First, pair.Second))
            ? tail
            : [.. last.Select(Encoding.UTF8.GetBytes)];
    }

    private static bool IsSame(byte[] bytes, string text) => text.Contains('\uFFFD') || Encoding.UTF8.GetString(bytes) == text;

    private static List<byte[]> ReadCommandLine()
    {
        List<byte[]> arguments = [];
        try
        {
            ReadOnlySpan<byte> line = File.ReadAllBytes("/proc/self/cmdline");
            while (line.IndexOf((byte)0) is >= 0 and var end)
            {
                arguments.Add(line[..end].ToArray());
                line = line[(end + 1)..];
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A container without /proc.
        }

        return arguments;
    }
}
