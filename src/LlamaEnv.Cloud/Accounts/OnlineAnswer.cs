using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Accounts;

/// <summary>What LlamaCloud says of a key.</summary>
/// <param name="Origin">The server that was asked.</param>
/// <param name="Finding">What is wrong; null where it accepts the key, and for the project if there is one.</param>
/// <param name="RetryAfter">When it wants to be asked again; null where it does not say.</param>
internal sealed record OnlineAnswer(string Origin, Diagnostic? Finding, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether it accepts the key; null where nobody knows.</summary>
    internal bool? IsAccepted => Finding is null ? true : Finding.MayHeal ? null : false;
}
