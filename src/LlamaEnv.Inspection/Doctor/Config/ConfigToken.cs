namespace LlamaEnv.Inspection.Doctor.Config;

/// <summary>A part of a text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A word, a sign, or what is in a string.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Column">Where it begins, from 0.</param>
internal readonly record struct ConfigToken(ConfigTokenKind Kind, string Text, int Line, int Column)
{
    internal bool IsSign(string sign) => Kind == ConfigTokenKind.Sign && Text == sign;
}

/// <summary>What a part of a text is.</summary>
internal enum ConfigTokenKind
{
    /// <summary>A name, a number, or names with dots between.</summary>
    Word,

    /// <summary>A string as it stands.</summary>
    Text,

    /// <summary>A string in which something is expanded.</summary>
    Template,

    /// <summary>A bracket or an operator.</summary>
    Sign,

    /// <summary>The end of a line, where that ends a value.</summary>
    LineEnd,

    /// <summary>The end of the file.</summary>
    End,
}
