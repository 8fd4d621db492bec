using System.CommandLine;
using System.Globalization;
using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Cloud.Http;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Diagnostics;
using LlamaEnv.Tool.Formatting;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>check</c>: whether the values are there and can work. Writes nothing and never asks anybody.</summary>
internal static class CheckCommand
{
    /// <summary>A day: whoever waits longer does not wait for a mount or a server.</summary>
    private const int MaxWaitSeconds = 24 * 60 * 60;

    /// <summary>A hundred years.</summary>
    private const int MaxAgeDays = 36_500;

    private static readonly Argument<string?> s_project = Arguments.Optional("PROJECT", ReadingOptions.ProjectHelp);

    private static readonly ReadingOptions s_options = new();

    private static readonly Option<bool> s_online = new("--online") { Description = "Ask LlamaCloud whether it accepts the key, and for the configured project. 5 seconds a request, three requests at most." };

    private static readonly Option<string?> s_wait = new("--wait")
    {
        Description = "How long to wait for what may still come: a server that does not answer, a file that is not mounted yet, a missing key. What is wrong otherwise ends at once.",
        HelpName = "SECONDS",
    };

    private static readonly Option<string?> s_maxAge = new("--max-age")
    {
        Description = "Warn of a key that was made longer ago, where LlamaCloud says when. Asks as --online does, and for the list of keys.",
        HelpName = "DAYS",
    };

    private static readonly Option<OutputFormat> s_output = OutputOption.Make();

    internal static Command Make()
    {
        DocumentedCommand command = new(
            "check",
            "Checks that the values are there and can work: for pipelines, containers and health checks. Writes nothing.",
            "dotnet llama-env check",
            "dotnet llama-env check --online --wait 60     # before a program starts",
            "dotnet llama-env check --max-age 90           # in a pipeline, once a day",
            "dotnet llama-env check -o json")
        {
            s_project,
        };
        s_options.AddTo(command);
        command.Options.Add(s_online);
        command.Options.Add(s_wait);
        command.Options.Add(s_maxAge);
        command.Options.Add(s_output);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        UserTerminal terminal = UserTerminal.Of(parsed);
        OutputFormat format = parsed.GetRequiredValue(s_output);
        TimeSpan? wait = ReadWait(parsed.GetValue(s_wait));
        int? maxAge = ReadMaxAge(parsed.GetValue(s_maxAge));
        ReadingTarget target;
        try
        {
            target = s_options.Read(parsed, parsed.GetValue(s_project), terminal, cancellationToken);
        }
        catch (DiagnosticException e) when (format != OutputFormat.Text)
        {
            CheckDocument.Of(e.Diagnostic).Write(terminal, format);
            return 1;
        }

        if (target.Reading.Settings is not { } settings)
        {
            if (format == OutputFormat.Text)
                target.Reading.Report(terminal);
            else
                CheckDocument.Of(target.Reading.Error!).Write(terminal, format);
            return 1;
        }

        using HttpChannel? channel = parsed.GetValue(s_online) || maxAge is not null ? new HttpChannel(target.Host, OnlineCheck.Limits, TimeProvider.System) : null;
        CheckRun run = new(target, settings, channel is null ? null : new OnlineCheck(channel, OnlineCheck.OfficialRegions), TimeProvider.System)
        {
            MaxAge = channel is not null && maxAge is { } days ? new KeyAgeLimit(days, new KeyAge(channel, new ProfileStore(target.Host, cancellationToken))) : null,
        };
        try
        {
            CheckResult result = await run.RunAsync(wait, cancellationToken);
            Write(result, format, terminal);
            return result.IsValid ? 0 : 1;
        }
        catch (DiagnosticException e) when (format != OutputFormat.Text)
        {
            CheckDocument.Of(e.Diagnostic).Write(terminal, format);
            return 1;
        }
    }

    private static void Write(CheckResult result, OutputFormat format, UserTerminal terminal)
    {
        if (format != OutputFormat.Text)
        {
            CheckDocument.Of(result).Write(terminal, format);
            return;
        }

        terminal.Write(result.Diagnostics);
        if (result.IsValid)
            terminal.WriteSuccess(result.Summary);
    }

    /// <exception cref="UsageException">It is no number of days.</exception>
    private static int? ReadMaxAge(string? text) =>
        text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int days) && days <= MaxAgeDays ? days
        : throw new UsageException(FormattableString.Invariant($"'{text}' is no number of days for --max-age. Write a whole number from 0 to {MaxAgeDays}."));

    /// <exception cref="UsageException">It is no number of seconds.</exception>
    private static TimeSpan? ReadWait(string? text) =>
        text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds <= MaxWaitSeconds ? TimeSpan.FromSeconds(seconds)
        : throw new UsageException(FormattableString.Invariant($"'{text}' is no number of seconds for --wait. Write a whole number from 0 to {MaxWaitSeconds}."));
}
