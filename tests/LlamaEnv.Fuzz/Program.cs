using System.Diagnostics;
using System.Globalization;
using LlamaEnv.Fuzz;

// Random input until the number of executions is reached or something does not hold. The seed of a failing execution,
// which is printed, gives that execution alone: --seed SEED --executions 1.
long executions = 100_000;
int seed = 1;
string? only = null;
for (int i = 0; i < args.Length; i++)
{
    string value = i + 1 < args.Length ? args[i + 1] : "";
    switch (args[i])
    {
        case "--executions" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out executions):
        case "--seed" when int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out seed):
            i++;
            break;
        case "--target":
            only = value;
            i++;
            break;
        default:
            Console.Error.WriteLine("--executions N | --seed S | --target inject, dotenv, json, dockerignore, url, store or arguments (default: all, N each)");
            return 2;
    }
}

string root = FuzzTarget.MakeRoot();
try
{
    List<FuzzTarget> targets = [.. FuzzTarget.All(root).Where(target => only is null || target.Name == only)];
    if (targets.Count == 0)
    {
        Console.Error.WriteLine($"There is no target '{only}'.");
        return 2;
    }

    foreach (FuzzTarget target in targets)
    {
        long start = Stopwatch.GetTimestamp();
        if (FuzzRun.FindFailure(target, seed, executions) is { } failure)
        {
            Console.WriteLine($"{target.Name}: {failure}");
            return 1;
        }

        Console.WriteLine(FormattableString.Invariant($"{target.Name}: {executions} executions from seed {seed}, {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s, nothing found"));
    }

    return 0;
}
finally
{
    Directory.SetCurrentDirectory(Path.GetTempPath());
    Directory.Delete(root, recursive: true);
}
