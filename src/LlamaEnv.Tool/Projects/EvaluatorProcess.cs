using System.ComponentModel;
using System.Diagnostics;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tool;

/// <summary>LlamaEnv.Evaluator, which has MSBuild read a project. What goes in and out is in its Program.cs.</summary>
internal static class EvaluatorProcess
{
    // A project may name an SDK that is downloaded first.
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(5);

    private static readonly string s_path = Path.Combine(AppContext.BaseDirectory, "evaluator", "LlamaEnv.Evaluator.dll");

    /// <summary>Its answers.</summary>
    /// <param name="file">The project.</param>
    /// <param name="properties">What to ask for.</param>
    /// <param name="host">Where to look for .NET.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DiagnosticException">It is not there, cannot be started, or ended too early (LLENV0902).</exception>
    internal static async Task<EvaluatorAnswers> AskAsync(string file, IEnumerable<string> properties, HostEnvironment host, CancellationToken cancellationToken)
    {
        if (!File.Exists(s_path))
            throw Unreadable(file, "that needs the .NET SDK, and LlamaEnv.Evaluator from the tool's package, which this executable was copied without");
        string dotnet = DotnetHost.Find(host)
            ?? throw Unreadable(file, "that needs the .NET SDK, and there is no dotnet where DOTNET_HOST_PATH, DOTNET_ROOT and PATH look");

        ProcessStartInfo start = new(dotnet, [s_path, file, .. properties])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_timeout);
        using Process process = Start(start, file);
        try
        {
            process.StandardInput.Close();
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token); // May quote the project.
            string answers = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await errors;
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0
                ? EvaluatorAnswers.Parse(answers)
                : throw Unreadable(file, $"'{dotnet} {s_path}' ended with code {process.ExitCode}; it needs the .NET SDK 10 or later");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw Unreadable(file, $"its evaluation did not end within {s_timeout.TotalMinutes:0} minutes");
        }
    }

    private static Process Start(ProcessStartInfo start, string file)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw Unreadable(file, $"{start.FileName} cannot be started: {e.Message}");
        }
    }

    private static DiagnosticException Unreadable(string file, string reason) => new(Findings.ProjectUnreadable(file, reason));
}
