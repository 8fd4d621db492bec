namespace LlamaEnv.Inspection.Scan.Containers;

/// <summary>What an archive is, by its first bytes: names lie.</summary>
/// <param name="Name">What it is called; null for what is none.</param>
/// <param name="IsReadable">Whether it can be unpacked here.</param>
internal sealed record ContainerKind(string? Name, bool IsReadable)
{
    /// <summary>The bytes that tell.</summary>
    internal const int HeadLength = TarWalk.BlockLength;

    internal static readonly ContainerKind None = new(null, false);
    internal static readonly ContainerKind Zip = new("zip", true);
    internal static readonly ContainerKind Gzip = new("gzip", true);
    internal static readonly ContainerKind Tar = new("tar", true);

    private static readonly ContainerKind s_xz = new("xz", false);
    private static readonly ContainerKind s_zstd = new("zstd", false);
    private static readonly ContainerKind s_bzip2 = new("bzip2", false);
    private static readonly ContainerKind s_7z = new("7z", false);
    private static readonly ContainerKind s_rar = new("rar", false);

    internal static ContainerKind Of(ReadOnlySpan<byte> head)
    {
        if (head.Length < 4)
            return None;

        return head[0] switch
        {
            (byte)'P' when head.StartsWith(ZipWalk.Signature) && ZipWalk.IsHeader(head) => Zip,
            0x1F when head[1] == 0x8B && head[2] == 8 => Gzip,
            0xFD when head[1..].StartsWith("7zXZ\0"u8) => s_xz,
            0x28 when head[1] == 0xB5 && head[2] == 0x2F && head[3] == 0xFD => s_zstd,
            (byte)'B' when head.StartsWith("BZh"u8) && head.Length > 9 && head[4] == 0x31 && head[5] == 0x41 && head[6] == 0x59 => s_bzip2,
            (byte)'7' when head[1] == 0x7A && head[2] == 0xBC && head[3] == 0xAF => s_7z,
            (byte)'R' when head.StartsWith("Rar!\x1a\x07"u8) => s_rar,
            _ => TarWalk.IsHeader(head) ? Tar : None,
        };
    }

    /// <summary>Whether unpacked bytes are those of MSBuild's binary log: its version, and the oldest reader that understands it.</summary>
    internal static bool IsBuildLog(ReadOnlySpan<byte> head) =>
        head.Length >= 8 && head[0] is > 8 and < 128 && head[4] is > 8 and < 128 && head[4] <= head[0]
        && head[1..4].IndexOfAnyExcept((byte)0) < 0 && head[5..8].IndexOfAnyExcept((byte)0) < 0;
}
