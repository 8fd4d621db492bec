using System.Globalization;
using LlamaEnv;
using LlamaEnv.IO;
using LlamaEnv.Profiles;
using LlamaEnv.Tool;

switch (args)
{
    case ["mixed", string directory, string writer, string rounds]:
        Mix(new ProfileDatabase(HostOf(directory)), writer, int.Parse(rounds, CultureInfo.InvariantCulture));
        return 0;
    case ["hold-lock", string file] when !OperatingSystem.IsWindows():
        using (AdvisoryLock.Acquire(file, TimeSpan.FromSeconds(10), CancellationToken.None))
        {
            Console.WriteLine("locked");
            Console.In.ReadToEnd();
        }

        return 0;
    case ["ask"]:
        try
        {
            Secret secret = SecretPrompt.Ask(new Terminal(Console.Out, Console.Error), "API key", CancellationToken.None);
            Console.WriteLine(secret == new Secret("llx-FakeKey") ? "as typed" : $"not as typed: {secret}");
            return 0;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }

    default:
        Console.Error.WriteLine("mixed DIRECTORY WRITER ROUNDS | hold-lock FILE (until standard input ends) | ask");
        return 2;
}

static HostEnvironment HostOf(string directory) => new()
{
    Variables = [new("LLAMACTL_CONFIG_DIR", directory)],
    CurrentDirectory = directory,
    HomeDirectory = directory,
    Platform = HostEnvironment.ThisPlatform,
};

// Writes of every kind, one per round. Prints how often it rotated the shared tokens.
static void Mix(ProfileDatabase store, string writer, int rounds)
{
    const string Url = "https://api.cloud.llamaindex.ai";
    StoredProfile shared = store.Find("shared", Url)!;
    StoredProfile login = store.Find("user@example.com", Url)!;
    StoredProfile? own = null;
    int rotated = 0;
    for (int round = 0; round < rounds; round++)
    {
        switch (round % 5)
        {
            case 0: // All writers' keys have one name.
                own = store.SaveKey(Url, $"project-{writer}-{round}", new Secret($"llx-Fake{writer}-{round:00}Same"));
                break;
            case 1:
                _ = store.Update(shared, now => now with { ProjectId = $"{now.ProjectId},{writer}-{round}" });
                break;
            case 2:
                DeviceLogin known = DeviceLogin.Parse(store.Find(login.Name, Url)!.LoginJson!.Value)!;
                Secret used = known.RefreshToken!.Value;
                Secret next = new($"{used.Reveal()}>{writer}-{round}"); // A chain: a lost link would be missing in it.
                StoredProfile after = store.RotateTokens(login, used, known with { RefreshToken = next })!;
                if (DeviceLogin.Parse(after.LoginJson!.Value)!.RefreshToken == next)
                    rotated++;
                break;
            case 3:
                store.PutEnvironment(new StoredEnvironment($"https://{writer}-{round}.example.com", RequiresAuth: true));
                break;
            default:
                if (round % 2 == 0 && !store.Delete(own!))
                    throw new InvalidOperationException("its own profile was gone");
                break;
        }
    }

    Console.WriteLine(rotated.ToString(CultureInfo.InvariantCulture));
}
