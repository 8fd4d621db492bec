namespace LlamaEnv.Tool.Exports;

/// <summary>A string of JSON, all of it ASCII, so that no code page on its way changes it.</summary>
internal static class JsonString
{
    internal static string Quote(string text) => QuotedText.Quote(text, static c => c is < ' ' or > '~');
}
