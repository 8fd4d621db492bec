using System.Runtime.InteropServices;

namespace LlamaEnv.Files.IO;

/// <summary>Strings as the system takes them: an array of pointers to bytes that end with a zero, with a null behind the last.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly byte** _pointers;

    internal NativeStrings(IReadOnlyList<byte[]> strings)
    {
        nuint length = (nuint)(strings.Count + 1) * (nuint)sizeof(byte*);
        foreach (byte[] text in strings)
            length += (nuint)text.Length + 1;
        _pointers = (byte**)NativeMemory.Alloc(length);
        byte* next = (byte*)(_pointers + strings.Count + 1);
        for (int i = 0; i < strings.Count; i++)
        {
            _pointers[i] = next;
            strings[i].CopyTo(new Span<byte>(next, strings[i].Length));
            next += strings[i].Length;
            *next++ = 0;
        }

        _pointers[strings.Count] = null;
    }

    internal nint Pointer => (nint)_pointers;

    internal nint First => (nint)_pointers[0];

    /// <summary>The strings at such an array.</summary>
    internal static List<byte[]> Read(nint pointer)
    {
        List<byte[]> strings = [];
        for (byte** next = (byte**)pointer; next is not null && *next is not null; next++)
            strings.Add(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(*next).ToArray());
        return strings;
    }

    public void Dispose() => NativeMemory.Free(_pointers);
}
