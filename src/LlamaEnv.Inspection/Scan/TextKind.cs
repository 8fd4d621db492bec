namespace LlamaEnv.Inspection.Scan;

/// <summary>What a content is, as far as its beginning tells.</summary>
internal enum TextKind
{
    /// <summary>Text of one byte a character, at least in what a key is made of.</summary>
    Text,

    /// <summary>UTF-16 with a mark at its beginning.</summary>
    Utf16,

    /// <summary>Anything else: nothing separates what stands in it.</summary>
    Binary,
}
