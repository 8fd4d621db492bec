using System.CommandLine;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;
using LlamaEnv.Inspection;
using LlamaEnv.Inspection.Scan;
using LlamaEnv.Tool.Formatting;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>scan</c>: keys that somebody wrote down. Writes nothing but a baseline, where it is told to.</summary>
internal static class ScanCommand
{
    private const int NotLooked = 2;

    /// <summary>Reading files is soon as fast as the disk.</summary>
    private const int MostThreads = 4;

    private static readonly Argument<string[]> s_paths = new("PATH") { Description = "Files and folders. Default: the current folder.", Arity = ArgumentArity.ZeroOrMore };

    private static readonly Option<bool> s_staged = new("--staged") { Description = "Look at what is staged for the next commit, not at files: for a pre-commit hook." };

    private static readonly Option<bool> s_history = new("--history") { Description = "Look at everything that was ever committed, and at the texts of commits and tags, not at files." };

    private static readonly Option<bool> s_noIgnore = new("--no-ignore") { Description = "Look at files that git ignores, too." };

    private static readonly FindingsOptions s_options = new();

    internal static Command Make()
    {
        DocumentedCommand command = new(
            "scan",
            "Looks for LlamaCloud keys that stand in files, archives, images, staged changes or the history, and for values of declared variables.",
            "dotnet llama-env scan",
            "dotnet llama-env scan --staged",
            "dotnet llama-env scan --history",
            "dotnet llama-env scan msbuild.binlog nupkg/ image.tar",
            "dotnet llama-env scan -o sarif > scan.sarif");
        s_paths.Validators.Add(static result =>
        {
            foreach (string value in result.Tokens.Select(static token => token.Value).Where(static value => value.StartsWith('-')))
                result.AddError($"Unrecognized option '{value}'.");
        });
        command.Arguments.Add(s_paths);
        command.Options.Add(s_staged);
        command.Options.Add(s_history);
        command.Options.Add(s_noIgnore);
        s_options.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        UserTerminal terminal = UserTerminal.Of(parsed);
        OutputFormat format = s_options.FormatOf(parsed);
        try
        {
            return Task.FromResult(Scan(parsed, terminal, cancellationToken));
        }
        catch (DiagnosticException e) when (format != OutputFormat.Text)
        {
            FindingsReport.Write([new Finding(e.Diagnostic, ScanNotes.Kind)], "", "", format, terminal);
            return Task.FromResult(NotLooked);
        }
    }

    /// <exception cref="UsageException">It is not clear what to look at.</exception>
    private static int Scan(ParseResult parsed, UserTerminal terminal, CancellationToken cancellationToken)
    {
        string currentDirectory = CurrentFolder.Path;
        ScanScope scope = ScopeOf(parsed);
        string[] paths = [.. (parsed.GetValue(s_paths) is { Length: > 0 } named ? named : ["."]).Select(path => Locate(path, scope, currentDirectory)).Distinct(StringComparer.Ordinal)];
        ScanRequest request = new(paths, scope, parsed.GetValue(s_noIgnore), Math.Clamp(Environment.ProcessorCount, 1, MostThreads));
        ScanResult result = RepositoryScan.Run(request, HostEnvironment.Capture(currentDirectory), cancellationToken);

        if (result is { Count: 0, IsIncomplete: false } && scope == ScanScope.Files)
            terminal.WriteStatus("there are no files to look at. To look at those that git ignores, pass --no-ignore");
        int exitCode = s_options.Report(parsed, result.Findings, Count(result.Count, scope), currentDirectory, terminal, cancellationToken);
        bool hasKey = result.Findings.Any(static f => f.Diagnostic is { Code: DiagnosticCodes.HardCodedKey, Severity: DiagnosticSeverity.Error });
        return result.IsIncomplete && !(exitCode == 1 && hasKey) ? NotLooked : exitCode;
    }

    /// <exception cref="UsageException">Two of them contradict each other.</exception>
    private static ScanScope ScopeOf(ParseResult parsed)
    {
        bool isStaged = parsed.GetValue(s_staged);
        bool isHistory = parsed.GetValue(s_history);
        if (isStaged && isHistory)
            throw new UsageException("--staged and --history cannot be used together.");
        if ((isStaged || isHistory) && parsed.GetValue(s_noIgnore))
            throw new UsageException($"--no-ignore is about files, and {(isStaged ? "--staged" : "--history")} looks at none. Leave one of them out.");

        return isStaged ? ScanScope.Staged : isHistory ? ScanScope.History : ScanScope.Files;
    }

    /// <exception cref="UsageException">There is nothing to look at.</exception>
    private static string Locate(string path, ScanScope scope, string currentDirectory)
    {
        string absolute;
        try
        {
            absolute = SymbolicLinks.Follow(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, currentDirectory)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"There is no file or folder {path}.");
        }

        if (!Path.Exists(absolute))
            throw new UsageException($"There is no file or folder {absolute}.");
        if (!Directory.Exists(absolute) && FileKind.IsSpecial(absolute))
            throw new UsageException($"{absolute} is neither a file nor a folder.");
        if (scope != ScanScope.Files && GitRepository.Find(Path.Combine(absolute, ".git")) is null)
            throw new UsageException($"{absolute} is in no git repository, and {(scope == ScanScope.Staged ? "--staged" : "--history")} looks into one.");
        return absolute;
    }

    private static string Count(int count, ScanScope scope)
    {
        string what = scope switch
        {
            ScanScope.Staged => "staged file",
            ScanScope.History => "object",
            _ => "file",
        };
        return FormattableString.Invariant($"{count} {what}{(count == 1 ? "" : "s")}{(scope == ScanScope.History ? " of the history" : "")}");
    }
}
