using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.Files.IO;

/// <summary>This process and all that it starts, which end together if it is killed.</summary>
[SupportedOSPlatform("windows")]
internal sealed partial class WindowsJob : IDisposable
{
    private const int ExtendedLimits = 9; // JobObjectExtendedLimitInformation
    private const uint KillOnClose = 0x2000; // JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
    private const uint SilentBreakaway = 0x1000; // JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK

    // JOBOBJECT_EXTENDED_LIMIT_INFORMATION: the flags are behind two numbers of 64 bits.
    private const int FlagsOffset = 16;

    private static readonly int s_size = nint.Size == 8 ? 144 : 112;

    private readonly SafeFileHandle _job;

    private WindowsJob(SafeFileHandle job) => _job = job;

    /// <summary>Null where the system does not let it.</summary>
    internal static WindowsJob? OfThisProcess()
    {
        WindowsJob job = new(Create(0, 0));
        if (!job._job.IsInvalid && job.SetFlags(KillOnClose) && Assign(job._job, -1)) // GetCurrentProcess()
            return job;

        job.Dispose();
        return null;
    }

    /// <summary>What the program left running goes on without this process.</summary>
    internal void Release() => SetFlags(SilentBreakaway);

    public void Dispose() => _job.Dispose();

    private bool SetFlags(uint flags)
    {
        Span<byte> limits = stackalloc byte[s_size];
        BinaryPrimitives.WriteUInt32LittleEndian(limits[FlagsOffset..], flags);
        return SetInformation(_job, ExtendedLimits, ref MemoryMarshal.GetReference(limits), (uint)s_size);
    }

    [LibraryImport("kernel32", EntryPoint = "CreateJobObjectW")]
    private static partial SafeFileHandle Create(nint security, nint name);

    [LibraryImport("kernel32", EntryPoint = "SetInformationJobObject")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetInformation(SafeFileHandle job, int kind, ref byte information, uint length);

    [LibraryImport("kernel32", EntryPoint = "AssignProcessToJobObject")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool Assign(SafeFileHandle job, nint process);
}
