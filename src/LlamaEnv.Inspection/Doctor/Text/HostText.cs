using LlamaEnv.Inspection.Doctor.Model;

namespace LlamaEnv.Inspection.Doctor.Text;

/// <summary>Values with references to the host's variables that have a sign at both ends: <c>%K%</c>, <c>$K$</c>, <c>${env:K}</c>, <c>${localEnv:K:default}</c>.</summary>
internal static class HostText
{
    /// <param name="name">The variable that the value is for.</param>
    /// <param name="text">The value.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="open">What begins a reference there.</param>
    /// <param name="close">What ends it.</param>
    /// <param name="hasDefault">Whether <c>:</c> and a default may stand behind the name.</param>
    internal static Assignment Read(string name, string text, Place place, string open, string close, bool hasDefault = false)
    {
        int start = text.IndexOf(open, StringComparison.Ordinal);
        int end = start < 0 ? -1 : text.IndexOf(close, start + open.Length, StringComparison.Ordinal);
        if (end < 0)
            return ValueText.Literal(name, text, place);
        if (start > 0 || end + close.Length < text.Length)
            return new(name, Supply.Host, place);

        string inner = text[open.Length..end];
        int colon = hasDefault ? inner.IndexOf(':', StringComparison.Ordinal) : -1;
        string from = colon < 0 ? inner : inner[..colon];
        if (from.Length == 0)
            return ValueText.Literal(name, text, place);
        if (colon < 0)
            return ValueText.FromHost(name, from, Supply.Host, place);

        string fallback = inner[(colon + 1)..];
        return fallback.Length == 0
            ? ValueText.FromHost(name, from, Supply.EmptyDefault, place)
            : ValueText.FromHost(name, from, Supply.Host, place) with { Faults = ValueText.Literal(name, fallback, place).Faults };
    }
}
