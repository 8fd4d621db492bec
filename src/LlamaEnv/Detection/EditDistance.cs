namespace LlamaEnv.Detection;

/// <summary>How far a typing error is from what was meant.</summary>
internal static class EditDistance
{
    /// <summary>Whether no more than <paramref name="most"/> letters are missing, too many, wrong or swapped. Longer texts than that cost nothing.</summary>
    internal static bool IsWithin(int most, string one, string other) => Math.Abs(one.Length - other.Length) <= most && Measure(one, other) <= most;

    private static int Measure(string one, string other)
    {
        int[,] distances = new int[one.Length + 1, other.Length + 1];
        for (int i = 0; i <= one.Length; i++)
            distances[i, 0] = i;
        for (int j = 0; j <= other.Length; j++)
            distances[0, j] = j;
        for (int i = 1; i <= one.Length; i++)
        {
            for (int j = 1; j <= other.Length; j++)
            {
                int substituted = distances[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                distances[i, j] = Math.Min(substituted, Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    distances[i, j] = Math.Min(distances[i, j], distances[i - 2, j - 2] + 1);
            }
        }

        return distances[one.Length, other.Length];
    }
}
