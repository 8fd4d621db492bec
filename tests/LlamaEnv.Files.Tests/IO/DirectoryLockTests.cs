using System.Runtime.InteropServices;
using LlamaEnv.Files.IO;
using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.Files.Tests.IO;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed partial class DirectoryLockTests
{
    [TestMethod]
    public async Task A_lock_held_elsewhere_is_waited_for()
    {
        using Machine machine = new Machine().WithKeyAndProject();
        SafeFileHandle held = Lock(machine.Project);

        Task<InjectResult> run = Task.Run(() => machine.Inject());
        await Task.WhenAny(run, Task.Delay(100));
        bool hadToWait = !run.IsCompleted && !File.Exists(machine.EnvFile);
        held.Dispose();

        Assert.AreEqual("", (await run).Codes);
        Assert.IsTrue(hadToWait);
        Assert.IsTrue(File.Exists(machine.EnvFile));
    }

    [TestMethod]
    public void A_wait_can_be_cancelled()
    {
        using Machine machine = new Machine().WithKeyAndProject();
        using SafeFileHandle held = Lock(machine.Project);
        using CancellationTokenSource cancellation = new(TimeSpan.FromMilliseconds(50));

        Assert.ThrowsExactly<OperationCanceledException>(() => Injector.Inject(new Settings(), machine.Project, machine.Host, cancellation.Token));

        Assert.IsFalse(File.Exists(machine.EnvFile));
    }

    [TestMethod]
    public void A_file_that_says_the_same_needs_no_lock()
    {
        using Machine machine = new Machine().WithKeyAndProject();
        machine.Inject();
        using SafeFileHandle held = Lock(machine.Project);

        Assert.AreEqual("", machine.Inject().Codes);
    }

    [TestMethod]
    public void It_is_free_again_when_it_is_disposed()
    {
        using TempFolder folder = new();
        DirectoryLock.Acquire(folder.Root, CancellationToken.None).Dispose();

        using SafeFileHandle held = Lock(folder.Root);

        Assert.IsFalse(held.IsInvalid);
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder.Root));
    }

    /// <summary>As another process takes it.</summary>
    private static SafeFileHandle Lock(string directory)
    {
        SafeFileHandle handle = Open(directory, 0);
        Assert.AreEqual(0, Flock(handle, 2 | 4));
        return handle;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock")]
    private static partial int Flock(SafeFileHandle file, int operation);
}
