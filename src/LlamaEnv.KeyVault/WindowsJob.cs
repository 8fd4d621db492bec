using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace LlamaEnv.KeyVault;

/// <summary>A job of Windows: when this process ends, the system ends all that it started.</summary>
[SupportedOSPlatform("windows")]
internal static partial class WindowsJob
{
    private const int ExtendedLimits = 9; // JobObjectExtendedLimitInformation

    private const int KillOnClose = 0x2000; // JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE

    /// <summary>Where that is not allowed nothing is lost but this.</summary>
    internal static void Enter()
    {
        // JOBOBJECT_EXTENDED_LIMIT_INFORMATION: its flags are behind two numbers of 64 bits.
        Span<byte> limits = stackalloc byte[nint.Size == 8 ? 144 : 112];
        limits.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(limits[16..], KillOnClose);
        nint job = CreateJobObject(0, 0); // Never closed: the end of the process does it.
        if (job != 0 && SetInformationJobObject(job, ExtendedLimits, ref MemoryMarshal.GetReference(limits), limits.Length))
            AssignProcessToJobObject(job, GetCurrentProcess());
    }

    [LibraryImport("kernel32", EntryPoint = "CreateJobObjectW")]
    private static partial nint CreateJobObject(nint attributes, nint name);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetInformationJobObject(nint job, int kind, ref byte limits, int length);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool AssignProcessToJobObject(nint job, nint process);

    [LibraryImport("kernel32")]
    private static partial nint GetCurrentProcess();
}
