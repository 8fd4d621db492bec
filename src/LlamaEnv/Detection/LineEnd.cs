namespace LlamaEnv.Detection;

/// <summary>The line end that editors, <c>echo</c> and shells put behind a value, and that is no part of it.</summary>
internal static class LineEnd
{
    /// <summary>The text without the last line end; another one before it is the value's own.</summary>
    internal static string Strip(string text) => text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
}
