using LlamaEnv.Cloud.Oidc;

namespace LlamaEnv.Cloud.Tests;

/// <summary>Whoever sits before the terminal: sees how the login stands, and acts.</summary>
internal sealed class Watcher(params Action<DeviceProgress>[] acts) : IProgress<DeviceProgress>
{
    internal List<DeviceProgress> Seen { get; } = [];

    public void Report(DeviceProgress value)
    {
        Seen.Add(value);
        if (Seen.Count <= acts.Length)
            acts[Seen.Count - 1](value);
    }
}
