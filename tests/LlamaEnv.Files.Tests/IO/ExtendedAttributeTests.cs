using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using LlamaEnv.Files.IO;
using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.Files.Tests.IO;

[TestClass]
[SupportedOSPlatform("linux")]
[OSCondition(OperatingSystems.Linux)]
public sealed class ExtendedAttributeTests
{
    private const string AccessList = "system.posix_acl_access";
    private const string DefaultList = "system.posix_acl_default";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [TestMethod]
    [DataRow("user.note", "hello")]
    [DataRow("user.empty", "")]
    [DataRow("user.long", "0123456789012345678901234567890123456789012345678901234567890123456789")]
    [DataRow("trusted.note", "for root")]
    public void Notes_on_a_file_stay(string name, string value)
    {
        using Machine machine = new Machine().WithKeyAndProject().WithEnvFile("A=1\n");
        Set(machine.EnvFile, name, System.Text.Encoding.ASCII.GetBytes(value));

        Assert.AreEqual("", machine.Inject().Codes);

        Assert.AreEqual(value, System.Text.Encoding.ASCII.GetString(Get(machine.EnvFile, name)!));
        Assert.Contains(Fake.Key("Environment"), File.ReadAllText(machine.EnvFile));
        CollectionAssert.AreEqual(new[] { machine.EnvFile }, Directory.GetFileSystemEntries(machine.Project));
    }

    [TestMethod]
    public void An_access_list_stays_and_gives_nobody_the_key()
    {
        using Machine machine = new Machine().WithKeyAndProject().WithEnvFile("A=1\n");
        Set(machine.EnvFile, AccessList, List(mask: 4));

        machine.Inject();

        CollectionAssert.AreEqual(List(mask: 0), Get(machine.EnvFile, AccessList));
        Assert.AreEqual(OwnerOnly, File.GetUnixFileMode(machine.EnvFile));
    }

    [TestMethod]
    public void An_access_list_of_a_file_without_the_key_stays_as_it_is()
    {
        using Machine machine = new Machine().WithKeyAndProject();
        string file = machine.Folder.Write("project/Properties/launchSettings.json", "{}");
        Set(file, AccessList, List(mask: 4));

        machine.Inject(new Settings { [Setting.Outputs] = ["launch-settings"], [Setting.LaunchSettingsMode] = "reference" });

        CollectionAssert.AreEqual(List(mask: 4), Get(file, AccessList));
        Assert.Contains("%LLAMA_CLOUD_API_KEY%", File.ReadAllText(file));
    }

    [TestMethod]
    public void A_list_that_the_folder_gives_to_new_files_comes_to_no_old_one()
    {
        using Machine machine = new Machine().WithKeyAndProject();
        string file = machine.Folder.Write("project/Properties/launchSettings.json", "{}");
        Set(Path.GetDirectoryName(file)!, DefaultList, List(mask: 4));

        machine.Inject(new Settings { [Setting.Outputs] = ["launch-settings"], [Setting.LaunchSettingsMode] = "reference" });

        Assert.IsNull(Get(file, AccessList));
        Assert.AreEqual(OwnerOnly, File.GetUnixFileMode(file));
    }

    private static void Set(string path, string name, byte[] value)
    {
        using SafeFileHandle file = Posix.OpenToRead(path);
        if (Posix.SetAttribute(file, name, ref MemoryMarshal.GetArrayDataReference(value), (nuint)value.Length, 0) != 0)
            Assert.Inconclusive($"The file system here does not take {name}.");
    }

    private static byte[]? Get(string path, string name)
    {
        using SafeFileHandle file = Posix.OpenToRead(path);
        byte[] value = new byte[1024];
        nint length = Posix.GetAttribute(file, name, ref MemoryMarshal.GetArrayDataReference(value), (nuint)value.Length);
        return length < 0 ? null : value[..(int)length];
    }

    /// <summary>Read and write for the owner, read for user 1000 as far as the mask lets them, nothing for others: version 2, then tag, rights and id of each entry.</summary>
    private static byte[] List(ushort mask)
    {
        List<byte> list = [.. BitConverter.GetBytes(2)];
        foreach ((ushort tag, ushort rights, uint id) in ((ushort, ushort, uint)[])[(1, 6, uint.MaxValue), (2, 4, 1000), (4, 4, uint.MaxValue), (16, mask, uint.MaxValue), (32, 0, uint.MaxValue)])
            list.AddRange([.. BitConverter.GetBytes(tag), .. BitConverter.GetBytes(rights), .. BitConverter.GetBytes(id)]);
        return [.. list];
    }
}
