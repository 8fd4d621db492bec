namespace LlamaEnv.Package.Tests;

/// <summary>A web program with the check, started as it is deployed.</summary>
[TestClass]
public sealed class HostingCheckTests
{
    [TestMethod]
    public void A_start_without_a_key_ends_with_the_list_alone()
    {
        using TestProject project = TestProject.EmptyFolder();
        project.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        project
            .WithFile("App.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk.Web">
                  <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
                  <ItemGroup><PackageReference Include="LlamaEnv.Hosting" Version="{Packages.Version}" /></ItemGroup>
                </Project>
                """)
            .WithFile("Program.cs", """
                using LlamaEnv.Hosting;
                using Microsoft.Extensions.Options;

                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddHostedService<Other>();
                builder.Services.AddLlamaCloudCheck();
                builder.Services.AddHealthChecks().AddLlamaCloud();
                var app = builder.Build();
                app.MapHealthChecks("/ready");
                app.Lifetime.ApplicationStarted.Register(() =>
                {
                    Console.WriteLine($"STARTED {app.Services.GetRequiredService<IOptionsMonitor<LlamaCloudOptions>>().CurrentValue}");
                    app.Lifetime.StopApplication();
                });
                app.Run();

                public sealed class Other : BackgroundService
                {
                    protected override Task ExecuteAsync(CancellationToken stoppingToken)
                    {
                        Console.WriteLine("OTHER");
                        return Task.CompletedTask;
                    }
                }
                """);
        project.Dotnet("build").Exits(0);
        string program = Path.Combine(project.Directory, "bin", "Debug", "net10.0", "App.dll");

        Outcome stopped = Start().Exits(1);
        OnStandardError(stopped).Reports("LLENV0001");
        Assert.DoesNotContain("   at ", stopped.Output + stopped.Error, stopped.ToString());
        Assert.DoesNotContain("Unhandled", stopped.Error, stopped.ToString());
        Assert.DoesNotContain("OTHER", stopped.Output, stopped.ToString());

        Outcome wrong = Start("LlamaCloud__ApiKey=your-api-key", "LlamaCloud__BaseUrl=http://llama.example.com").Exits(1);
        OnStandardError(wrong).Reports("LLENV0010", "LLENV0016");
        Assert.HasCount(2, wrong.Error.TrimEnd().Split('\n'), wrong.ToString());

        Outcome off = Start("LlamaEnv__Check=false").Exits(0);
        Assert.Contains("STARTED (empty)", off.Output, off.ToString());

        Outcome started = Start($"LLAMA_CLOUD_API_KEY={Values.Key}").Exits(0);
        Assert.Contains($"STARTED llx-*** (52 characters) for {Values.DefaultUrl}", started.Output, started.ToString());
        Assert.Contains("LlamaCloud: LLAMA_CLOUD_API_KEY=llx-*** (52 characters) from environment", started.Output, started.ToString());
        Assert.DoesNotContain(Values.Key, started.Output + started.Error);

        // The host logs the exception as well, where its log goes.
        static Outcome OnStandardError(Outcome outcome) => outcome with { Output = "" };

        Outcome Start(params string[] variables)
        {
            Dictionary<string, string> environment = new(project.Environment);
            foreach (string variable in variables)
                environment[variable.Split('=')[0]] = variable.Split('=')[1];
            return ChildProcess.Run(ChildProcess.Dotnet, [program], Path.GetTempPath(), environment);
        }
    }
}
