using System.Diagnostics;
using System.Globalization;
using LlamaEnv;
using LlamaEnv.Diagnostics;
using LlamaEnv.Durability.Tests;

switch (args)
{
    case ["inject", string directory, string writer, string rounds, string outputs]:
        return Inject(directory, int.Parse(writer, CultureInfo.InvariantCulture), int.Parse(rounds, CultureInfo.InvariantCulture), outputs.Split(','));
    case ["hold-lock", string directory, string seconds]:
        return DirectoryHold.During(directory, Task.Run(Console.In.ReadToEnd), TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture))) ? 0 : 1;
    default:
        Console.Error.WriteLine("inject DIRECTORY WRITER ROUNDS OUTPUT,OUTPUT… | hold-lock DIRECTORY SECONDS (or until standard input ends)");
        return 2;
}

// Injects a new set in every round. After the first, which compiles everything, it says which files lie in the directory;
// at the end, how long the longest of the others took.
static int Inject(string directory, int writer, int rounds, string[] outputs)
{
    Settings settings = new()
    {
        [Setting.Sources] = ["environment"],
        [Setting.Outputs] = outputs,
        [Setting.ProjectFile] = Path.Combine(directory, "App.csproj"),
        [Setting.UserSecretsId] = "durability",
    };
    TimeSpan longest = TimeSpan.Zero;
    for (int round = 0; round < rounds; round++)
    {
        HostEnvironment host = new()
        {
            Variables = [.. new CompleteSet(writer, round).Variables, new("HOME", directory)],
            CurrentDirectory = directory,
            HomeDirectory = directory,
            Platform = OperatingSystem.IsWindows() ? HostPlatform.Windows : OperatingSystem.IsMacOS() ? HostPlatform.MacOS : HostPlatform.Linux,
        };
        long start = Stopwatch.GetTimestamp();
        InjectResult result = Injector.Inject(settings, directory, host);
        if (round > 0)
            longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
        if (!result.Succeeded || !result.Changed)
        {
            foreach (Diagnostic diagnostic in result.Diagnostics)
                Console.Error.WriteLine($"writer {writer}, round {round}: {diagnostic.Code}: {diagnostic.Message}");
            return 1;
        }

        if (round == 0)
            Console.WriteLine(string.Join(' ', Directory.EnumerateFiles(directory, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Select(f => Path.GetRelativePath(directory, f)).Order(StringComparer.Ordinal)));
    }

    Console.WriteLine(longest.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture));
    return 0;
}
