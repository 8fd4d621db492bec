using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace LlamaEnv.Durability.Tests;

/// <summary>What stands in the place of a file and is none: read where that ends, never waited for without end, never replaced.</summary>
[TestClass]
[UnsupportedOSPlatform("windows")]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class PipeTests
{
    private static readonly CompleteSet s_set = new(1, 0);

    [TestMethod]
    [DataRow("--source", "dotenv", DisplayName = "by name")]
    [DataRow("--source", "dotenv:.env", "--source", "dotenv", "--dry-run", DisplayName = "twice, under two names")]
    [DataRow(DisplayName = "as a default source")]
    public async Task A_pipe_is_read_once(params string[] arguments)
    {
        using TempDirectory directory = WithPipe();

        Task<Process> writer = Task.Run(() => Write(directory, string.Concat(s_set.Variables.Select(v => $"{v.Key}={v.Value}\n"))));
        Outcome result = directory.Tool(["inject", "--no-project", "--to", "none", .. arguments]).Run().AssertSucceeded();

        using Process written = await writer;
        Assert.IsTrue(written.WaitForExit(Limits.Hang));
        Assert.Contains("from dotenv .env", result.Output + result.Error);
    }

    [TestMethod]
    public void A_pipe_that_nobody_writes_into_is_given_up()
    {
        using TempDirectory directory = WithPipe();

        Outcome result = directory.Tool("inject", "--no-project", "--to", "none", "--source", "dotenv").Run().AssertFailed("LLENV0002");

        Assert.Contains($"nobody wrote into the pipe {directory.EnvFile}", result.Error);
        Assert.Contains("1Password", result.Error);
    }

    [TestMethod]
    public void A_writer_that_keeps_the_pipe_open_is_given_up()
    {
        using TempDirectory directory = WithPipe();
        using Process writer = directory.Command("sh", "-c", "exec 3> .env; echo LLAMA_CLOUD_API_KEY= >&3; exec sleep 1200").Start();

        Outcome result = directory.Tool("inject", "--no-project", "--to", "none", "--source", "dotenv").Run().AssertFailed("LLENV0002");

        writer.Kill();
        Assert.Contains("was not written to its end", result.Error);
    }

    [TestMethod]
    public void A_pipe_is_no_output_and_the_way_is_told()
    {
        using TempDirectory directory = WithPipe();

        Outcome result = directory.Tool("inject", "--no-project", "--source", "environment").With(s_set).Run().AssertFailed("LLENV0032");

        Assert.Contains("is a pipe (FIFO)", result.Error);
        Assert.Contains("set LlamaEnvSources to dotenv and LlamaEnvOutput to none", result.Error);
    }

    [TestMethod]
    [DataRow("zero", "longer than 16 MiB")]
    [DataRow("urandom", "longer than 16 MiB")]
    public void A_device_that_never_ends_is_given_up(string device, string because)
    {
        using TempDirectory directory = new();

        Outcome source = directory.Tool("inject", "--no-project", "--to", "none", "--source", $"dotenv:/dev/{device}").Run().AssertFailed("LLENV0002");
        Outcome output = directory.Tool("inject", "--no-project", "--source", "environment", "--env-file", $"/dev/{device}").With(s_set).Run().AssertFailed("LLENV0032");

        Assert.Contains(because, source.Error);
        Assert.Contains("is a device or a pipe", output.Error);
    }

    [TestMethod]
    public void A_link_to_a_device_is_no_default_source()
    {
        using TempDirectory directory = new();
        File.CreateSymbolicLink(directory.EnvFile, "/dev/zero");

        directory.Tool("inject", "--no-project", "--to", "none").Run().AssertFailed("LLENV0002");
    }

    [TestMethod]
    public void A_socket_is_neither_source_nor_output()
    {
        using TempDirectory directory = new();
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(directory.EnvFile));

        Outcome source = directory.Tool("inject", "--no-project", "--to", "none").Run().AssertFailed("LLENV0002");
        Outcome output = directory.Tool("inject", "--no-project", "--source", "environment").With(s_set).Run().AssertFailed("LLENV0032");

        Assert.Contains("is a socket", source.Error);
        Assert.Contains("is a socket", output.Error);
    }

    [TestMethod]
    public void A_file_of_a_hundred_megabytes_is_neither_source_nor_output()
    {
        using TempDirectory directory = new();
        using (FileStream file = File.Create(directory.EnvFile))
            file.SetLength(100_000_000);

        directory.Tool("inject", "--no-project", "--to", "none").Run().AssertFailed("LLENV0002");
        directory.Tool("inject", "--no-project", "--source", "environment").With(s_set).Run().AssertFailed("LLENV0032");

        Assert.AreEqual(".env", directory.Files);
    }

    [TestMethod]
    [DataRow("pipe")]
    [DataRow("folder")]
    [DataRow("link")]
    [DataRow("file")]
    public void What_somebody_put_where_content_is_made_ready_is_removed_and_never_followed(string kind)
    {
        using TempDirectory directory = new();
        string staged = directory.EnvFile + ".llama-env.tmp";
        string victim = directory.Combine("victim");
        if (kind == "pipe")
            MakePipe(directory, staged);
        else if (kind == "folder")
            Directory.CreateDirectory(staged);
        else if (kind == "link")
            File.CreateSymbolicLink(staged, victim);
        else
            File.WriteAllText(staged, "half a ke");

        directory.Tool("inject", "--no-project", "--source", "environment").With(s_set).Run().AssertSucceeded();

        Assert.AreEqual(".env", directory.Files);
        Assert.IsFalse(Directory.Exists(staged));
    }

    [TestMethod]
    public void A_folder_with_something_in_it_where_content_is_made_ready_is_named()
    {
        using TempDirectory directory = new();
        string staged = directory.EnvFile + ".llama-env.tmp";
        Directory.CreateDirectory(Path.Combine(staged, "inside"));

        Outcome result = directory.Tool("inject", "--no-project", "--source", "environment").With(s_set).Run().AssertFailed("LLENV0032");

        Assert.Contains($"the folder {staged} is in the way", result.Error);
        Assert.IsTrue(Directory.Exists(staged));
    }

    [TestMethod]
    public void A_store_that_is_a_pipe_is_broken()
    {
        using TempDirectory directory = new();
        MakePipe(directory, directory.Combine("profiles.db"));

        foreach (string[] arguments in (string[][])[["inject", "--no-project", "--to", "none"], ["auth", "get"], ["auth", "use", "x"]])
            directory.Tool(arguments).With("LLAMACTL_CONFIG_DIR", directory.Path).Run().AssertFailed("LLENV0002");
    }

    [TestMethod]
    [DataRow("cat /dev/zero")]
    [DataRow("yes llx-FakeFakeFake")]
    public void Standard_input_that_never_ends_is_no_key(string endless)
    {
        using TempDirectory directory = new();

        Outcome result = directory.Command("sh", "-c", $"{endless} 2> /dev/null | \"$0\" auth token --project {s_set.ProjectId} --api-key-stdin", Built.Tool).Run().AssertFailed("LLENV0012");

        Assert.Contains("longer than 64 KiB", result.Error);
    }

    private static TempDirectory WithPipe()
    {
        TempDirectory directory = new();
        MakePipe(directory, directory.EnvFile);
        return directory;
    }

    private static void MakePipe(TempDirectory directory, string path) => directory.Command("mkfifo", path).Run().AssertSucceeded();

    private static Process Write(TempDirectory directory, string text)
    {
        Process writer = directory.Command("sh", "-c", "cat > .env").Start();
        writer.StandardInput.Write(text);
        writer.StandardInput.Close();
        return writer;
    }
}
