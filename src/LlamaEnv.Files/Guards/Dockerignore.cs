using System.Text;

namespace LlamaEnv.Files.Guards;

/// <summary>What a <c>.dockerignore</c> keeps out of an image, read as Docker reads it.</summary>
internal static class Dockerignore
{
    /// <summary>Docker refuses a file with a longer line.</summary>
    private const int MaxLineLength = 64 * 1024;

    /// <param name="bytes">The file.</param>
    /// <param name="path">The path from the root of the build context, with <c>/</c>.</param>
    internal static bool Excludes(ReadOnlySpan<byte> bytes, string path)
    {
        bool isExcluded = false;
        string text = Encoding.UTF8.GetString(bytes.TrimStart(Encoding.UTF8.Preamble));
        foreach (Range range in text.AsSpan().Split('\n'))
        {
            ReadOnlySpan<char> line = text.AsSpan(range);
            if (line.StartsWith('#') || line.Length > MaxLineLength)
                continue;

            ReadOnlySpan<char> pattern = line.Trim();
            bool isException = pattern.StartsWith('!');
            if (isException)
                pattern = pattern[1..].Trim();
            // An exception can only take back what an earlier line said, and the other way round.
            if (!pattern.IsEmpty && isException == isExcluded && DockerignorePattern.Matches(Clean(pattern), path))
                isExcluded = !isException;
        }

        return isExcluded;
    }

    /// <summary>Without <c>.</c>, <c>..</c> where that can be taken back, doubled slashes, and those at the ends: Docker takes <c>/.env</c>, <c>./.env</c> and <c>.env/</c> for <c>.env</c>.</summary>
    private static string Clean(ReadOnlySpan<char> pattern)
    {
        bool isRooted = pattern[0] == '/';
        List<string> parts = [];
        foreach (Range range in pattern.Split('/'))
        {
            ReadOnlySpan<char> part = pattern[range];
            if (part.IsEmpty || part is ".")
                continue;
            if (part is not "..")
                parts.Add(part.ToString());
            else if (parts.Count > 0 && parts[^1] != "..")
                parts.RemoveAt(parts.Count - 1);
            else if (!isRooted)
                parts.Add("..");
        }

        return string.Join('/', parts);
    }
}
