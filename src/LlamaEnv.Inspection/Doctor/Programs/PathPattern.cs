namespace LlamaEnv.Inspection.Doctor.Programs;

/// <summary>Patterns of paths with <c>*</c> and <c>**</c>.</summary>
internal static class PathPattern
{
    internal static bool IsMatch(string pattern, string path) => IsMatch(pattern.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries), path.Split('/'));

    /// <summary>Part by part; a <c>**</c> takes any number of them. Backtracks to the last one only, so it ends soon.</summary>
    private static bool IsMatch(string[] pattern, string[] path)
    {
        int p = 0;
        int star = -1;
        int retry = 0;
        for (int i = 0; i < path.Length;)
        {
            if (p < pattern.Length && pattern[p] == "**")
                (star, retry) = (p++, i);
            else if (p < pattern.Length && IsPartMatch(pattern[p], path[i]))
                (p, i) = (p + 1, i + 1);
            else if (star >= 0)
                (p, i) = (star + 1, ++retry);
            else
                return false;
        }

        while (p < pattern.Length && pattern[p] == "**")
            p++;
        return p == pattern.Length;
    }

    private static bool IsPartMatch(string pattern, string part) => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, part);
}
