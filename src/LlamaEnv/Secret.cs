using System.Diagnostics;
using System.Text;
using LlamaEnv.Detection;

namespace LlamaEnv;

/// <summary>
/// Text that may be a credential. It is made in a source and opened in an output; everything between can ask
/// questions of it, and every way of printing it prints a mask.
/// </summary>
/// <remarks>Not a record: the <c>ToString</c> a record generates would print the text.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct Secret : IEquatable<Secret>
{
    private const int MinHiddenLength = 8;

    private readonly string? _text;

    /// <summary>Wraps <paramref name="text"/>.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null: absent is no secret at all.</exception>
    public Secret(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
    }

    /// <summary>The number of UTF-16 code units.</summary>
    public int Length => _text?.Length ?? 0;

    /// <summary>Whether there is no text. Empty counts as absent everywhere in LlamaEnv.</summary>
    public bool IsEmpty => Length == 0;

    /// <summary>The longest value that is taken for one: a variable of Linux holds 128 KiB, and docker refuses lines of 64 KiB.</summary>
    internal const int MaxBytes = 64 * 1024;

    /// <summary>Whether it is longer, as UTF-8, than any value is. Nothing else is asked of such a text.</summary>
    internal bool IsTooLong => Length > MaxBytes || (Length > MaxBytes / 3 && Encoding.UTF8.GetByteCount(_text!) > MaxBytes);

    /// <summary>The text itself. For outputs, at the moment they write it.</summary>
    public string Reveal() => _text ?? "";

    /// <summary>The prefix every LlamaCloud key has, if this has it, and the length: all that may be shown.</summary>
    public override string ToString() =>
        IsEmpty ? "(empty)" : $"{(Ask(KeyShapes.HasOfficialPrefix) ? KeyShapes.OfficialPrefix : "")}*** ({Length} characters)";

    /// <inheritdoc/>
    public bool Equals(Secret other) => string.Equals(_text ?? "", other._text ?? "", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Secret other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(_text ?? "", StringComparison.Ordinal);

    /// <summary>Whether two secrets hold the same text.</summary>
    public static bool operator ==(Secret left, Secret right) => left.Equals(right);

    /// <summary>Whether two secrets hold different text.</summary>
    public static bool operator !=(Secret left, Secret right) => !left.Equals(right);

    /// <summary>Asks a question of the text without handing it out: what a validation rule is made of. The answer must not hold it.</summary>
    internal TResult Ask<TResult>(Func<ReadOnlySpan<char>, TResult> question) => question(_text);

    /// <summary>The text of a value whose variable is public, unless somebody put a credential into it; else null. A
    /// project id or URL that is none may be a key of any shape.</summary>
    internal string? Publish(Variable variable) =>
        variable.IsSecret || Ask(KeyShapes.MayHoldCredential)
        || (variable == Variable.ProjectId && !Ask(static text => Guid.TryParse(text, out _)))
        || (variable == Variable.BaseUrl && !Ask(ApiUrl.IsHttp)) ? null : _text ?? "";

    /// <summary><paramref name="text"/> without this secret, wherever it stands there. One that is short may be a part of any word.</summary>
    internal string HideIn(string text) => IsIn(text) ? text.Replace(_text!, "***", StringComparison.Ordinal) : text;

    /// <summary>Whether <see cref="HideIn"/> finds it.</summary>
    internal bool IsIn(string text) => Length >= MinHiddenLength && text.Contains(_text!, StringComparison.Ordinal);

    /// <summary>As a base URL without the slashes at its end.</summary>
    internal Secret NormalizeUrl() => IsEmpty ? this : new Secret(ApiUrl.Normalize(_text!));
}
