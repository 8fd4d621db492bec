using System.Diagnostics.CodeAnalysis;

namespace LlamaEnv.KeyVault;

/// <summary>Why there are no secrets, and what to do: one line, made here and without any text of a server's.</summary>
[SuppressMessage("Design", "CA1032", Justification = "It has one purpose.")]
[SuppressMessage("Design", "CA1064", Justification = "It does not leave the program.")]
internal sealed class VaultException(string message) : Exception(message);
