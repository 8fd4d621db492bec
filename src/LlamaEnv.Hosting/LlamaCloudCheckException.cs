using LlamaEnv.Diagnostics;

namespace LlamaEnv.Hosting;

/// <summary>
/// A program was started without what it needs. Its text, also where it is printed whole, is the list of what is wrong and
/// nothing else: the place in the code says nothing to those who have to set a variable.
/// </summary>
public sealed class LlamaCloudCheckException : Exception
{
    internal LlamaCloudCheckException(IReadOnlyList<Diagnostic> diagnostics)
        : base(string.Join('\n', diagnostics.Select(Messages.Line))) => Diagnostics = diagnostics;

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>None.</summary>
    public override string? StackTrace => null;

    /// <inheritdoc/>
    public override string ToString() => Message;
}
