namespace LlamaEnv.Cloud;

/// <summary>Whom a key or a login belongs to.</summary>
internal sealed record Account(string Id, string? Email, string? Name);
