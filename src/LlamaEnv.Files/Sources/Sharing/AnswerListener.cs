namespace LlamaEnv.Files.Sources.Sharing;

/// <summary>Where other processes of this user reach the one that has an answer.</summary>
internal abstract class AnswerListener : IDisposable
{
    /// <summary>The next one who asks; null where it is another user.</summary>
    /// <exception cref="IOException">It was gone again.</exception>
    internal abstract Task<Stream?> AcceptAsync(CancellationToken cancellationToken);

    public abstract void Dispose();
}
