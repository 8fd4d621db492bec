using System.CommandLine.Completions;

namespace LlamaEnv.Tool.Completion;

/// <summary>One word that may stand where the cursor is.</summary>
/// <param name="Word">The whole word, or its beginning where it ends in a colon.</param>
/// <param name="Description">What it is, in a few words; empty where the word says it.</param>
internal sealed record Candidate(string Word, string Description = "")
{
    /// <summary>The kind of a completion item that only begins a word, behind which a path follows.</summary>
    internal const string PathFollows = "PathFollows";

    internal static Candidate Of(CompletionItem item, string lead) => new(lead + item.Label, item.Detail ?? "");
}
