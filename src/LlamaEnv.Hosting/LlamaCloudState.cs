using System.Diagnostics.CodeAnalysis;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;
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
    /// <summary>How long files that are written one after the other stay as they are, before they count as one set.</summary>
    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly LlamaCloudReader _reader;
    private readonly ILogger _logger;
    private readonly ITimer? _timer;
    private readonly IDisposable? _configurationChanges;
    private CancellationTokenSource _change = new();
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private LlamaCloudSet? _current;

    /// <summary>What the files had at the last look, where that is not used yet.</summary>
    private LlamaCloudSet? _seen;
    private long _seenSince;
    private string _lastTrouble = "";

    public LlamaCloudState(IOptions<LlamaCloudCheckOptions> options, ILogger<LlamaCloudState> logger, IConfiguration? configuration = null, IHostEnvironment? environment = null, TimeProvider? time = null)
        : this(new LlamaCloudReader(options.Value, configuration, environment?.EnvironmentName, ProgramContext.Capture), options.Value, logger, configuration, time)
    {
    }

    internal LlamaCloudState(LlamaCloudReader reader, LlamaCloudCheckOptions options, ILogger logger, IConfiguration? configuration, TimeProvider? time)
    {
        _reader = reader;
        _logger = logger;
        _interval = options.ReloadInterval;
        _time = time ?? TimeProvider.System;
        if (!string.IsNullOrWhiteSpace(options.SecretsDirectory) && options.ReloadInterval > TimeSpan.Zero)
            _timer = _time.CreateTimer(_ => Refresh(), null, options.ReloadInterval, options.ReloadInterval);
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

    /// <summary>What the program has at this moment. The first is used, and later ones as <see cref="Refresh"/> would.</summary>
    internal LlamaCloudSet Read()
    {
        LlamaCloudSet set = _reader.Read();
        lock (_lock)
        {
            if (_current is null)
            {
                _current = set;
                return set;
            }
        }

        Follow(set);
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
    internal void Refresh() => Follow(_reader.Read());

    private void Follow(LlamaCloudSet set)
    {
        CancellationTokenSource changed;
        lock (_lock)
        {
            if (!set.IsUsable || IsLost(set))
            {
                string trouble = set.IsUsable ? $"The folder of secrets has no {Variable.ApiKey} any more." : string.Join(' ', set.Errors.Select(static e => e.Text));
                if (_current?.IsUsable == true && trouble != _lastTrouble)
                    LogKept(trouble);
                _lastTrouble = trouble;
                _seen = null;
                return;
            }

            if (_current is null || set.HasValuesOf(_current))
            {
                _seen = null;
                if (_lastTrouble.Length > 0)
                    LogUsable(set);
                _lastTrouble = "";
                return;
            }

            if (_current.IsUsable && IsMounted(set) && !IsReplacedAtOnce(set) && !HasSettled(set))
                return;

            _seen = null;
            _lastTrouble = "";
            _current = set;
            changed = _change;
            _change = new CancellationTokenSource();
        }

        LogRotated(set);
        foreach (Diagnostic warning in set.Diagnostics)
            LogFinding(warning.Code, warning.Message);
        changed.Cancel();
        changed.Dispose();
    }

    /// <summary>A file that is replaced is not there, or empty, for a moment. What stands elsewhere, often for another server, is no new key then.</summary>
    private bool IsLost(LlamaCloudSet set) => IsMounted(_current) && !IsMounted(set);

    /// <summary>Of the sources of a running program that one alone has files.</summary>
    private static bool IsMounted(LlamaCloudSet? set) => set?.Find(Variable.ApiKey)?.File is not null;

    /// <summary>Whether the files have been as they are for long enough; else they are looked at again when they may have been.</summary>
    private bool HasSettled(LlamaCloudSet set)
    {
        if (_seen is null || !set.HasValuesOf(_seen))
            (_seen, _seenSince) = (set, _time.GetTimestamp());

        // What looks odd may be half a key.
        TimeSpan left = (set.Diagnostics.Count > 0 && _interval > s_settled ? _interval : s_settled) - _time.GetElapsedTime(_seenSince);
        if (left > TimeSpan.Zero)
            _timer?.Change(left, _interval);
        return left <= TimeSpan.Zero;
    }

    /// <summary>
    /// Whether the files are of a generation that Kubernetes or a CSI driver mounts and replaces as a whole, in a folder whose name
    /// begins with two dots. Others are written one by one, and between two of them no set is whole.
    /// </summary>
    private static bool IsReplacedAtOnce(LlamaCloudSet set)
    {
        try
        {
            return SymbolicLinks.Follow(set.Find(Variable.ApiKey)!.File!).Split(Path.DirectorySeparatorChar).Any(static name => name.Length > 2 && name.StartsWith("..", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false;
        }
    }

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

    [LoggerMessage(EventId = 6, Level = LogLevel.Information, Message = "LlamaCloud's set can be used again: {Set}")]
    private partial void LogUsable(LlamaCloudSet set);

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "{Code}: {Finding}")]
    private partial void LogFinding(string code, string finding);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "LlamaCloud's set has changed and cannot be used; the one before is kept. {Trouble}")]
    private partial void LogKept(string trouble);
}
