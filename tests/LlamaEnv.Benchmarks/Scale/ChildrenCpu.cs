using System.Globalization;

namespace LlamaEnv.Benchmarks.Scale;

/// <summary>User and system time of the processes that this one started and that ended, with those that they started.</summary>
internal static class ChildrenCpu
{
    /// <summary>Linux counts it in ticks of ten milliseconds, which is exact enough over thousands of processes.</summary>
    internal static double Milliseconds()
    {
        string line = File.ReadAllText("/proc/self/stat");
        string[] fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        // See proc(5): cutime and cstime are fields 16 and 17, and the third is the first here.
        return (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)) * 10.0;
    }
}
