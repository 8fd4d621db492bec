using LlamaEnv.Diagnostics;
using LlamaEnv.Files;

namespace LlamaEnv.TestWorker;

/// <summary>Injects a new set in every round.</summary>
internal static class InjectRounds
{
    /// <summary>After the first round, which compiles everything, says which files lie in the directory.</summary>
    internal static int Run(string directory, int writer, int rounds, string[] outputs)
    {
        Settings settings = new()
        {
            [Setting.Sources] = ["environment"],
            [Setting.Outputs] = outputs,
            [Setting.ProjectFile] = Path.Combine(directory, "App.csproj"),
            [Setting.UserSecretsId] = "durability",
        };
        for (int round = 0; round < rounds; round++)
        {
            InjectResult result = Inject(settings, directory, new CompleteSet(writer, round));
            if (!result.Succeeded || !result.Changed)
            {
                foreach (Diagnostic diagnostic in result.Diagnostics)
                    Console.Error.WriteLine($"writer {writer}, round {round}: {diagnostic.Code}: {diagnostic.Message}");
                return 1;
            }

            if (round == 0)
                Console.WriteLine(string.Join(' ', Directory.EnumerateFiles(directory, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Select(f => Path.GetRelativePath(directory, f)).Order(StringComparer.Ordinal)));
        }

        return 0;
    }

    /// <summary>Again where the lock was never free: on a busy machine that is no fault, and nothing has been changed.</summary>
    private static InjectResult Inject(Settings settings, string directory, CompleteSet set)
    {
        HostEnvironment host = new()
        {
            Variables = [.. set.Variables, new("HOME", directory)],
            CurrentDirectory = directory,
            HomeDirectory = directory,
            Platform = HostEnvironment.ThisPlatform,
        };
        while (true)
        {
            InjectResult result = Injector.Inject(settings, directory, host);
            if (!result.Diagnostics.Any(static d => d.Code == DiagnosticCodes.CannotWrite && d.Message.Contains("held the lock", StringComparison.Ordinal)))
                return result;
        }
    }
}
