namespace LlamaEnv.Package.Tests;

/// <summary>The two ways to the same result.</summary>
public enum FrontEnd
{
    Build,
    Tool,
}
