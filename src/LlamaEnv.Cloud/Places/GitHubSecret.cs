using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LlamaEnv.Cloud.Rotation;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Places;

/// <summary>A secret of a repository or of an environment in it. GitHub never shows it again: that it is there tells the time of its last change.</summary>
internal sealed class GitHubSecret : IRotationOutput
{
    private const string SignIn = "Log in with 'gh auth login', or set GH_TOKEN, with the right to write secrets; 'gh' has to know 'secret list --json' (a version of 2024 or later)";

    /// <summary>GitHub's clock counts seconds, so a change within the second of the last one does not show.</summary>
    private const int Attempts = 4;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, string> s_environment = new() { ["GH_PROMPT_DISABLED"] = "1", ["GH_NO_UPDATE_NOTIFIER"] = "1", ["NO_COLOR"] = "1", ["GH_PAGER"] = "" };

    private readonly string _name;
    private readonly PlaceProgram _program;
    private readonly string _secret;
    private readonly string[] _where;

    /// <summary>Whose repository it is, where none is named.</summary>
    private readonly string? _directory;

    private GitHubSecret(string name, string secret, string[] where, string? directory, PlaceProgram program)
    {
        _directory = directory;
        _name = name;
        _secret = secret;
        _where = where;
        _program = program;
    }

    public IReadOnlyList<string> Names => [_name];

    public bool IsElsewhere => true;

    internal static IRotationOutput? Make(string text, PlaceText parts, string directory, HostEnvironment host)
    {
        string secret = parts["name"] ?? Variable.ApiKey.Name;
        string? environment = parts["env"];
        bool isRepository = parts.Target.Length == 0 || (parts.Target.Split('/') is { Length: 2 or 3 } words && words.All(IsWord));
        // What GitHub takes; it keeps names with this beginning for itself.
        bool isSecret = !char.IsAsciiDigit(secret[0]) && !secret.StartsWith("GITHUB_", StringComparison.OrdinalIgnoreCase) && secret.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');
        if (!isRepository || !isSecret || environment?.StartsWith('-') is true || !parts.HasOnly("env", "name"))
            return null;

        string[] repository = parts.Target.Length == 0 ? [] : ["--repo", parts.Target];
        return new GitHubSecret(text, secret, [.. repository, .. environment is null ? (string[])[] : ["--env", environment]], repository.Length == 0 ? directory : null, new PlaceProgram("gh", "Get it at https://cli.github.com", s_environment, directory, host));
    }

    public IReadOnlyList<Diagnostic> Check(CancellationToken cancellationToken)
    {
        if (_program.FindMissing(_name) is { } missing)
            return [missing];

        if (FindGone() is { } gone)
            return [gone];

        string? failure = ReadTime([], out _, cancellationToken);
        return failure is null ? [] : [Findings.PlaceNotReady(_name, failure, SignIn)];
    }

    /// <summary>It holds a key alone.</summary>
    public IReadOnlyList<string> FindProjects(CancellationToken cancellationToken) => [];

    [SuppressMessage("ApiDesign", "RS0030", Justification = "It is written.")]
    public IReadOnlyList<Diagnostic> Write(Secret key, CancellationToken cancellationToken)
    {
        if (FindGone() is { } gone)
            return [gone];
        if (ReadTime([key], out DateTimeOffset? before, cancellationToken) is { } unreadable)
            return [Findings.PlaceNotUpdated(_name, unreadable, SignIn)];

        for (int attempt = 1; ; attempt++)
        {
            PlaceAnswer answer = _program.Run(["secret", "set", _secret, .. _where], Encoding.UTF8.GetBytes(key.Reveal()), [key], cancellationToken);
            string? failure = answer.Failure ?? ReadTime([key], out DateTimeOffset? after, cancellationToken) ?? (after > (before ?? DateTimeOffset.MinValue) ? null : $"GitHub's list does not show that {_secret} was changed");
            if (failure is null)
                return [];
            if (answer.Failure is not null || attempt == Attempts)
                return [Findings.PlaceNotUpdated(_name, failure, SignIn)];

            cancellationToken.WaitHandle.WaitOne(s_pause);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private Diagnostic? FindGone() => _directory is null || Directory.Exists(_directory) ? null
        : Findings.PlaceNotReady(_name, $"the folder {_directory}, in which the rotation was begun, and whose repository is meant, is gone", "Make it again");

    /// <summary>GitHub shows it to nobody.</summary>
    public IReadOnlyList<Diagnostic> Verify(ExpectedKey expected, CancellationToken cancellationToken) => [];

    /// <summary>When the secret was changed last; null where there is none yet. Returns why nobody knows.</summary>
    private string? ReadTime(IReadOnlyList<Secret> hidden, out DateTimeOffset? changed, CancellationToken cancellationToken)
    {
        changed = null;
        PlaceAnswer answer = _program.Run(["secret", "list", "--json", "name,updatedAt", .. _where], default, hidden, cancellationToken);
        if (answer.Failure is not null)
            return answer.Failure;

        try
        {
            using JsonDocument list = JsonDocument.Parse(answer.Output);
            foreach (JsonElement item in list.RootElement.EnumerateArray())
            {
                if (string.Equals(item.GetProperty("name").GetString(), _secret, StringComparison.OrdinalIgnoreCase))
                    changed = DateTimeOffset.Parse(item.GetProperty("updatedAt").GetString() ?? "", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            }

            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return "gh printed no list of secrets";
        }
    }

    private static bool IsWord(string word) => word.Length > 0 && word[0] != '-' && word.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
