using LlamaEnv.Files.Sources.Sharing;
using LlamaEnv.Sources;

namespace LlamaEnv.TestWorker;

/// <summary>One of several processes of a build that ask a slow source.</summary>
internal static class SharedQuestion
{
    /// <summary>Notes each time the source is asked, which answers when a file is there. Says who asked and what came, and holds it until standard input ends.</summary>
    internal static void Ask(string directory, string build)
    {
        HostEnvironment host = new() { Variables = [new("TMPDIR", directory)], CurrentDirectory = directory, HomeDirectory = directory, Platform = HostEnvironment.ThisPlatform };
        using SharedAnswers answers = new(build, host);
        (SourceAnswer answer, AnswerOrigin origin) = answers.Ask(new("question", "process 'give'", TimeSpan.FromMinutes(20)), Give, CancellationToken.None);
        Console.WriteLine($"{origin} {answer.Values["KEY"].Reveal()}");
        Console.In.ReadToEnd();

        SourceAnswer Give()
        {
            string process = FormattableString.Invariant($"{Environment.ProcessId}");
            File.WriteAllText(Path.Combine(directory, $"asked-{process}"), "");
            while (!File.Exists(Path.Combine(directory, "answer")))
                Thread.Sleep(5);
            return new() { Values = new Dictionary<string, Secret> { ["KEY"] = new($"llx-of-{process}") } };
        }
    }
}
