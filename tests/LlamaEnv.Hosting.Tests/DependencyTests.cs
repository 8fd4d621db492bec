namespace LlamaEnv.Hosting.Tests;

/// <summary>What runs in other people's programs carries nothing that they did not ask for.</summary>
[TestClass]
public sealed class DependencyTests
{
    private static readonly string[] s_allowed =
    [
        "LlamaEnv", "dotenv.net", "Microsoft.Extensions.Configuration.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions",
        "Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Extensions.Diagnostics.HealthChecks.Abstractions", "Microsoft.Extensions.Hosting.Abstractions",
        "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options", "Microsoft.Extensions.Primitives",
    ];

    [TestMethod]
    public void It_stands_on_abstractions_and_starts_no_process()
    {
        string[] all = [.. typeof(LlamaEnvFile).Assembly.GetReferencedAssemblies().Concat(typeof(Secret).Assembly.GetReferencedAssemblies()).Select(a => a.Name!).Distinct()];

        Assert.IsEmpty(all.Where(name => !name.StartsWith("System.", StringComparison.Ordinal)).Except([.. s_allowed, "Microsoft.Win32.Primitives"]), string.Join(' ', all));
        Assert.DoesNotContain("System.Diagnostics.Process", all);
        Assert.DoesNotContain("System.Net.Sockets", all);
    }
}
