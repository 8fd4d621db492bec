namespace LlamaEnv.Files.Outputs.Readers;

/// <summary>Finds its way in the bytes of a .env file.</summary>
internal static class ReaderText
{
    extension(ReadOnlySpan<byte> file)
    {
        /// <summary>Where the line at <paramref name="start"/> ends, before its line end.</summary>
        internal int LineEnd(int start)
        {
            int length = file[start..].IndexOf((byte)'\n');
            return length < 0 ? file.Length : start + length;
        }

        internal int NextLine(int start) => Math.Min(file.LineEnd(start) + 1, file.Length);

        /// <summary>Blanks, and the CR before a line end.</summary>
        internal int SkipBlanks(int start)
        {
            while (start < file.Length && file[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\f' or (byte)'\v')
                start++;
            return start;
        }

        /// <summary>Blanks and line ends.</summary>
        internal int SkipSpace(int start)
        {
            while (start < file.Length && file[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'\f' or (byte)'\v')
                start++;
            return start;
        }

        /// <summary>The word <c>export</c> and the space behind it, where both are there.</summary>
        internal int SkipExport(int start, bool overLines)
        {
            if (!file[start..].StartsWith("export"u8))
                return start;

            int behind = start + "export"u8.Length;
            int end = overLines ? file.SkipSpace(behind) : file.SkipBlanks(behind);
            return end == behind ? start : end;
        }

        internal bool Has(int position, byte expected) => position < file.Length && file[position] == expected;

        /// <summary>Whether nothing but blanks, or a comment, is left of the line.</summary>
        internal bool IsCleanBehind(int position)
        {
            position = file.SkipBlanks(position);
            return position == file.Length || file[position] is (byte)'\n' or (byte)'#';
        }

        /// <summary>The position of a byte, or -1.</summary>
        internal int Find(byte wanted, int start)
        {
            int length = start < file.Length ? file[start..].IndexOf(wanted) : -1;
            return length < 0 ? -1 : start + length;
        }

        /// <summary>The position of a byte that no backslash stands before, or -1; two backslashes are one and no escape.</summary>
        internal int FindUnescaped(byte wanted, int start)
        {
            for (int i = start; i < file.Length; i++)
            {
                int length = file[i..].IndexOfAny(wanted, (byte)'\\');
                if (length < 0)
                    return -1;

                i += length;
                if (file[i] == wanted)
                    return i;
                i++;
            }

            return -1;
        }

        /// <summary>The position of a byte that no backslash stands before, whatever stands before that; or -1.</summary>
        internal int FindNotBehindBackslash(byte wanted, int start)
        {
            int found = file.Find(wanted, start);
            while (found > start && file[found - 1] == (byte)'\\')
                found = file.Find(wanted, found + 1);
            return found;
        }
    }
}
