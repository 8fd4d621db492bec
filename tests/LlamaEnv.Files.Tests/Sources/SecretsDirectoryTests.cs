using System.Runtime.InteropServices;
using LlamaEnv.Files.Sources;

namespace LlamaEnv.Files.Tests.Sources;

[TestClass]
public sealed partial class SecretsDirectoryTests
{
    // Nothing of .NET replaces a link to a folder in one step.
    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int rename(string from, string to);

    private static string Key => Fake.Key("Mounted");

    [TestMethod]
    [DataRow("LLAMA_CLOUD_API_KEY", "KEY\n", DisplayName = "as it is, with a line end")]
    [DataRow("LLAMA_CLOUD_API_KEY", "KEY\r\n", DisplayName = "made on Windows")]
    [DataRow("LLAMA_CLOUD_API_KEY", "\uFEFFKEY", DisplayName = "with a byte order mark")]
    [DataRow("llama_cloud_api_key", "KEY", DisplayName = "in small letters, as compose has it")]
    [DataRow("llama-cloud-api-key", "KEY", DisplayName = "with dashes, as vaults have it")]
    [DataRow("llama.cloud.api.key", "KEY", DisplayName = "with dots, as config maps have it")]
    [DataRow("llama_cloud_api_key.txt", "KEY", DisplayName = "with an extension")]
    [DataRow("LlamaCloud__ApiKey", "KEY", DisplayName = "as configuration has it")]
    [DataRow("LlamaCloud--ApiKey", "KEY", DisplayName = "as Key Vault has it")]
    public void Every_form_of_the_name_is_known(string name, string text)
    {
        using Machine machine = new();
        machine.Folder.Write($"secrets/{name}", text.Replace("KEY", Key, StringComparison.Ordinal));

        InjectResult result = machine.Inject("secrets-directory:../secrets");

        Assert.AreEqual("", result.Codes, string.Join('\n', result.Diagnostics.Select(static d => d.Message)));
        Assert.AreEqual(Key, result.Key);
    }

    [TestMethod]
    [DataRow("../secrets/")]
    [DataRow("..//secrets//")]
    [DataRow("../secrets/../secrets/")]
    [DataRow("../secrets/.")]
    [DataRow("../project/../secrets/sub/..")]
    [DataRow("~/secrets/")]
    public void A_folder_may_be_written_as_one(string path)
    {
        using Machine machine = new();
        Directory.CreateDirectory(machine.Folder.At("secrets", "sub"));
        machine.Folder.Write("secrets/LLAMA_CLOUD_API_KEY", Key);
        machine.Folder.Write("home/secrets/LLAMA_CLOUD_API_KEY", Key);

        InjectResult result = machine.Inject($"secrets-directory:{path}");

        Assert.AreEqual("", result.Codes, result.Messages);
        Assert.AreEqual(Key, result.Key);
    }

    [TestMethod]
    public void Without_a_path_it_is_where_systemd_says()
    {
        using Machine machine = new Machine();
        machine.Folder.Write("credentials/LLAMA_CLOUD_API_KEY", Key);
        machine.Set("CREDENTIALS_DIRECTORY", machine.Folder.At("credentials"));

        Assert.AreEqual(Key, machine.Inject("secrets-directory").Key);
    }

    [TestMethod]
    [DataRow("LLAMA_CLOUD_API_KEY", "gone", DisplayName = "a file's link")]
    [DataRow("..data", "gone", DisplayName = "the link to all files")]
    [DataRow("..data", "..data", DisplayName = "a link to itself")]
    public void A_link_that_leads_nowhere_stops_and_no_older_value_is_taken(string name, string target)
    {
        using Machine machine = new Machine().WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("Old")}\n");
        Directory.CreateDirectory(machine.Folder.At("secrets"));
        File.CreateSymbolicLink(machine.Folder.At("secrets", name), target);
        if (name == "..data")
            File.CreateSymbolicLink(machine.Folder.At("secrets", "LLAMA_CLOUD_API_KEY"), "..data/LLAMA_CLOUD_API_KEY");

        InjectResult result = machine.Inject("secrets-directory:../secrets", "dotenv");

        Assert.AreEqual("LLENV0002", result.Codes);
        Assert.Contains("leads nowhere", result.Messages);
    }

    [TestMethod]
    public void Two_files_that_disagree_stop()
    {
        using Machine machine = new();
        machine.Folder.Write("secrets/LLAMA_CLOUD_API_KEY", Key);
        machine.Folder.Write("secrets/llama-cloud-api-key", Fake.Key("Other"));

        Assert.AreEqual("LLENV0002", machine.Inject("secrets-directory:../secrets").Codes);
    }

    [TestMethod]
    public void Two_files_that_agree_are_one()
    {
        using Machine machine = new();
        machine.Folder.Write("secrets/LLAMA_CLOUD_API_KEY", Key);
        machine.Folder.Write("secrets/llama-cloud-api-key", Key + "\n");

        Assert.AreEqual(Key, machine.Inject("secrets-directory:../secrets").Key);
    }

    [TestMethod]
    [DataRow("folder", DisplayName = "a folder in the place of the file")]
    [DataRow("long", DisplayName = "too long")]
    [DataRow("bytes", DisplayName = "no text")]
    [DataRow("missing", DisplayName = "no such folder")]
    [DataRow("file", DisplayName = "a file in the place of the folder")]
    public void What_cannot_be_read_stops(string fault)
    {
        using Machine machine = new Machine().WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("Old")}\n");
        string file = machine.Folder.At("secrets", "LLAMA_CLOUD_API_KEY");
        if (fault == "file")
            machine.Folder.Write("secrets", Key);
        else if (fault != "missing")
            Directory.CreateDirectory(machine.Folder.At("secrets"));
        if (fault == "folder")
            Directory.CreateDirectory(file);
        else if (fault == "long")
            File.WriteAllText(file, new string('a', Secret.MaxBytes + 1));
        else if (fault == "bytes")
            File.WriteAllBytes(file, [0xC3, 0x28]);

        InjectResult result = machine.Inject("secrets-directory:../secrets", "dotenv");

        Assert.AreEqual("LLENV0002", result.Codes);
        Assert.IsEmpty(result.Credentials);
    }

    [TestMethod]
    public void Of_three_files_the_one_that_disagrees_is_named()
    {
        using Machine machine = new();
        machine.Folder.Write("secrets/LLAMA_CLOUD_API_KEY", Key);
        machine.Folder.Write("secrets/LLAMA_CLOUD_API_KEY.txt", Key);
        machine.Folder.Write("secrets/llama-cloud-api-key", Fake.Key("Other"));

        Assert.Contains("llama-cloud-api-key both", machine.Inject("secrets-directory:../secrets").Messages);
    }

    [TestMethod]
    public void An_empty_file_is_absent_and_another_source_is_asked()
    {
        using Machine machine = new Machine().WithKey();
        machine.Folder.Write("secrets/LLAMA_CLOUD_API_KEY", "");

        Assert.AreEqual(Fake.Key("Environment"), machine.Inject("secrets-directory:../secrets", "environment").Key);
    }

    /// <summary>Kubernetes makes a folder with the new files and moves a link to it into place. Readers see one generation or the other.</summary>
    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow("", DisplayName = "its files")]
    [DataRow("llama", DisplayName = "a folder in it, by 'items'")]
    public void While_a_mount_is_replaced_a_set_is_never_mixed(string inside)
    {
        const int Swaps = 1000;
        using Machine machine = new();
        string mount = machine.Folder.At("mount");
        Directory.CreateDirectory(mount);
        Generation(0);
        foreach (string name in inside.Length > 0 ? [inside] : (string[])["LLAMA_CLOUD_API_KEY", "LLAMA_AGENTS_PROJECT_ID"])
            File.CreateSymbolicLink(Path.Combine(mount, name), Path.Combine("..data", name));

        using CancellationTokenSource done = new();
        Task writer = Task.Run(() =>
        {
            for (int i = 1; i <= Swaps; i++)
                Generation(i);
            done.Cancel();
        });
        int reads = 0;
        while (!done.IsCancellationRequested || reads == 0)
        {
            if (MountedSecrets.Read(Path.Combine(mount, inside), Variable.All, CancellationToken.None) is not { } secrets)
                continue;

            reads++;
            string key = secrets.Find("LLAMA_CLOUD_API_KEY").Single().Value.Ask(static text => text[^4..].ToString());
            string project = secrets.Find("LLAMA_AGENTS_PROJECT_ID").Single().Value.Ask(static text => text[^4..].ToString());
            Assert.AreEqual(key, project);
        }

        writer.GetAwaiter().GetResult();

        void Generation(int number)
        {
            string name = FormattableString.Invariant($"..{number:D8}");
            string folder = Path.Combine(mount, name, inside);
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "LLAMA_CLOUD_API_KEY"), FormattableString.Invariant($"llx-FakeFake{number:D4}"));
            File.WriteAllText(Path.Combine(folder, "LLAMA_AGENTS_PROJECT_ID"), FormattableString.Invariant($"project-{number:D4}"));
            string link = Path.Combine(mount, "..data");
            string? old = new DirectoryInfo(link).LinkTarget;
            File.CreateSymbolicLink(link + "_tmp", name);
            Assert.AreEqual(0, rename(link + "_tmp", link));
            if (old is not null)
                Directory.Delete(Path.Combine(mount, old), recursive: true);
        }
    }
}
