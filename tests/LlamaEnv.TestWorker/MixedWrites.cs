using System.Globalization;
using LlamaEnv.Cloud;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Llamactl;

namespace LlamaEnv.TestWorker;

/// <summary>Writes of every kind to a profile store, one per round.</summary>
internal static class MixedWrites
{
    private const string Url = "https://api.cloud.llamaindex.ai";

    /// <summary>Prints how often it rotated the shared tokens.</summary>
    internal static void Run(string directory, string writer, int rounds)
    {
        ProfileStore store = new(HostOf(directory));
        StoredProfile shared = Patiently(() => store.Find("shared", Url)!);
        StoredProfile login = Patiently(() => store.Find("user@example.com", Url)!);
        StoredProfile? own = null;
        int rotated = 0;
        for (int round = 0; round < rounds; round++)
        {
            switch (round % 5)
            {
                case 0: // All writers' keys have one name.
                    own = Patiently(() => store.SaveKey(Url, $"project-{writer}-{round}", new Secret($"llx-Fake{writer}-{round:00}Same")));
                    break;
                case 1:
                    Patiently(() => store.Update(shared, now => now with { ProjectId = $"{now.ProjectId},{writer}-{round}" }));
                    break;
                case 2:
                    rotated += Patiently(() => Rotate(store, login, $"{writer}-{round}")) ? 1 : 0;
                    break;
                case 3:
                    Patiently(() =>
                    {
                        store.PutEnvironment(new StoredEnvironment($"https://{writer}-{round}.example.com", RequiresAuth: true));
                        return true;
                    });
                    break;
                default:
                    if (round % 2 == 0 && !Patiently(() => store.Delete(own!)))
                        throw new InvalidOperationException("its own profile was gone");
                    break;
            }
        }

        Console.WriteLine(rotated.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A chain: a lost link would be missing in it.</summary>
    private static bool Rotate(ProfileStore store, StoredProfile login, string link)
    {
        DeviceLogin known = DeviceLogin.Parse(store.Find(login.Name, Url)!.LoginJson!.Value)!;
        Secret used = known.RefreshToken!.Value;
        Secret next = new($"{used.Reveal()}>{link}");
        StoredProfile after = store.RotateTokens(login, used, known with { RefreshToken = next })!;
        return DeviceLogin.Parse(after.LoginJson!.Value)!.RefreshToken == next;
    }

    /// <summary>Again where the store was never free: on a busy machine that is no fault, and nothing has been changed.</summary>
    private static T Patiently<T>(Func<T> change)
    {
        while (true)
        {
            try
            {
                return change();
            }
            catch (DiagnosticException e) when (e.Diagnostic.Message.Contains("database is locked", StringComparison.Ordinal))
            {
                // The next try may find it free.
            }
        }
    }

    private static HostEnvironment HostOf(string directory) => new()
    {
        Variables = [new("LLAMACTL_CONFIG_DIR", directory)],
        CurrentDirectory = directory,
        HomeDirectory = directory,
        Platform = HostEnvironment.ThisPlatform,
    };
}
