using LlamaEnv.Files.IO;

namespace LlamaEnv.Files.Tests.IO;

/// <summary>Programs are found by absolute folders of PATH only.</summary>
[TestClass]
public sealed class ExecutableTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("/a:/b/", "/a/git /b/git")]
    [DataRow(":/a::/b:", "/a/git /b/git", DisplayName = "an empty entry is the current folder")]
    [DataRow(".:./bin:bin:../x:~/bin:$HOME/bin:/a", "/a/git")]
    [DataRow("", "")]
    [DataRow(".", "")]
    [DataRow(null, "/usr/local/bin/git /usr/bin/git /bin/git")]
    public void On_Unix_every_absolute_folder_counts(string? path, string candidates) =>
        Assert.AreEqual(candidates, string.Join(' ', Executable.Candidates("git", Host(("PATH", path)), HostPlatform.Linux)));

    [TestMethod]
    [DataRow(@"C:\Git\cmd", null, @"C:\Git\cmd\git.com C:\Git\cmd\git.exe C:\Git\cmd\git.bat C:\Git\cmd\git.cmd")]
    [DataRow(@"C:\a\;\\server\share;D:/b", ".EXE", @"C:\a\git.exe \\server\share\git.exe D:/b\git.exe")]
    [DataRow(@"""C:\with space"" ", ".EXE;.PS1", @"C:\with space\git.exe C:\with space\git.ps1")]
    [DataRow(@".;;bin;\bin;C:bin;C:;..\x;%USERPROFILE%\bin;/;c:\a", ".EXE", @"c:\a\git.exe")]
    [DataRow(@"C:\a", " .exe ; ;cmd", @"C:\a\git.exe")]
    [DataRow(null, ".EXE", @"C:\Windows\System32\git.exe C:\Windows\git.exe")]
    public void On_Windows_the_extensions_count_too_and_never_the_current_folder(string? path, string? extensions, string candidates) => Assert.AreEqual(
        candidates, string.Join(' ', Executable.Candidates("git", Host(("Path", path), ("PATHEXT", extensions), ("SystemRoot", @"C:\Windows")), HostPlatform.Windows)));

    [TestMethod]
    [DataRow("git.exe", @"C:\a\git.exe")]
    [DataRow("GIT.EXE", @"C:\a\GIT.EXE")]
    [DataRow("git.py", @"C:\a\git.py.exe", DisplayName = "an extension of no program")]
    public void On_Windows_a_name_may_have_its_extension(string name, string candidate) =>
        Assert.AreEqual(candidate, string.Join(' ', Executable.Candidates(name, Host(("PATH", @"C:\a"), ("PATHEXT", ".EXE")), HostPlatform.Windows)));

    [TestMethod]
    public void Only_a_file_that_may_be_executed_is_found()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("modes are a thing of Unix");
            return;
        }

        Directory.CreateDirectory(_folder.At("folder", "git"));
        _folder.Write("text/git", "notes");
        Directory.CreateDirectory(_folder.At("dangling"));
        File.CreateSymbolicLink(_folder.At("dangling", "git"), "nowhere");
        _folder.Write("first/git", "#!/bin/sh\n");
        Directory.CreateDirectory(_folder.At("second"));
        File.CreateSymbolicLink(_folder.At("second", "git"), _folder.At("first", "git"));
        File.SetUnixFileMode(_folder.At("first", "git"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        HostEnvironment host = Host(("PATH", string.Join(':', new[] { "folder", "text", "dangling", "gone", "first", "second" }.Select(f => _folder.At(f)))));

        CollectionAssert.AreEqual(new[] { _folder.At("first", "git"), _folder.At("second", "git") }, Executable.FindAll("git", host).ToArray());
        Assert.IsNull(Executable.Find("no-such-program", host));
    }

    [TestMethod]
    public void A_child_gets_no_folder_that_depends_on_the_current_one() =>
        Assert.AreEqual("/a:/b", Executable.SearchPath(Host(("PATH", ".:/a::bin:/b"))));

    private HostEnvironment Host(params (string Name, string? Value)[] variables) => new()
    {
        Variables = [.. variables.Where(v => v.Value is not null).Select(v => KeyValuePair.Create(v.Name, v.Value!))],
        CurrentDirectory = _folder.Root,
        HomeDirectory = _folder.At("home"),
        Platform = HostPlatform.Linux,
    };
}
