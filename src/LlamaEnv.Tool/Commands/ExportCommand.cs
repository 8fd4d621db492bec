using System.CommandLine;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files;
using LlamaEnv.Files.Outputs;
using LlamaEnv.Tool.Exports;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>export</c>: prints the values in the form that another program reads.</summary>
internal static class ExportCommand
{
    private static readonly Argument<string?> s_project = Arguments.Optional("PROJECT", ReadingOptions.ProjectHelp);

    private static readonly ReadingOptions s_options = new();

    private static readonly Option<string> s_format = MakeFormat();

    private static readonly Option<string?> s_name = new("--name")
    {
        Description = $"The name of the Kubernetes secret, or of the service in the compose file. Default: {ObjectNames.Default}.",
        HelpName = "NAME",
    };

    internal static Command Make()
    {
        DocumentedCommand command = new(
            "export",
            "Prints the values, secrets included, in the form that another program reads, or hands them to the next steps of a pipeline.",
            "eval \"$(dotnet-llama-env export --format bash)\"",
            "dotnet-llama-env export --format fish | source",
            "dotnet-llama-env export --format powershell | Invoke-Expression",
            "dotnet-llama-env export --format docker | docker run --env-file /dev/stdin IMAGE",
            "dotnet-llama-env export --format kubernetes --name NAME | kubectl create -f -",
            "dotnet-llama-env export --format github")
        {
            s_project,
            s_format,
            s_name,
        };
        s_options.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        UserTerminal terminal = UserTerminal.Of(parsed);
        ExportFormat format = FindFormat(parsed.GetValue(s_format)!);
        string objectName = FindObjectName(format, parsed.GetValue(s_name));
        ReadingTarget target = s_options.Read(parsed, parsed.GetValue(s_project), terminal, cancellationToken);
        target.Reading.Report(terminal);
        if (target.Reading.Settings is not { } settings)
            return Task.FromResult(1);

        InjectResult result = Injector.Inject(settings.With(Setting.Outputs, OutputKind.None.Name), target.Directory, target.Host, cancellationToken);
        terminal.Write(result.Diagnostics);
        if (!result.Succeeded)
            return Task.FromResult(1);

        Export export = new([.. result.Credentials.Where(c => !c.Value.IsEmpty).Select(c => new ExportedVariable(c))], objectName, target.Host);
        Diagnostic[] findings = [.. format.Check(export).Select(d => d.Severity == DiagnosticSeverity.Warning && settings.BuildWarnings.IsError(d.Code) ? d with { Severity = DiagnosticSeverity.Error } : d)];
        terminal.Write(findings);
        if (findings.Any(d => d.Severity == DiagnosticSeverity.Error))
            return Task.FromResult(1);

        if (export.Variables.Count > 0)
            Write(format, export, terminal);
        return Task.FromResult(0);
    }

    private static void Write(ExportFormat format, Export export, UserTerminal terminal)
    {
        string document = format.Write(export);
        foreach (string command in format.WriteCommands(export))
            terminal.WriteCommand(command);
        if (format.FindFile(export.Host) is { } file)
        {
            AppendedFile.Append(file, document);
            terminal.WriteStatus($"appended {string.Join(", ", export.Variables.Select(v => v.Name))} to {file}");
        }
        else
        {
            if (!Console.IsOutputRedirected)
                terminal.WriteStatus("warning: the secrets below are on this screen, and in what the terminal remembers. Pipe them into the program that reads them");
            terminal.WriteDocument(document);
        }

        foreach (string note in format.WriteNotes(export))
            terminal.WriteStatus(note);
    }

    private static ExportFormat FindFormat(string name) => ExportFormat.Find(name) ?? throw new DiagnosticException(Findings.BadSetting(
        "--format", name, $"{ExportFormat.Names} (nushell reads json; zsh, sh and direnv read bash; podman reads docker)"));

    private static string FindObjectName(ExportFormat format, string? name)
    {
        if (name is null)
            return ObjectNames.Default;

        if (format.FindFaultInObjectName is not { } findFault)
            throw new UsageException($"--name has no meaning with --format {format.Name}.");
        return findFault(name) is { } allowed ? throw new DiagnosticException(Findings.BadSetting("--name", name, allowed)) : name;
    }

    private static Option<string> MakeFormat()
    {
        Option<string> option = new("--format") { Description = $"What to print: {ExportFormat.Names}.", HelpName = "FORMAT", Required = true };
        option.CompletionSources.Add([.. ExportFormat.All.Select(f => f.Name)]);
        return option;
    }
}
