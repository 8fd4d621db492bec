using System.Net.Sockets;
using LlamaEnv.Sources;

namespace LlamaEnv.Files.Sources.Sharing;

/// <summary>Gives one answer to the other processes of the build, until the build ends. Those that come before it is there wait for it.</summary>
internal sealed class AnswerServer : IDisposable
{
    /// <summary>More wait outside until one is done.</summary>
    private const int MostAtOnce = 64;

    /// <summary>A process of ours says what it wants at once, and takes what it gets.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);

    private readonly Election _election;
    private readonly AnswerListener _listener;
    private readonly string _id;
    private readonly TaskCompletionSource<SourceAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _end = new();

    private AnswerServer(Election election, AnswerListener listener, string id)
    {
        _election = election;
        _listener = listener;
        _id = id;
        _ = Task.Run(ListenAsync);
    }

    /// <summary>Listens; null where that cannot be done here.</summary>
    internal static AnswerServer? TryStart(Election election, MeetingPlace place, string id)
    {
        try
        {
            return new AnswerServer(election, OperatingSystem.IsWindows() ? new PipeListener($"llamaenv-{id}") : new SocketListener(Election.SocketIn(place.Path, id)), id);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal void Publish(SourceAnswer answer) => _answer.TrySetResult(answer);

    /// <summary>Whoever waits is sent away, and the next one to ask gets the lock.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _election.Dispose();
    }

    private async Task ListenAsync()
    {
        using SemaphoreSlim places = new(MostAtOnce);
        try
        {
            while (true)
            {
                await places.WaitAsync(_end.Token).ConfigureAwait(false);
                if (await AcceptAsync().ConfigureAwait(false) is { } peer)
                    _ = ServeAsync(peer, places);
                else
                    places.Release();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The build is over.
        }
    }

    private async Task<Stream?> AcceptAsync()
    {
        try
        {
            return await _listener.AcceptAsync(_end.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            await Task.Delay(10, _end.Token).ConfigureAwait(false); // It was gone again, or there are too many open files.
            return null;
        }
    }

    private async Task ServeAsync(Stream peer, SemaphoreSlim places)
    {
        try
        {
            using (CancellationTokenSource limit = LimitFromNow())
            {
                if (!await AnswerProtocol.ReadRequestAsync(peer, _id, limit.Token).ConfigureAwait(false))
                    return;
            }

            SourceAnswer answer = await _answer.Task.WaitAsync(_end.Token).ConfigureAwait(false);
            using (CancellationTokenSource limit = LimitFromNow())
                await AnswerProtocol.SendAnswerAsync(peer, answer, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // It has gone, or wants nothing of us.
        }
        finally
        {
            await peer.DisposeAsync().ConfigureAwait(false);
            Release(places);
        }
    }

    private CancellationTokenSource LimitFromNow()
    {
        CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        limit.CancelAfter(s_limit);
        return limit;
    }

    private static void Release(SemaphoreSlim places)
    {
        try
        {
            places.Release();
        }
        catch (ObjectDisposedException)
        {
            // The build is over.
        }
    }
}
