using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Sources;
using LlamaEnv.Validation;

namespace LlamaEnv.Resolving;

/// <summary>
/// Values that say where the secret is: <c>op://vault/item/field</c>. Where the user allows it, the manager that such a value
/// names is asked for it, as if it were a source.
/// </summary>
/// <param name="kinds">The managers that may be asked; none where the user does not allow it.</param>
/// <param name="context">The run.</param>
/// <param name="cancellationToken">Ends a wait.</param>
internal sealed class References(IReadOnlyList<SourceKind> kinds, SourceContext context, CancellationToken cancellationToken)
{
    private const string SchemeEnd = "://";

    /// <summary>The value that a reference stands for; what is no reference is left as it is.</summary>
    /// <exception cref="DiagnosticException">The manager cannot be asked, or does not have it; or quotes or blanks are around the reference.</exception>
    internal Credential Resolve(Credential credential)
    {
        if (kinds.Count > 0 && credential.Value.Ask(static text => ToReference(text) is null && ToReference(KeyShapes.StripPasteMarks(text)) is not null))
            throw new DiagnosticException(Findings.StrayCharacters(credential, Validator.NameStrayCharacters(credential.Value)) with { Variable = credential.Variable.Name });
        if (kinds.Count == 0 || credential.Value.Ask(static text => ToReference(text)) is not { } reference || reference.FindKind(kinds) is not { } kind)
            return credential;

        try
        {
            Lookup found = kind.Open(reference with { Name = kind.Name, Wanted = credential.Variable }).Read(context, cancellationToken).Find(credential.Variable);
            return credential with { Value = found.Value, Expiration = found.Expiration, ReferenceIn = credential.Source, Source = $"{credential.Source}, resolved by {kind.Name}" };
        }
        catch (DiagnosticException e)
        {
            throw new DiagnosticException(Findings.ReferenceBroken(credential, e.Diagnostic));
        }
    }

    /// <summary>Whether a text is a reference of a manager that there is a source for.</summary>
    internal static bool IsReference(ReadOnlySpan<char> text) => ToReference(text) is not null;

    private static SourceReference? ToReference(ReadOnlySpan<char> text)
    {
        int end = text.IndexOf(SchemeEnd, StringComparison.Ordinal);
        return end > 0 && SecretManagers.WithSource.Contains(text[..end].ToString(), StringComparer.OrdinalIgnoreCase) ? SourceReference.Parse(text.ToString(), isNamed: true) : null;
    }
}
