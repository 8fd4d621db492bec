using LlamaEnv.Inspection.Doctor;
using LlamaEnv.Inspection.Tests.Scan;

namespace LlamaEnv.Inspection.Tests.Doctor;

[TestClass]
public sealed class RepositoryFilesTests : IDisposable
{
    private readonly GitFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void A_name_that_is_not_UTF_8_is_a_note_where_the_file_would_be_read()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Inconclusive("only Linux has such names");
        _folder.Init().Write("repo/a.txt", "x\n");
        new Command("/bin/sh", "-c", "printf 'x' > \"$(printf 'b\\377.yaml')\"; printf 'x' > \"$(printf 'b\\377.png')\"") { Directory = _folder.At("repo") }.Run().Exits(0);

        Assert.AreEqual("b\uFFFD.yaml its name is not UTF-8", Notes());
        Directory.Delete(_folder.At("repo", ".git"), recursive: true);
        Assert.AreEqual("b\uFFFD.yaml its name is not UTF-8", Notes());
        new Command("/bin/sh", "-c", "rm repo/b*") { Directory = _folder.Root }.Run().Exits(0); // .NET cannot.
    }

    [TestMethod]
    public void A_folder_that_may_not_be_listed_is_a_note()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Inconclusive("it may always be listed");
            return;
        }

        _folder.Init().Write("repo/a.txt", "x\n");
        _folder.Write("repo/closed/compose.yaml", "services: {}\n");
        File.SetUnixFileMode(_folder.At("repo", "closed"), UnixFileMode.None);

        Assert.AreEqual("closed what is in this folder cannot be listed", Notes());
        Directory.Delete(_folder.At("repo", ".git"), recursive: true);
        Assert.AreEqual("closed what is in this folder cannot be listed", Notes());
        File.SetUnixFileMode(_folder.At("repo", "closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private string Notes() => string.Join(", ", RepositoryFiles.Open(_folder.At("repo"), HostEnvironment.Capture(_folder.Root), CancellationToken.None).Unreadable.Select(static u => $"{u.Path} {u.Reason}"));
}
