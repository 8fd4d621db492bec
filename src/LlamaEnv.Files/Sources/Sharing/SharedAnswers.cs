using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using LlamaEnv.Sources;

namespace LlamaEnv.Files.Sources.Sharing;

/// <summary>
/// What slow sources said in one build, in one of its processes. Who comes first asks; the other threads of this process get
/// it from here, the other processes of the build by a socket. Nothing of it is on a disk, and it ends with the build.
/// </summary>
/// <param name="build">What is the same in all processes of this build and in no other build; null where that is not known, and each process asks for itself.</param>
/// <param name="host">The machine.</param>
internal sealed class SharedAnswers(string? build, HostEnvironment host) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task<SourceAnswer>> _answers = new(StringComparer.Ordinal);
    private readonly List<AnswerServer> _servers = [];
    // By question, then by origin. With a pair as its key, all of the dictionary would be compiled anew in every build.
    private readonly Dictionary<string, int[]> _counts = new(StringComparer.Ordinal);
    private readonly Lazy<MeetingPlace?> _place = new(() => FindPlace(build, host));
    private bool _isOver;

    /// <summary>What ending a program may take, over the time that it has. Only a process that stands still is waited for so long.</summary>
    internal TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>An answer that is still good, and who asked for it.</summary>
    /// <param name="question">The question.</param>
    /// <param name="ask">Asks the source.</param>
    /// <param name="cancellationToken">Ends a wait.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    internal (SourceAnswer Answer, AnswerOrigin Origin) Ask(SourceQuestion question, Func<SourceAnswer> ask, CancellationToken cancellationToken)
    {
        string id = Shorten($"{AnswerProtocol.Version}\n{build}\n{question.Id}");
        while (true)
        {
            (SourceAnswer answer, AnswerOrigin origin) = AskOnce(id, question, ask, cancellationToken);
            if (origin == AnswerOrigin.Asked || !answer.IsExpired(DateTimeOffset.UtcNow))
                return (answer, origin);

            // All who see it expired ask the same next question.
            id = Shorten(FormattableString.Invariant($"{id}\n{answer.Expiration?.UtcTicks}"));
        }
    }

    /// <summary>Counts an answer, and says how often which was given in this process so far.</summary>
    internal string Count(SourceQuestion question, AnswerOrigin origin)
    {
        lock (_lock)
        {
            if (!_counts.TryGetValue(question.Id, out int[]? counts))
                _counts[question.Id] = counts = new int[3];
            counts[(int)origin]++;
            return FormattableString.Invariant($"{question.Name}, so far in this process: asked {counts[(int)AnswerOrigin.Asked]}, answered by another process of this build {counts[(int)AnswerOrigin.OtherProcess]}, answered from memory {counts[(int)AnswerOrigin.ThisProcess]}");
        }
    }

    /// <summary>The end of the build.</summary>
    public void Dispose()
    {
        List<AnswerServer> servers;
        lock (_lock)
        {
            _isOver = true;
            servers = [.. _servers];
            _servers.Clear();
            _answers.Clear();
        }

        servers.ForEach(static server => server.Dispose());
        if (_place.IsValueCreated)
            _place.Value?.DeleteIfEmpty();
    }

    private (SourceAnswer Answer, AnswerOrigin Origin) AskOnce(string id, SourceQuestion question, Func<SourceAnswer> ask, CancellationToken cancellationToken)
    {
        TaskCompletionSource<SourceAnswer> own = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<SourceAnswer>? earlier;
        lock (_lock)
        {
            if (!_answers.TryGetValue(id, out earlier))
                _answers[id] = own.Task;
        }

        if (earlier is not null)
            return Await(earlier, question, cancellationToken) is { } known ? (known, AnswerOrigin.ThisProcess) : earlier.IsCompleted ? AskOnce(id, question, ask, cancellationToken) : (ask(), AnswerOrigin.Asked);

        try
        {
            (SourceAnswer answer, AnswerOrigin origin) = AskInBuild(id, question, ask, cancellationToken);
            own.SetResult(answer);
            return (answer, origin);
        }
        finally
        {
            // It threw: who waits for it asks.
            if (!own.Task.IsCompleted)
            {
                lock (_lock)
                    _answers.Remove(id);
                own.SetCanceled(CancellationToken.None);
            }
        }
    }

    /// <summary>Null where there is no answer: who asked was interrupted, or takes too long.</summary>
    private SourceAnswer? Await(Task<SourceAnswer> earlier, SourceQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            return earlier.Wait(LimitOf(question), cancellationToken) ? earlier.Result : null;
        }
        catch (AggregateException)
        {
            return null;
        }
    }

    private (SourceAnswer Answer, AnswerOrigin Origin) AskInBuild(string id, SourceQuestion question, Func<SourceAnswer> ask, CancellationToken cancellationToken)
    {
        Stopwatch waited = Stopwatch.StartNew();
        for (int pause = 1; _place.Value is { } place && waited.Elapsed < LimitOf(question); pause = Math.Min(pause * 2, 50))
        {
            switch (Election.TryWin(place, id, out Election? election))
            {
                case ElectionResult.Won:
                    return (AskAndServe(election!, place, id, ask), AnswerOrigin.Asked);
                case ElectionResult.Impossible:
                    return (ask(), AnswerOrigin.Asked);
            }

            (ClientResult result, SourceAnswer? answer) = AnswerClient.AskAsync(place, id, LimitOf(question) - waited.Elapsed, cancellationToken).GetAwaiter().GetResult();
            if (result == ClientResult.Answered)
                return (answer!, AnswerOrigin.OtherProcess);
            if (result == ClientResult.Useless)
                break;

            // It has the lock and does not listen yet, or has just died.
            cancellationToken.WaitHandle.WaitOne(pause);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return (ask(), AnswerOrigin.Asked);
    }

    private SourceAnswer AskAndServe(Election election, MeetingPlace place, string id, Func<SourceAnswer> ask)
    {
        if (AnswerServer.TryStart(election, place, id) is not { } server)
        {
            election.Dispose();
            return ask();
        }

        bool isServing = false;
        try
        {
            SourceAnswer answer = ask();
            server.Publish(answer);
            lock (_lock)
            {
                isServing = !_isOver;
                if (isServing)
                    _servers.Add(server);
            }

            return answer;
        }
        finally
        {
            if (!isServing)
                server.Dispose();
        }
    }

    private TimeSpan LimitOf(SourceQuestion question) => question.Timeout + Grace;

    private static MeetingPlace? FindPlace(string? build, HostEnvironment host)
    {
        MeetingPlace? place = build is null ? null : MeetingPlace.Find(host);
        place?.Sweep();
        return place;
    }

    private static string Shorten(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Election.LongestId.Length];
}
