using System.Reflection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Validation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LlamaEnv.Hosting;

/// <summary>Looks at key, URL and project before any other service of the host starts.</summary>
internal sealed partial class LlamaCloudCheck(LlamaCloudState state, ILogger<LlamaCloudCheck> logger, IConfiguration? configuration = null) : IHostedLifecycleService
{
    internal const string Switch = "LlamaEnv:Check";

    /// <summary>Programs that start a host only to look at it: for an OpenAPI document, for Entity Framework.</summary>
    private static readonly string[] s_designTime = ["GetDocument.Insider", "ef"];

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        List<Diagnostic> diagnostics = [];
        bool isOn = SettingParser.IsTrue(Switch, configuration?[Switch], whenUnset: true, diagnostics);
        if (!isOn || IsDesignTime())
            return Task.CompletedTask;

        LlamaCloudSet set = state.Read();
        diagnostics.AddRange(set.Diagnostics);
        List<Diagnostic> errors = diagnostics.FindAll(static d => d.Severity == DiagnosticSeverity.Error);
        if (errors.Count > 0)
        {
            QuietEnd.Arm();
            throw new LlamaCloudCheckException(errors);
        }

        foreach (Diagnostic warning in diagnostics)
            LogFinding(warning.Code, warning.Message);
        LogChecked(set);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static bool IsDesignTime() => s_designTime.Contains(Assembly.GetEntryAssembly()?.GetName().Name);

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "LlamaCloud: {Set}")]
    private partial void LogChecked(LlamaCloudSet set);

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "{Code}: {Finding}")]
    private partial void LogFinding(string code, string finding);
}
