using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using LlamaEnv.Diagnostics;
using LlamaEnv.Sources;

namespace LlamaEnv.Files.Sources.Sharing;

/// <summary>
/// An answer as bytes, for processes of one user in one build. Numbers are of this machine, texts have their length before
/// them. Secrets are opened here on their way out, and made again on their way in.
/// </summary>
internal static class AnswerFormat
{
    /// <summary>What a program prints has 64 KiB at most, and every byte of it becomes two here.</summary>
    internal const int MaxBytes = 1024 * 1024;

    private const int WithValues = 1;
    private const int WithFailure = 2;
    private const int NoText = -1;

    /// <summary>The bytes hold secrets: whoever asks for them clears them.</summary>
    internal static byte[] Write(SourceAnswer answer)
    {
        ArrayBufferWriter<byte> bytes = new(4096);
        if (answer.Failure is { } failure)
        {
            Add(bytes, WithFailure);
            Add(bytes, failure.Code);
            Add(bytes, failure.Message);
            Add(bytes, failure.Brief);
            Add(bytes, failure.Notes.Count);
            foreach (string note in failure.Notes)
                Add(bytes, note);
        }
        else
        {
            Add(bytes, WithValues);
            Add(bytes, answer.Expiration?.UtcTicks ?? 0);
            Add(bytes, answer.Values.Count);
            foreach ((string name, Secret value) in answer.Values)
            {
                Add(bytes, name);
                Add(bytes, value);
            }
        }

        byte[] written = bytes.WrittenSpan.ToArray();
        bytes.Clear(); // This clears what was written, too.
        return written;
    }

    /// <summary>Null where the bytes are no answer.</summary>
    internal static SourceAnswer? Read(ReadOnlySpan<byte> bytes)
    {
        Reader reader = new(bytes);
        return reader.ReadNumber() switch
        {
            WithValues => ReadValues(ref reader),
            WithFailure => ReadFailure(ref reader),
            _ => null,
        };
    }

    private static SourceAnswer? ReadValues(ref Reader reader)
    {
        long expiration = reader.ReadLong();
        int count = reader.ReadCount();
        Dictionary<string, Secret> values = new(StringComparer.Ordinal);
        for (int i = 0; i < count && !reader.IsDamaged; i++)
        {
            if (reader.ReadText() is { } name && reader.ReadText() is { } value)
                values[name] = new Secret(value);
            else
                return null;
        }

        return reader.IsComplete && expiration >= 0 && expiration <= DateTimeOffset.MaxValue.Ticks
            ? new() { Values = values, Expiration = expiration == 0 ? null : new DateTimeOffset(expiration, TimeSpan.Zero) }
            : null;
    }

    private static SourceAnswer? ReadFailure(ref Reader reader)
    {
        string? code = reader.ReadText();
        string? message = reader.ReadText();
        string? brief = reader.ReadText();
        int count = reader.ReadCount();
        List<string> notes = [];
        for (int i = 0; i < count && !reader.IsDamaged; i++)
            notes.Add(reader.ReadText() ?? "");
        return reader.IsComplete && message is not null && code is not null && DiagnosticCodes.All.Contains(code)
            ? new() { Failure = new Diagnostic(code, DiagnosticSeverity.Error, message) { Brief = brief, Notes = notes } }
            : null;
    }

    private static void Add(ArrayBufferWriter<byte> bytes, long number) => bytes.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in number)));

    private static void Add(ArrayBufferWriter<byte> bytes, int number) => bytes.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in number)));

    private static void Add(ArrayBufferWriter<byte> bytes, string? text)
    {
        Add(bytes, text?.Length ?? NoText);
        bytes.Write(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    [SuppressMessage("ApiDesign", "RS0030", Justification = "It goes to another process of the same user and build.")]
    private static void Add(ArrayBufferWriter<byte> bytes, Secret value) => Add(bytes, value.Reveal());

    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _rest = bytes;

        internal bool IsDamaged { get; private set; }

        internal readonly bool IsComplete => !IsDamaged && _rest.IsEmpty;

        internal int ReadNumber() => Take(sizeof(int)) is { Length: > 0 } taken ? MemoryMarshal.Read<int>(taken) : 0;

        internal long ReadLong() => Take(sizeof(long)) is { Length: > 0 } taken ? MemoryMarshal.Read<long>(taken) : 0;

        /// <summary>A number of things each of which has a length of its own.</summary>
        internal int ReadCount()
        {
            int count = ReadNumber();
            IsDamaged |= count < 0 || count > _rest.Length / sizeof(int);
            return count;
        }

        internal string? ReadText()
        {
            int length = ReadNumber();
            if (length == NoText || IsDamaged)
                return null;

            IsDamaged |= length < 0 || length > _rest.Length / sizeof(char);
            return IsDamaged ? null : new string(MemoryMarshal.Cast<byte, char>(Take(length * sizeof(char))));
        }

        private ReadOnlySpan<byte> Take(int length)
        {
            IsDamaged |= length > _rest.Length;
            if (IsDamaged)
                return default;

            ReadOnlySpan<byte> taken = _rest[..length];
            _rest = _rest[length..];
            return taken;
        }
    }
}
