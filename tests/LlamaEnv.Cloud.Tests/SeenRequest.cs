namespace LlamaEnv.Cloud.Tests;

/// <summary>A request as it arrived.</summary>
internal sealed record SeenRequest(string Line, string Authorization, string Body)
{
    public override string ToString() => Line;
}
