using System.Text;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Sources.Sharing;
using LlamaEnv.Sources;

namespace LlamaEnv.Files.Tests.Sources.Sharing;

/// <summary>One question per build. Two of these in one process know nothing of each other, as two processes do.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class SharedAnswersTests : IDisposable
{
    private static readonly SourceQuestion s_question = new("question", "process 'give'", Limits.Hang);

    private readonly TempFolder _folder = new();
    private int _asked;

    [TestMethod]
    public void Threads_of_one_process_ask_once()
    {
        using SharedAnswers answers = InBuild("one");
        using Barrier barrier = new(8);
        string[] values = new string[8];

        Thread[] threads = [.. Enumerable.Range(0, 8).Select(i => new Thread(() =>
        {
            barrier.SignalAndWait();
            values[i] = Ask(answers).Value;
        }))];
        Array.ForEach(threads, static t => t.Start());
        Array.ForEach(threads, static t => t.Join());

        CollectionAssert.AreEqual(Enumerable.Repeat("llx-1", 8).ToArray(), values);
    }

    [TestMethod]
    public void Processes_of_one_build_ask_once_and_count_it()
    {
        using SharedAnswers first = InBuild("one");
        using SharedAnswers second = InBuild("one");

        Assert.AreEqual((AnswerOrigin.Asked, "llx-1"), Ask(first));
        Assert.AreEqual((AnswerOrigin.OtherProcess, "llx-1"), Ask(second));
        Assert.AreEqual((AnswerOrigin.ThisProcess, "llx-1"), Ask(second));
        second.Count(s_question, AnswerOrigin.OtherProcess);
        Assert.AreEqual("process 'give', so far in this process: asked 0, answered by another process of this build 1, answered from memory 1", second.Count(s_question, AnswerOrigin.ThisProcess));
    }

    [TestMethod]
    public async Task Who_comes_while_it_is_asked_waits()
    {
        using SharedAnswers first = InBuild("one");
        using SharedAnswers second = InBuild("one");
        TaskCompletionSource asking = new();
        TaskCompletionSource isAnswered = new();
        Task<string> slow = Task.Run(() => first.Ask(s_question, () =>
        {
            asking.SetResult();
            isAnswered.Task.Wait(Limits.Hang);
            return Answer("llx-slow");
        }, CancellationToken.None).Answer.Values["KEY"].Reveal());
        await asking.Task.WaitAsync(Limits.Hang);

        Task<(AnswerOrigin, string)> waiting = Task.Run(() => Ask(second));
        await Task.Delay(200);
        Assert.IsFalse(waiting.IsCompleted);
        isAnswered.SetResult();

        Assert.AreEqual("llx-slow", await slow.WaitAsync(Limits.Hang));
        Assert.AreEqual((AnswerOrigin.OtherProcess, "llx-slow"), await waiting.WaitAsync(Limits.Hang));
    }

    [TestMethod]
    public void A_failure_counts_for_all()
    {
        using SharedAnswers first = InBuild("one");
        using SharedAnswers second = InBuild("one");
        Diagnostic failure = Findings.SourceBroken("process", "'give' ended with exit code 1") with { Notes = ["give: no route"] };

        first.Ask(s_question, () => new() { Failure = failure }, CancellationToken.None);
        Diagnostic served = second.Ask(s_question, () => throw new InvalidOperationException("asked again"), CancellationToken.None).Answer.Failure!;

        Assert.AreEqual((failure.Code, failure.Message, "give: no route"), (served.Code, served.Message, served.Notes.Single()));
    }

    [TestMethod]
    public void Another_build_asks_again_also_while_the_one_before_has_not_ended()
    {
        using SharedAnswers first = InBuild("one");
        using SharedAnswers next = InBuild("two");
        Ask(first);

        Assert.AreEqual((AnswerOrigin.Asked, "llx-2"), Ask(next));
    }

    [TestMethod]
    public void Another_question_is_another()
    {
        using SharedAnswers answers = InBuild("one");
        Ask(answers);

        Assert.AreEqual("llx-2", answers.Ask(s_question with { Id = "other" }, Next, CancellationToken.None).Answer.Values["KEY"].Reveal());
    }

    [TestMethod]
    public void The_end_of_a_build_leaves_nothing()
    {
        using (SharedAnswers first = InBuild("one"))
        {
            Ask(first);
            string[] during = _folder.Listing();
            Assert.HasCount(3, during, string.Join(' ', during));
            foreach (string name in during)
                Assert.AreEqual(UnixFileMode.None, ModeOf(name) & (UnixFileMode)0b111_111 & (name.EndsWith("/s", StringComparison.Ordinal) ? 0 : (UnixFileMode)~0), name);
            Assert.DoesNotContain("llx-1", string.Join('\n', during));
        }

        Assert.IsEmpty(_folder.Listing());
        using SharedAnswers second = InBuild("one");
        Assert.AreEqual((AnswerOrigin.Asked, "llx-2"), Ask(second));

        UnixFileMode ModeOf(string name) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(_folder.At(name.Split('/')));
    }

    [TestMethod]
    public void Without_the_build_s_name_each_process_asks_and_makes_no_place()
    {
        using SharedAnswers first = InBuild(null);
        using SharedAnswers second = InBuild(null);

        Assert.AreEqual(((AnswerOrigin.Asked, "llx-1"), (AnswerOrigin.Asked, "llx-2"), (AnswerOrigin.ThisProcess, "llx-2")), (Ask(first), Ask(second), Ask(second)));
        Assert.IsEmpty(_folder.Listing());
    }

    [TestMethod]
    public void Values_that_expire_in_the_build_are_asked_for_once_more_for_all()
    {
        using SharedAnswers first = InBuild("one");
        using SharedAnswers second = InBuild("one");
        DateTimeOffset soon = DateTimeOffset.UtcNow.AddMilliseconds(300);
        first.Ask(s_question, () => Answer("llx-old", soon), CancellationToken.None);
        SpinWait.SpinUntil(() => DateTimeOffset.UtcNow > soon);

        Assert.AreEqual(((AnswerOrigin.Asked, "llx-1"), (AnswerOrigin.OtherProcess, "llx-1"), (AnswerOrigin.ThisProcess, "llx-1")), (Ask(second), Ask(first), Ask(first)));
    }

    [TestMethod]
    public async Task When_the_one_who_asks_is_interrupted_another_asks()
    {
        using SharedAnswers first = InBuild("one");
        using SharedAnswers second = InBuild("one");
        TaskCompletionSource asking = new();
        using CancellationTokenSource cancellation = new();
        Task interrupted = Task.Run(() => first.Ask(s_question, () =>
        {
            asking.SetResult();
            cancellation.Token.WaitHandle.WaitOne(Limits.Hang);
            throw new OperationCanceledException();
        }, cancellation.Token));
        await asking.Task.WaitAsync(Limits.Hang);
        Task<(AnswerOrigin, string)> other = Task.Run(() => Ask(second));
        Task<(AnswerOrigin, string)> thread = Task.Run(() => Ask(first));

        await cancellation.CancelAsync();

        await Assert.ThrowsExactlyAsync<OperationCanceledException>(() => interrupted);
        Assert.AreEqual(("llx-1", "llx-1"), ((await other.WaitAsync(Limits.Hang)).Item2, (await thread.WaitAsync(Limits.Hang)).Item2));
    }

    [TestMethod]
    public void Whoever_waits_can_be_interrupted()
    {
        using SharedAnswers first = InBuild("one");
        using SharedAnswers second = InBuild("one");
        using CancellationTokenSource end = new();
        using CancellationTokenSource cancellation = new(100);
        Task slow = Task.Run(() => first.Ask(s_question, () => end.Token.WaitHandle.WaitOne(Limits.Hang) ? Answer("llx-slow") : Answer(""), CancellationToken.None));
        Limits.WaitUntil(() => _folder.Listing().Length == 3, "the socket");

        Assert.Throws<OperationCanceledException>(() => second.Ask(s_question, Next, cancellation.Token));
        Assert.Throws<OperationCanceledException>(() => first.Ask(s_question, Next, cancellation.Token));
        end.Cancel();
        slow.Wait(Limits.Hang);
        Assert.AreEqual(0, _asked);
    }

    [TestMethod]
    [DataRow("", DisplayName = "it says nothing")]
    [DataRow("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello, and a little more", DisplayName = "it speaks something else")]
    [DataRow("LlamaEnv answer 2\n\u0001\0\0\0x", DisplayName = "another version")]
    [DataRow("LlamaEnv answer 1\n\u00FF\u00FF\u00FF\u007F", DisplayName = "more than there may be")]
    [DataRow("LlamaEnv answer 1\n\u0004\0\0\0\u0009\0\0\0", DisplayName = "no answer")]
    [DataRow("LlamaEnv answer 1\n\u00FF\0\0\0half", DisplayName = "half of one, and then nothing")]
    public void One_that_holds_the_lock_and_is_none_of_ours_is_not_listened_to(string says)
    {
        using SharedAnswers answers = new("one", Host) { Grace = TimeSpan.FromSeconds(1) };
        (MeetingPlace place, string id) = PlaceOf("one");
        Assert.AreEqual(ElectionResult.Won, Election.TryWin(place, id, out Election? election));
        using Election held = election!;
        using SocketListener listener = new(Election.SocketIn(place.Path, id));
        List<Stream> peers = [];
        using CancellationTokenSource end = new();
        Task hostile = Task.Run(async () =>
        {
            while (true)
            {
                Stream peer = (await listener.AcceptAsync(end.Token))!;
                peers.Add(peer);
                await peer.WriteAsync(Encoding.Latin1.GetBytes(says), end.Token);
            }
        });

        Assert.AreEqual((AnswerOrigin.Asked, "llx-1"), Ask(answers, TimeSpan.Zero));
        Assert.HasCount(1, peers);
        end.Cancel();
        peers.ForEach(static p => p.Dispose());
    }

    [TestMethod]
    public void One_that_holds_the_lock_and_never_listens_is_not_waited_for_without_end()
    {
        using SharedAnswers answers = new("one", Host) { Grace = TimeSpan.FromSeconds(1) };
        (MeetingPlace place, string id) = PlaceOf("one");
        Assert.AreEqual(ElectionResult.Won, Election.TryWin(place, id, out Election? election));
        using Election held = election!;

        Assert.AreEqual((AnswerOrigin.Asked, "llx-1"), Ask(answers, TimeSpan.Zero));
    }

    [TestMethod]
    public async Task Those_who_come_and_say_nothing_or_nonsense_do_not_keep_others_from_the_answer()
    {
        using SharedAnswers first = InBuild("one");
        using SharedAnswers second = InBuild("one");
        Ask(first);
        string socket = _folder.At(_folder.Listing().Single(static n => n.EndsWith("/s", StringComparison.Ordinal)).Split('/'));
        List<Stream> strangers = [];
        for (int i = 0; i < 40; i++)
        {
            Stream stranger = (await SocketListener.ConnectAsync(socket, CancellationToken.None))!;
            strangers.Add(stranger);
            if (i % 2 == 0)
                await stranger.WriteAsync(Encoding.ASCII.GetBytes(new string('x', 500)));
        }

        Assert.AreEqual((AnswerOrigin.OtherProcess, "llx-1"), Ask(second));
        strangers.ForEach(static s => s.Dispose());
    }

    [TestMethod]
    [DataRow("link")]
    [DataRow("open")]
    [DataRow("file")]
    public void A_place_that_somebody_else_may_have_made_is_not_used(string kind)
    {
        string place = Path.Combine(_folder.Root, FormattableString.Invariant($"llamaenv-{UserId}"));
        string elsewhere = _folder.At("elsewhere");
        Directory.CreateDirectory(elsewhere);
        if (kind == "link")
            File.CreateSymbolicLink(place, elsewhere);
        else if (kind == "file")
            File.WriteAllText(place, "");
        else if (!OperatingSystem.IsWindows())
            Directory.CreateDirectory(place, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute);

        MeetingPlace? found = MeetingPlace.Find(Host);

        Assert.AreNotEqual(place, found?.Path);
        Assert.IsEmpty(Directory.GetFileSystemEntries(elsewhere));
        found?.DeleteIfEmpty();
    }

    [TestMethod]
    public void A_path_that_is_too_long_for_a_socket_is_not_used()
    {
        string folder = _folder.At(new string('a', 100));
        Directory.CreateDirectory(folder);

        MeetingPlace? found = MeetingPlace.Find(Host with { Variables = [new("TMPDIR", folder)] });

        Assert.StartsWith("/tmp/", found?.Path ?? "/tmp/");
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder));
        found?.DeleteIfEmpty();
    }

    [TestMethod]
    public void A_user_s_own_runtime_folder_comes_first_if_it_is_one()
    {
        string runtime = _folder.At("run");
        if (!OperatingSystem.IsWindows())
            Directory.CreateDirectory(runtime, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        HostEnvironment host = Host with { Variables = [.. Host.Variables, new("XDG_RUNTIME_DIR", runtime)] };

        Assert.AreEqual($"{runtime}/llamaenv", MeetingPlace.Find(host)!.Path);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(runtime, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        Assert.StartsWith(_folder.Root + "/llamaenv-", MeetingPlace.Find(host)!.Path);
    }

    [TestMethod]
    public void What_the_dead_left_goes_and_what_the_living_have_stays()
    {
        using SharedAnswers living = InBuild("living");
        Ask(living);
        (MeetingPlace place, _) = PlaceOf("dead");
        Directory.CreateDirectory(Path.Combine(place.Path, "dead"));
        File.WriteAllText(Path.Combine(place.Path, "dead", "s"), "");
        using SharedAnswers other = InBuild("living");

        Assert.AreEqual((AnswerOrigin.OtherProcess, "llx-1"), Ask(other));
        Assert.IsFalse(Directory.Exists(Path.Combine(place.Path, "dead")));
    }

    [TestMethod]
    public async Task A_named_pipe_carries_the_same()
    {
        string name = "llamaenv-" + Guid.NewGuid().ToString("N")[..24];
        using PipeListener listener = new(name);
        for (int i = 0; i < 3; i++)
        {
            Task<Stream> connecting = Connect(name);
            using Stream server = (await listener.AcceptAsync(CancellationToken.None).WaitAsync(Limits.Hang))!;
            using Stream client = await connecting.WaitAsync(Limits.Hang);
            await AnswerProtocol.SendRequestAsync(client, "id", CancellationToken.None);
            Assert.IsTrue(await AnswerProtocol.ReadRequestAsync(server, "id", CancellationToken.None));
            await AnswerProtocol.SendAnswerAsync(server, Answer("llx-pipe"), CancellationToken.None);
            Assert.AreEqual("llx-pipe", (await AnswerProtocol.ReadAnswerAsync(client, CancellationToken.None))!.Values["KEY"].Reveal());
        }

        static async Task<Stream> Connect(string name)
        {
            while (true)
            {
                try
                {
                    return (await PipeListener.ConnectAsync(name, CancellationToken.None))!;
                }
                catch (TimeoutException)
                {
                    await Task.Delay(1);
                }
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    private HostEnvironment Host => new() { Variables = [new("TMPDIR", _folder.Root)], CurrentDirectory = _folder.Root, HomeDirectory = _folder.Root, Platform = HostPlatform.Linux };

    private static uint UserId => OperatingSystem.IsWindows() ? 0 : Files.IO.Posix.UserId;

    private SharedAnswers InBuild(string? build) => new(build, Host);

    private (AnswerOrigin Origin, string Value) Ask(SharedAnswers answers, TimeSpan? timeout = null)
    {
        (SourceAnswer answer, AnswerOrigin origin) = answers.Ask(s_question with { Timeout = timeout ?? Limits.Hang }, Next, CancellationToken.None);
        return (origin, answer.Values["KEY"].Reveal());
    }

    private SourceAnswer Next() => Answer(FormattableString.Invariant($"llx-{Interlocked.Increment(ref _asked)}"));

    private static SourceAnswer Answer(string value, DateTimeOffset? expiration = null) => new() { Values = new Dictionary<string, Secret> { ["KEY"] = new(value) }, Expiration = expiration };

    /// <summary>Where processes of a build meet over the question: found by asking it there.</summary>
    private (MeetingPlace Place, string Id) PlaceOf(string build)
    {
        MeetingPlace place = MeetingPlace.Find(Host)!;
        string[] before = [.. Directory.GetDirectories(place.Path)];
        using SharedAnswers answers = InBuild(build);
        answers.Ask(s_question, static () => Answer("llx-probe"), CancellationToken.None);
        string id = Path.GetFileName(Directory.GetDirectories(place.Path).Except(before).Single());
        return (place, id);
    }
}
