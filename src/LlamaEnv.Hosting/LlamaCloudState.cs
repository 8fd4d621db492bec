using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace LlamaEnv.Hosting;

/// <summary>
/// The set that the program uses, followed: when files or the configuration have another one that is valid, options are
/// made again. One that is broken or invalid changes nothing, as what was used until then may still do.
/// </summary>
internal sealed partial class LlamaCloudState : IOptionsChangeTokenSource<LlamaCloudOptions>, IConfigureOptions<LlamaCloudOptions>, IDisposable
{
    private readonly Lock _lock = new();
    private readonly LlamaCloudReader _reader;
    private readonly ILogger _logger;
    private readonly ITimer? _timer;
    private readonly IDisposable? _configurationChanges;
    private CancellationTokenSource _change = new();
    private LlamaCloudSet? _current;
    private string _lastTrouble = "";

    public LlamaCloudState(IOptions<LlamaCloudCheckOptions> options, ILogger<LlamaCloudState> logger, IConfiguration? configuration = null, IHostEnvironment? environment = null, TimeProvider? time = null)
        : this(new LlamaCloudReader(options.Value, configuration, environment?.EnvironmentName, ProgramContext.Capture), options.Value, logger, configuration, time)
    {
    }

    internal LlamaCloudState(LlamaCloudReader reader, LlamaCloudCheckOptions options, ILogger logger, IConfiguration? configuration, TimeProvider? time)
    {
        _reader = reader;
        _logger = logger;
        if (!string.IsNullOrWhiteSpace(options.SecretsDirectory) && options.ReloadInterval > TimeSpan.Zero)
            _timer = (time ?? TimeProvider.System).CreateTimer(_ => Refresh(), null, options.ReloadInterval, options.ReloadInterval);
        if (configuration is not null)
            _configurationChanges = ChangeToken.OnChange(configuration.GetReloadToken, Refresh);
    }

    /// <inheritdoc/>
    public string Name => Options.DefaultName;

    /// <summary>The set that is used; the one that was found first, if none was usable yet.</summary>
    internal LlamaCloudSet Current
    {
        get
        {
            lock (_lock)
                return _current ??= _reader.Read();
        }
    }

    /// <summary>What the program has at this moment. Used from here on, if it is usable.</summary>
    internal LlamaCloudSet Read()
    {
        LlamaCloudSet set = _reader.Read();
        lock (_lock)
        {
            if ((set.IsUsable && !IsLost(set)) || _current is null)
                _current = set;
        }

        return set;
    }

    /// <inheritdoc/>
    public IChangeToken GetChangeToken()
    {
        lock (_lock)
            return new CancellationChangeToken(_change.Token);
    }

    /// <inheritdoc/>
    public void Configure(LlamaCloudOptions options)
    {
        LlamaCloudSet set = Current;
        if (!set.IsUsable)
            return;

        options.ApiKey = set.Find(Variable.ApiKey)!.Value;
        options.BaseUrl = Open(set.Find(Variable.BaseUrl)) ?? options.BaseUrl;
        options.ProjectId = Open(set.Find(Variable.ProjectId));
    }

    /// <summary>Takes what has changed, if it is usable, and tells those who watch.</summary>
    internal void Refresh()
    {
        LlamaCloudSet set = _reader.Read();
        CancellationTokenSource changed;
        lock (_lock)
        {
            if (!set.IsUsable || IsLost(set))
            {
                string trouble = set.IsUsable ? $"The folder of secrets has no {Variable.ApiKey} any more." : string.Join(' ', set.Errors.Select(static e => e.Text));
                if (_current?.IsUsable == true && trouble != _lastTrouble)
                    LogKept(trouble);
                _lastTrouble = trouble;
                return;
            }

            _lastTrouble = "";
            if (_current is null || set.HasValuesOf(_current))
                return;

            _current = set;
            changed = _change;
            _change = new CancellationTokenSource();
        }

        LogRotated(set);
        changed.Cancel();
        changed.Dispose();
    }

    /// <summary>A file that is replaced is not there, or empty, for a moment. What stands elsewhere, often for another server, is no new key then.</summary>
    private bool IsLost(LlamaCloudSet set) => IsMounted(_current) && !IsMounted(set);

    /// <summary>Of the sources of a running program that one alone has files.</summary>
    private static bool IsMounted(LlamaCloudSet? set) => set?.Find(Variable.ApiKey)?.File is not null;

    public void Dispose()
    {
        _timer?.Dispose();
        _configurationChanges?.Dispose();
        _change.Dispose();
    }

    [SuppressMessage("ApiDesign", "RS0030", Justification = "Where URL and project, which are no secrets, leave for the program's options.")]
    private static string? Open(Credential? credential) => credential?.Value.Reveal();

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "LlamaCloud's set has changed: {Set}")]
    private partial void LogRotated(LlamaCloudSet set);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "LlamaCloud's set has changed and cannot be used; the one before is kept. {Trouble}")]
    private partial void LogKept(string trouble);
}
