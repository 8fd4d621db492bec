using System.Text;

namespace LlamaEnv.Durability.Tests;

/// <summary>A .env file in which our three lines stand between those of others.</summary>
internal static class SharedFile
{
    private const string Template =
        "# The team's \u00E9 settings, edited on Windows\r\n"
        + "\r\n"
        + "export DATABASE_URL=\"postgres://localhost/db\" # local only\r\n"
        + "  LLAMA_CLOUD_BASE_URL={URL}\r\n"
        + "TAIL = spaced  \n"
        + "# LLAMA_CLOUD_API_KEY=of-old\r\n"
        + "MULTI=\"first\r\nsecond\"\r\n"
        + "export LLAMA_CLOUD_API_KEY={KEY}\r\n"
        + "EMPTY=\r\n"
        + "\t\r\n"
        + "LLAMA_AGENTS_PROJECT_ID={PROJECT}\r\n"
        + "LAST='no line end'";

    /// <summary>The file with a set in it. The first line is Latin-1, so no valid UTF-8.</summary>
    internal static byte[] With(CompleteSet set) => Encoding.Latin1.GetBytes(Template
        .Replace("{KEY}", set.Key, StringComparison.Ordinal)
        .Replace("{URL}", set.BaseUrl, StringComparison.Ordinal)
        .Replace("{PROJECT}", set.ProjectId, StringComparison.Ordinal));

    /// <summary>The set in it; fails unless that is complete and every other byte as it was.</summary>
    internal static CompleteSet Read(byte[] content)
    {
        CompleteSet? set = CompleteSet.Find(content);
        if (set is null || !content.AsSpan().SequenceEqual(With(set.Value)))
            Assert.Fail($"Not the file with one complete set:\n{Encoding.Latin1.GetString(content)}");
        return set!.Value;
    }
}
