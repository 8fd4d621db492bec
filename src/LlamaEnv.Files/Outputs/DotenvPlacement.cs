using LlamaEnv.Files.Formats;
using LlamaEnv.Files.Outputs.Readers;

namespace LlamaEnv.Files.Outputs;

/// <summary>A .env file with our lines in it, and how it is read back.</summary>
/// <param name="Content">The file.</param>
internal sealed record DotenvPlacement(byte[] Content)
{
    private int _at;
    private int _length;

    /// <summary>Where an assignment begins that would not mean what it should, or that takes in one of ours; null where all is well.</summary>
    internal int? Disturbed { get; private init; }

    /// <summary>The readers that would miss one of our lines.</summary>
    internal IReadOnlyList<ReadBack.Loss> Losses { get; private init; } = [];

    /// <param name="edited">The file without what is new.</param>
    /// <param name="at">Where in it that goes.</param>
    /// <param name="text">What is new.</param>
    /// <param name="bytes">The file as it was.</param>
    /// <param name="before">The assignments in that.</param>
    /// <param name="assignments">All of ours.</param>
    /// <param name="added">Those that are new.</param>
    internal static DotenvPlacement Of(byte[] edited, int at, byte[] text, byte[] bytes, Lazy<DotenvFile> before, List<DotenvAssignment> assignments, List<DotenvAssignment> added)
    {
        byte[] content = Insert(edited, at, text);
        List<byte[]> names = [.. assignments.Select(a => a.Name)];
        DotenvFile ours = DotenvFile.Scan(content, names);
        List<int> places = [.. ours.Entries.Where(e => assignments.Exists(a => ours.Has(e, a.Name) && ours.ValueOf(e).SequenceEqual(a.Value))).Select(e => e.Name.Start.Value)];
        int? disturbed = content.AsSpan().SequenceEqual(bytes) ? null : FindDisturbed(before.Value, DotenvFile.Scan(content), at, assignments, added);
        return new DotenvPlacement(content) { Disturbed = disturbed, Losses = Lines.HasLoneCarriageReturn(content) ? [] : ReadBack.Find(content, bytes, names, places), _at = at, _length = text.Length };
    }

    internal static byte[] Insert(byte[] edited, int at, byte[] text)
    {
        if (text.Length == 0)
            return edited;

        Patch patch = new(edited);
        patch.Replace(at, at, text);
        return patch.Apply();
    }

    /// <summary>The position in the file without what is new.</summary>
    internal int WithoutNew(int position) => position >= _at + _length ? position - _length : Math.Min(position, _at);

    internal bool IsBetterThan(DotenvPlacement other) =>
        Disturbed is null && (other.Disturbed is not null || Losses.Count < other.Losses.Count);

    internal bool IsGood => Disturbed is null && Losses.Count == 0;

    /// <summary>Where the first line begins that takes others in, with the comment that belongs to it.</summary>
    internal int Above()
    {
        int start = WithoutNew(Losses.Select(l => l.Start).Append(Disturbed ?? Content.Length).Min());
        start = Content.AsSpan(0, start).LastIndexOf((byte)'\n') + 1;
        while (start > 0)
        {
            int above = Content.AsSpan(0, start - 1).LastIndexOf((byte)'\n') + 1;
            if (Content[above] != (byte)'#')
                break;
            start = above;
        }

        return start;
    }

    /// <summary>
    /// The first assignment that does not mean what it should: ours its new value, all others what they did. A quote that
    /// somebody left open can find a partner further down once the quotes of ours between them are gone.
    /// </summary>
    private static int? FindDisturbed(DotenvFile before, DotenvFile after, int at, List<DotenvAssignment> assignments, List<DotenvAssignment> added)
    {
        int next = 0;
        int left = added.Count;
        foreach (DotenvFile.Entry old in before.Entries)
        {
            // The new lines, which stand between those of the others in one block.
            while (left > 0 && next < after.Entries.Count && after.Entries[next].Start >= at && after.Assigns(next, added[^left].Name, added[^left].Value))
            {
                next++;
                left--;
            }

            DotenvAssignment? ours = assignments.Find(a => before.Has(old, a.Name));
            if (!after.Assigns(next, before.NameOf(old), ours is null ? before.ValueOf(old) : ours.Value))
                return StartOf(after, next);
            next++;
        }

        for (; left > 0; left--, next++)
        {
            if (!after.Assigns(next, added[^left].Name, added[^left].Value))
                return StartOf(after, next - 1);
        }

        return null;
    }

    private static int StartOf(DotenvFile file, int index) => file.Entries.Count == 0 ? 0 : file.Entries[Math.Clamp(index, 0, file.Entries.Count - 1)].Start;
}
