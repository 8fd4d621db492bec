using System.Text;

namespace LlamaEnv.Files.Outputs.Readers;

/// <summary>Reads a .env file as each family of readers does, and tells which of them do not get our values although they take the file.</summary>
internal static class ReadBack
{
    /// <summary>A reader that does not see all of ours.</summary>
    /// <param name="Reader">It.</param>
    /// <param name="Start">Where the assignment of somebody else begins that takes ours in, or that it cannot get past.</param>
    internal sealed record Loss(DotenvReader Reader, int Start);

    /// <param name="content">The file.</param>
    /// <param name="before">The file before ours was written; what a reader refused then is not our doing.</param>
    /// <param name="names">Our variables.</param>
    /// <param name="places">Where the names of our assignments begin, in their order.</param>
    internal static List<Loss> Find(byte[] content, byte[] before, IReadOnlyList<byte[]> names, IReadOnlyList<int> places)
    {
        // Down to there no line is odd, so that all readers agree on them.
        int first = Lines.FirstOdd(content) ?? content.Length;
        bool[] isReadBefore = [.. names.Select(n => places.Any(p => p < first && content.AsSpan(p).StartsWith(n) && content.AsSpan().Has(content.AsSpan().SkipBlanks(p + n.Length), (byte)'=')))];
        List<Loss> losses = [];
        foreach (DotenvReader reader in DotenvReader.All)
        {
            if (FindObstacle(reader, content, first, isReadBefore, names, places) is { } start && !(IsRefused(reader, content) && IsRefused(reader, before)))
                losses.Add(new Loss(reader, start));
        }

        return losses;
    }

    /// <summary>Where something begins that keeps one of ours from the reader; null where it reads all.</summary>
    private static int? FindObstacle(DotenvReader reader, ReadOnlySpan<byte> content, int start, bool[] isReadBefore, IReadOnlyList<byte[]> names, IReadOnlyList<int> places)
    {
        bool[] isRead = [.. isReadBefore];
        int[] others = new int[names.Count]; // Where a value counts that is not ours.
        others.AsSpan().Fill(-1);
        int obstacle = -1;
        int place = 0;
        while (start >= 0 && start < content.Length)
        {
            int name = content.SkipExport(content.SkipSpace(start), overLines: true);
            while (place < places.Count && places[place] < name)
                place++;
            bool isOurs = place < places.Count && places[place] == name;
            for (int i = 0; i < names.Count; i++)
            {
                if (!IsAssigned(content, name, names[i]) || (reader.TakesFirst && (isRead[i] || others[i] >= 0)))
                    continue;

                isRead[i] = isOurs;
                others[i] = isOurs ? -1 : name;
            }

            int next = reader.Next(content, start);
            int taken = isOurs ? place + 1 : place;
            if (obstacle < 0 && taken < places.Count && (next < 0 || places[taken] < next))
                obstacle = name;
            start = next;
        }

        int unread = isRead.IndexOf(false);
        return unread < 0 ? null : others[unread] >= 0 ? others[unread] : Math.Max(obstacle, 0);
    }

    private static bool IsRefused(DotenvReader reader, ReadOnlySpan<byte> content)
    {
        int start = content.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        while (start >= 0 && start < content.Length)
            start = reader.Next(content, start);
        return start == DotenvReader.Refused;
    }

    private static bool IsAssigned(ReadOnlySpan<byte> content, int position, byte[] name) =>
        position < content.Length && content[position] == name[0] && content[position..].StartsWith(name) && content.Has(content.SkipBlanks(position + name.Length), (byte)'=');
}
