namespace LlamaEnv.TestKit;

/// <summary>A request as it arrived.</summary>
public sealed record SeenRequest(string Line, string Authorization, string Body)
{
    public override string ToString() => Line;
}
