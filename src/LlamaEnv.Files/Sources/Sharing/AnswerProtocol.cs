using System.Security.Cryptography;
using System.Text;
using LlamaEnv.Sources;

namespace LlamaEnv.Files.Sources.Sharing;

/// <summary>
/// What two processes say to each other. Who asks sends the greeting and what it wants; who answers sends the greeting, a
/// length and that many bytes. Everything has a limit, so nobody can be made to read or wait without end.
/// </summary>
internal static class AnswerProtocol
{
    /// <summary>With another version the name of the place is another, so two versions never meet.</summary>
    internal const string Version = "1";

    private static readonly byte[] s_greeting = Encoding.ASCII.GetBytes($"LlamaEnv answer {Version}\n");

    internal static async Task SendRequestAsync(Stream peer, string id, CancellationToken cancellationToken) =>
        await peer.WriteAsync(RequestOf(id), cancellationToken).ConfigureAwait(false);

    /// <summary>Whether somebody asks for this answer.</summary>
    /// <exception cref="EndOfStreamException">It is gone.</exception>
    internal static async Task<bool> ReadRequestAsync(Stream peer, string id, CancellationToken cancellationToken)
    {
        byte[] expected = RequestOf(id);
        byte[] request = new byte[expected.Length];
        await peer.ReadExactlyAsync(request, cancellationToken).ConfigureAwait(false);
        return request.AsSpan().SequenceEqual(expected);
    }

    internal static async Task SendAnswerAsync(Stream peer, SourceAnswer answer, CancellationToken cancellationToken)
    {
        byte[] content = AnswerFormat.Write(answer);
        byte[] message = [.. s_greeting, .. BitConverter.GetBytes(content.Length), .. content];
        try
        {
            await peer.WriteAsync(message, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
            CryptographicOperations.ZeroMemory(message);
        }
    }

    /// <summary>Null where what comes is no answer.</summary>
    /// <exception cref="EndOfStreamException">Nobody is there any more.</exception>
    internal static async Task<SourceAnswer?> ReadAnswerAsync(Stream peer, CancellationToken cancellationToken)
    {
        byte[] head = new byte[s_greeting.Length + sizeof(int)];
        await peer.ReadExactlyAsync(head, cancellationToken).ConfigureAwait(false);
        int length = BitConverter.ToInt32(head, s_greeting.Length);
        if (!head.AsSpan().StartsWith(s_greeting) || length is < 0 or > AnswerFormat.MaxBytes)
            return null;

        byte[] content = new byte[length];
        try
        {
            await peer.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
            return AnswerFormat.Read(content);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    private static byte[] RequestOf(string id) => [.. s_greeting, .. Encoding.ASCII.GetBytes(id)];
}
