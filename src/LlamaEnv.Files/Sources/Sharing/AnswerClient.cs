using System.Net.Sockets;
using LlamaEnv.Sources;

namespace LlamaEnv.Files.Sources.Sharing;

/// <summary>What became of a question to another process.</summary>
internal enum ClientResult
{
    /// <summary>It answered.</summary>
    Answered,

    /// <summary>Nobody is there: not yet, or not any more.</summary>
    Gone,

    /// <summary>What is there is not ours, or too slow.</summary>
    Useless,
}

/// <summary>Asks the process that has the answer, or is about to get it.</summary>
internal static class AnswerClient
{
    /// <param name="place">Where it is.</param>
    /// <param name="id">What it is asked for.</param>
    /// <param name="timeout">How long to wait for it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    internal static async Task<(ClientResult Result, SourceAnswer? Answer)> AskAsync(MeetingPlace place, string id, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            Stream? peer = OperatingSystem.IsWindows() ? await PipeListener.ConnectAsync($"llamaenv-{id}", limit.Token).ConfigureAwait(false)
                : await SocketListener.ConnectAsync(Election.SocketIn(place.Path, id), limit.Token).ConfigureAwait(false);
            if (peer is null)
                return (ClientResult.Useless, null);

            await using (peer.ConfigureAwait(false))
            {
                await AnswerProtocol.SendRequestAsync(peer, id, limit.Token).ConfigureAwait(false);
                return await AnswerProtocol.ReadAnswerAsync(peer, limit.Token).ConfigureAwait(false) is { } answer ? (ClientResult.Answered, answer) : (ClientResult.Useless, null);
            }
        }
        catch (Exception e) when (e is SocketException or IOException or TimeoutException)
        {
            return (ClientResult.Gone, null);
        }
        catch (UnauthorizedAccessException)
        {
            return (ClientResult.Useless, null); // Another user's pipe.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (ClientResult.Useless, null);
        }
    }
}
