namespace LlamaEnv.Inspection.Doctor.Config;

/// <summary>What a value is.</summary>
internal enum ConfigKind
{
    /// <summary>A string with nothing to expand.</summary>
    Text,

    /// <summary>A string with <c>${…}</c> in it, which stays in its text.</summary>
    Template,

    /// <summary>A bare word: a number, <c>true</c>, <c>null</c>, <c>var.key</c>.</summary>
    Word,

    /// <summary>A map, an object, a block.</summary>
    Map,

    /// <summary>A list.</summary>
    List,

    /// <summary>A function with its arguments.</summary>
    Call,

    /// <summary>Several values with signs between them.</summary>
    Expression,
}
