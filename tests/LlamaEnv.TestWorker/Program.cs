using System.Globalization;
using LlamaEnv.Files.IO;
using LlamaEnv.TestWorker;

switch (args)
{
    case ["inject", string directory, string writer, string rounds, string outputs]:
        return InjectRounds.Run(directory, int.Parse(writer, CultureInfo.InvariantCulture), int.Parse(rounds, CultureInfo.InvariantCulture), outputs.Split(','));
    case ["hold-directory", string directory]:
        return DirectoryHold.UntilInputEnds(directory) ? 0 : 1;
    case ["hold-file", string file] when !OperatingSystem.IsWindows():
        using (AdvisoryLock.Acquire(file, TimeSpan.FromMinutes(20), CancellationToken.None))
        {
            Console.WriteLine("locked");
            Console.In.ReadToEnd();
        }

        return 0;
    case ["mixed", string directory, string writer, string rounds]:
        MixedWrites.Run(directory, writer, int.Parse(rounds, CultureInfo.InvariantCulture));
        return 0;
    case ["ask", string directory, string build]:
        SharedQuestion.Ask(directory, build);
        return 0;
    case ["version", string url]:
        return await OneCall.RunAsync(channel => OneCall.GetVersionAsync(channel, url));
    case ["me", string url, string tokens]:
        return await OneCall.RunAsync(channel => OneCall.GetUserAsync(channel, url, tokens));
    default:
        Console.Error.WriteLine(
            """
            inject DIRECTORY WRITER ROUNDS OUTPUT,OUTPUT…
            hold-directory DIRECTORY, or hold-file FILE: until standard input ends
            mixed DIRECTORY WRITER ROUNDS
            ask DIRECTORY BUILD
            version URL
            me URL TOKEN-FILE
            """);
        return 2;
}
