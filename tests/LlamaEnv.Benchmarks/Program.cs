using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using LlamaEnv.Benchmarks;
using LlamaEnv.Benchmarks.Scale;

// For processes.sh, which cannot count on an sqlite3 command.
if (args is ["make-store", { } directory, { } profiles])
{
    Stores.Make(directory, int.Parse(profiles, CultureInfo.InvariantCulture));
    return;
}

// For scan.sh.
if (args is ["make-tree", { } tree, { } megabytes])
{
    ScanTree.Make(tree, int.Parse(megabytes, CultureInfo.InvariantCulture));
    return;
}

// For scale.sh.
if (args is ["scale", { } tool, { } asking, { } reading])
{
    await new ScaleRun(tool, int.Parse(asking, CultureInfo.InvariantCulture), int.Parse(reading, CultureInfo.InvariantCulture)).RunAsync();
    return;
}

// In this process: one runtime, one configuration and no static state leave nothing for a process of its own to keep
// apart, and generating and building a project for every benchmark takes longer than the benchmarks do. A mutator, so
// that --job chooses the job and does not add a second one.
IConfig config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).AsMutator());
BenchmarkSwitcher.FromAssembly(typeof(LlamactlStore).Assembly).Run(args, config);
