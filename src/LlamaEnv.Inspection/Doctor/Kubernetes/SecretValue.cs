using System.Text;
using LlamaEnv.Diagnostics;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Kubernetes;

/// <summary>Judges what an entry of a Secret gives the variable that is made of it.</summary>
internal static class SecretValue
{
    /// <param name="entry">The entry.</param>
    /// <param name="title">The Secret, as a message calls it.</param>
    /// <param name="variable">The variable.</param>
    /// <param name="isCertain">Whether a program is known to need it.</param>
    internal static IEnumerable<Finding> Judge(SecretEntry entry, string title, string variable, bool isCertain)
    {
        if (entry.Value is not { IsList: false, Entries: null, IsOpen: false } value)
            return [];

        string text = value.Text ?? "";
        // SOPS encrypts in place, and Argo CD's plugin fills in <…> later.
        if (text.StartsWith("ENC[", StringComparison.Ordinal) || IsFilledIn(text))
            return [];
        if (text.Length == 0)
            return [Empty(entry, title, variable, isCertain)];
        return entry.IsBase64 ? OfBase64(entry, text, title, variable, isCertain) : OfText(entry, text, title, variable);
    }

    private static List<Finding> OfText(SecretEntry entry, string text, string title, string variable) =>
        text.EndsWith('\n') ? [LineFeed(entry, title), .. Literal(entry, text.TrimEnd('\r', '\n'), variable)] : Literal(entry, text, variable);

    private static List<Finding> OfBase64(SecretEntry entry, string text, string title, string variable, bool isCertain)
    {
        if (text.Contains('$', StringComparison.Ordinal))
            return Literal(entry, text, variable);

        byte[] bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out int length))
            return [DoctorFindings.Make(DiagnosticCodes.StrayCharacters, DiagnosticSeverity.Error, "malformed-value", entry.Place, $"{entry.Key} in 'data' of {title} is not base64, and Kubernetes takes the Secret for invalid. Encode it, or put it under 'stringData'", null)];

        string decoded = Encoding.UTF8.GetString(bytes.AsSpan(0, length));
        return decoded.Trim().Length == 0 ? [Empty(entry, title, variable, isCertain)]
            : decoded.EndsWith('\n') ? [LineFeed(entry, title), .. Literal(entry, decoded.TrimEnd('\r', '\n'), variable)]
            : Literal(entry, decoded, variable);
    }

    /// <summary>What a reference is for may be filled in before the manifest is applied (envsubst, Flux): that is no mistake of its own.</summary>
    private static List<Finding> Literal(SecretEntry entry, string text, string variable) => text.StartsWith("${", StringComparison.Ordinal) ? [] : [.. ValueText.Literal(variable, text, entry.Place).Faults];

    private static Finding Empty(SecretEntry entry, string title, string variable, bool isCertain) =>
        DoctorFindings.Make(DiagnosticCodes.EmptyValue, isCertain ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, "empty-value", entry.Place,
            $"{entry.Key} of {title} is empty{(entry.Key == variable ? "" : $", and {variable} with it")}, which does more harm than none: LlamaCloud answers 401. Give it a value, or keep the Secret out of the repository", null);

    private static Finding LineFeed(SecretEntry entry, string title) =>
        DoctorFindings.Make(DiagnosticCodes.StrayCharacters, DiagnosticSeverity.Error, "malformed-value", entry.Place,
            $"{entry.Key} of {title} ends in a line feed, which becomes a part of the key: every request fails. Encode it without one (printf %s, not echo)", null);

    private static bool IsFilledIn(string text) => (text.StartsWith('<') && text.StartsWith("<path:", StringComparison.Ordinal)) || text.StartsWith("ref+", StringComparison.Ordinal) || text.StartsWith("vault:", StringComparison.Ordinal) || text.StartsWith("op://", StringComparison.Ordinal);
}
