namespace LlamaEnv.Inspection.Scan;

/// <summary>Who hears of what is in a content.</summary>
internal interface IContentReport
{
    /// <summary>A key.</summary>
    /// <param name="inner">Where in an archive, with <c>!</c> between archives; null outside of one.</param>
    /// <param name="hit">The key.</param>
    void Found(string? inner, Hit hit);

    /// <summary>A part that could not be looked at.</summary>
    void Note(string? inner, string reason);
}
