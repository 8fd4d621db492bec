using System.CommandLine;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files;
using LlamaEnv.Files.IO;
using LlamaEnv.Files.Outputs;
using LlamaEnv.Sources;
using LlamaEnv.Tool.Masking;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Commands;

/// <summary>
/// <c>run</c>: starts a program with the values in its environment, and nowhere else. It touches neither input nor mode of
/// the terminal, which the program is to find as they were.
/// </summary>
internal static class RunCommand
{
    private static readonly Argument<string?> s_project = Arguments.Optional("PROJECT", ReadingOptions.ProjectHelp);

    private static readonly ReadingOptions s_options = new();

    private static readonly Option<bool> s_mask = new("--mask") { Description = "Mask the secrets in what the command prints, also in Base64, JSON and URLs. The command then prints into a pipe, also at a terminal." };

    /// <param name="line">The command and its arguments, which are no business of the parser; null where there is no <c>--</c>.</param>
    internal static Command Make(IReadOnlyList<string>? line)
    {
        DocumentedCommand command = new(
            "run",
            "Starts a command with the variables in its environment: dotnet llama-env run [PROJECT] [OPTIONS] -- COMMAND …",
            "dotnet-llama-env run -- python worker.py",
            "dotnet-llama-env run --profile work -- npm start",
            "dotnet-llama-env run src/App/App.csproj -- docker compose up",
            "dotnet-llama-env run -- docker run -e LLAMA_CLOUD_API_KEY IMAGE",
            "dotnet-llama-env run --mask -- ./integration-tests.sh | tee log")
        {
            s_project,
        };
        s_options.AddTo(command);
        command.Options.Add(s_mask);
        // Not asynchronous: who waits to be cancelled handles signals, and a program would not inherit those as they were.
        command.SetAction(parsed => Run(parsed, line!));
        return command;
    }

    /// <summary>Whether a program is to be started by this line, and no help asked for: then nothing is written to standard output.</summary>
    internal static bool StartsProgram(IReadOnlyList<string> arguments) =>
        arguments is ["run", ..] && arguments.Contains(ProgramLine.Separator)
        && !arguments.TakeWhile(static a => a != ProgramLine.Separator).Any(static a => a is "--help" or "-h" or "-?" or "/h" or "/?");

    /// <summary>What is wrong where no command stands behind a <c>--</c>; null where one does.</summary>
    internal static Diagnostic? FindFault(IReadOnlyList<string> arguments, IReadOnlyList<string>? line) =>
        line is null or [] ? Findings.NoSeparator(ProgramLine.Propose(arguments, s_options.All.Append(s_mask)), hasSeparator: line is not null) : null;

    private static int Run(ParseResult parsed, IReadOnlyList<string> line)
    {
        IReadOnlyList<int> ignoredSignals = OperatingSystem.IsWindows() ? [] : Posix.FindIgnoredSignals();
        UserTerminal terminal = UserTerminal.Of(parsed);
        ReadingTarget target = s_options.Read(parsed, parsed.GetValue(s_project), terminal, CancellationToken.None);
        target.Reading.Report(terminal);
        if (target.Reading.Settings is not { } settings)
            return 1;

        InjectResult result;
        using (Interruption interruption = new(ignoredSignals))
        {
            try
            {
                result = Injector.Inject(settings.With(Setting.Outputs, OutputKind.None.Name), target.Directory, target.Host, interruption.Token);
            }
            catch (OperationCanceledException)
            {
                return interruption.ExitCode;
            }
        }

        terminal.Write(result.Diagnostics);
        if (!result.Succeeded)
            return 1;

        ProgramStart start = new()
        {
            Command = line[0],
            Arguments = [.. line.Skip(1)],
            ArgumentText = OperatingSystem.IsWindows() ? ProgramLine.TextBehindCommand(Environment.CommandLine) : "",
            Environment = OperatingSystem.IsWindows() ? ProgramEnvironment.Make(target.Host, result.Credentials) : [],
            EnvironmentBlock = OperatingSystem.IsWindows() ? [] : ProgramEnvironment.MakeBlock(ProcessText.ReadEnvironment(), target.Host, result.Credentials, IsDecided(result.Credentials, target.Host)),
            IsTyped = true,
            IgnoredSignals = ignoredSignals,
        };
        IReadOnlyList<byte[]> secrets = parsed.GetValue(s_mask) ? SecretForms.Of(result.Credentials) : [];
        if (secrets.Count == 0)
            return start.Run(target.Host, ReportFailure);

        WarnAboutTerminals(terminal);
        return new MaskedProgram(start, secrets, target.Host, ReportFailure).Run();

        void ReportFailure(string reason) => terminal.Write(Findings.CommandNotStarted(line[0], reason));
    }

    /// <summary>
    /// Whether the program has to be told that its set was decided, here or by a <c>run</c> around this one. What it has from
    /// the environment it would have without this command, and nothing is added to it then.
    /// </summary>
    private static bool IsDecided(IReadOnlyList<Credential> credentials, HostEnvironment host) =>
        StartedProgram.Is(host) || credentials.Any(static c => c.Variable == Variable.ApiKey && c.Source != EnvironmentSource.Kind.Name);

    private static void WarnAboutTerminals(UserTerminal terminal)
    {
        if (!Console.IsOutputRedirected || !Console.IsErrorRedirected)
            terminal.WriteStatus("warning: with --mask the command sees a pipe in place of this terminal: colours and full-screen programs may not work");
    }
}
