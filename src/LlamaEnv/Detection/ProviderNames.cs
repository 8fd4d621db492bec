namespace LlamaEnv.Detection;

/// <summary>Whose key a variable is for, by its name.</summary>
internal static class ProviderNames
{
    /// <param name="Name">As in <see cref="KeyShapes"/>.</param>
    /// <param name="Words">What its variables have in their names.</param>
    /// <param name="HasPrefix">Whether its keys have a prefix of their own; where they may not, <c>sk-</c>, which many took over, says nothing.</param>
    private sealed record Provider(string Name, string[] Words, bool HasPrefix = false);

    /// <summary>Not registries: a token for images or packages may be that of the Git host.</summary>
    private static readonly Provider[] s_providers =
    [
        new("OpenAI", ["OPENAI"], HasPrefix: true), new("Anthropic", ["ANTHROPIC", "CLAUDE"], HasPrefix: true), new("OpenRouter", ["OPENROUTER"], HasPrefix: true), new("Google", ["GOOGLE", "GEMINI", "VERTEX", "GCP"], HasPrefix: true),
        new("Groq", ["GROQ"], HasPrefix: true), new("Hugging Face", ["HF", "HUGGINGFACE", "HUGGING", "HUGGINGFACEHUB"], HasPrefix: true), new("xAI", ["XAI", "GROK"], HasPrefix: true), new("Perplexity", ["PERPLEXITY", "PPLX"], HasPrefix: true),
        new("AWS", ["AWS", "BEDROCK"], HasPrefix: true), new("GitHub", ["GITHUB", "GH"], HasPrefix: true), new("GitLab", ["GITLAB"], HasPrefix: true), new("Slack", ["SLACK"], HasPrefix: true),
        new("Stripe", ["STRIPE"], HasPrefix: true), new("Replicate", ["REPLICATE"], HasPrefix: true), new("NVIDIA", ["NVIDIA", "NGC", "NIM"], HasPrefix: true), new("Tavily", ["TAVILY"], HasPrefix: true),
        new("LangSmith", ["LANGSMITH", "LANGCHAIN"], HasPrefix: true),
        new("Ollama", ["OLLAMA"]), new("Mistral", ["MISTRAL"]), new("Cohere", ["COHERE"]), new("Together", ["TOGETHER", "TOGETHERAI"]), new("DeepSeek", ["DEEPSEEK"]), new("Voyage", ["VOYAGE", "VOYAGEAI"]),
        new("Fireworks", ["FIREWORKS"]), new("Pinecone", ["PINECONE"]), new("Qdrant", ["QDRANT"]), new("Jina", ["JINA", "JINAAI"]), new("Cerebras", ["CEREBRAS"]), new("Moonshot", ["MOONSHOT", "KIMI"]),
        new("DashScope", ["DASHSCOPE", "QWEN"]), new("Weaviate", ["WEAVIATE"]), new("ElevenLabs", ["ELEVENLABS"]), new("Deepgram", ["DEEPGRAM"]), new("Unstructured", ["UNSTRUCTURED"]), new("Azure", ["AZURE"]),
        new("LlamaCloud", ["LLAMACLOUD", "LLAMAPARSE", "LLAMAINDEX"], HasPrefix: true),
    ];

    /// <summary>Whether a LlamaCloud key may be in a variable of this name: LLAMA is in it, and not only as a part of OLLAMA.</summary>
    internal static bool MayBeLlamaCloud(string name) =>
        Segments(name).Any(static segment => segment.Replace("OLLAMA", "", StringComparison.Ordinal).Contains("LLAMA", StringComparison.Ordinal));

    /// <summary>Whether the variable is for another provider's keys than <paramref name="provider"/>'s, of which it holds one.</summary>
    internal static bool IsForAnother(string name, string provider)
    {
        List<string> segments = Segments(name);
        List<Provider> owners = [.. s_providers.Where(p => p.Words.Any(word => IsIn(segments, word)))];
        return owners.Count > 0 && provider != KeyShapes.WebTokens && owners.TrueForAll(owner => owner.Name != provider && (owner.HasPrefix || provider != "OpenAI"));
    }

    /// <summary>A long word may be a part of another, as in <c>MyOpenAIKey</c>; a short one is in too many.</summary>
    private static bool IsIn(List<string> segments, string word) =>
        segments.Exists(segment => segment == word || (word.Length > 5 && segment.Replace("OLLAMA", "", StringComparison.Ordinal).Contains(word, StringComparison.Ordinal)));

    /// <summary>Between <c>_</c>, and with the first two words joined (<c>LLAMA_CLOUD</c>).</summary>
    private static List<string> Segments(string name)
    {
        List<string> segments = [.. name.ToUpperInvariant().Split('_', StringSplitOptions.RemoveEmptyEntries)];
        return [.. segments, .. segments.Zip(segments.Skip(1), static (one, two) => one + two)];
    }
}
