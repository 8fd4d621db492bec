using LlamaEnv.Cloud.Accounts;

namespace LlamaEnv.Tool.Commands;

/// <summary>How old a key may be.</summary>
/// <param name="Days">In whole days.</param>
/// <param name="Age">Who knows how old it is.</param>
internal sealed record KeyAgeLimit(int Days, KeyAge Age);
