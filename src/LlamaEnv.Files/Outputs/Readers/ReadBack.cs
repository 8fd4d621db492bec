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
    /// <param name="places">Where the names of our assignments begin.</param>
    internal static List<Loss> Find(byte[] content, byte[] before, IReadOnlyList<byte[]> names, IReadOnlyList<int> places)
    {
        List<Loss> losses = [];
        foreach (DotenvReader reader in DotenvReader.All)
        {
            if (FindObstacle(reader, content, names, places) is { } start && !(IsRefused(reader, content) && IsRefused(reader, before)))
                losses.Add(new Loss(reader, start));
        }

        return losses;
    }

    /// <summary>Where something begins that keeps one of ours from the reader; null where it reads all.</summary>
    private static int? FindObstacle(DotenvReader reader, ReadOnlySpan<byte> content, IReadOnlyList<byte[]> names, IReadOnlyList<int> places)
    {
        int?[] others = new int?[names.Count]; // Where a value that is not ours counts: at first none does.
        bool[] isRead = new bool[names.Count];
        int? obstacle = null;
        int start = content.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        while (start >= 0 && start < content.Length)
        {
            int name = content.SkipExport(content.SkipSpace(start), overLines: true);
            for (int i = 0; i < names.Count; i++)
            {
                if (!IsAssigned(content, name, names[i]) || (reader.TakesFirst && (isRead[i] || others[i] is not null)))
                    continue;

                isRead[i] = places.Contains(name);
                others[i] = isRead[i] ? null : name;
            }

            int next = reader.Next(content, start);
            int end = next < 0 ? content.Length : next;
            if (obstacle is null && places.Any(p => p > name && p < end))
                obstacle = name;
            start = next;
        }

        int unread = isRead.IndexOf(false);
        return unread < 0 ? null : others[unread] ?? obstacle ?? 0;
    }

    private static bool IsRefused(DotenvReader reader, ReadOnlySpan<byte> content)
    {
        int start = content.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        while (start >= 0 && start < content.Length)
            start = reader.Next(content, start);
        return start == DotenvReader.Refused;
    }

    private static bool IsAssigned(ReadOnlySpan<byte> content, int position, ReadOnlySpan<byte> name) =>
        content[position..].StartsWith(name) && content.Has(content.SkipBlanks(position + name.Length), (byte)'=');
}
