namespace LlamaEnv.Inspection.Scan.Containers;

/// <summary>The bytes up to an archive that is embedded in them, as MSBuild puts the files of a build into its binary log.</summary>
/// <param name="whole">The stream, which is at the archive's first byte when this one has ended.</param>
internal sealed class UntilZipStream(PeekStream whole) : ForwardStream
{
    private const int Lookahead = 4096;

    public override int Read(Span<byte> buffer)
    {
        ReadOnlySpan<byte> next = whole.Peek(Lookahead);
        int zip = -1;
        for (int at = 0; zip < 0 && next[at..].IndexOf(ZipWalk.Signature) is >= 0 and var found; at++)
        {
            at += found;
            if (ZipWalk.IsHeader(next[at..]))
                zip = at;
        }

        // The header may go on behind what was looked at.
        int end = zip >= 0 ? zip : next.Length < Lookahead ? next.Length : next.Length - ZipWalk.HeaderLength;
        int length = Math.Min(buffer.Length, end);
        next[..length].CopyTo(buffer);
        whole.Skip(length);
        return length;
    }
}
