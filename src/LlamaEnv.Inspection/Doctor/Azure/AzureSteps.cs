using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Shell;
using LlamaEnv.Inspection.Doctor.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.Azure;

/// <summary>Reads the steps of a job, one after the other, those of templates among them.</summary>
internal sealed class AzureSteps(DoctorReport report, AzureScope scope, Budget budget)
{
    private const int MaxDepth = 12;

    private AzureScope _scope = scope;
    private int _number;

    internal List<Runtime> Runtimes { get; } = [];

    internal void Read(YamlNode steps, string file, int depth)
    {
        if (depth > MaxDepth)
            return;

        foreach (YamlNode step in YamlFile.Items(steps))
        {
            if (AzureReader.IsOff(step) || !budget.Spend())
                continue;

            (YamlNode Key, YamlNode Value) first = YamlFile.Entries(step).FirstOrDefault();
            if (first.Key is YamlScalarNode { Value: { } condition } && condition.StartsWith("${{", StringComparison.Ordinal))
                Read(first.Value, file, depth + 1);
            else if (YamlFile.Text(YamlFile.Get(step, "template")) is { } template)
                ReadTemplate(template, step, depth);
            else
                ReadOne(step);
        }
    }

    private void ReadTemplate(string template, YamlNode step, int depth)
    {
        AzureScope outer = _scope;
        if (AzureTemplate.Find(template, outer, report) is not { } file || YamlFile.Read(file, report) is not [var root, ..] || YamlFile.Get(root, "steps") is not { } steps)
            return;

        _scope = AzureTemplate.Enter(outer, file, root, YamlFile.Get(step, "parameters"));
        Read(steps, file, depth + 1);
        _scope = _scope with { File = outer.File, Parameters = outer.Parameters };
    }

    private void ReadOne(YamlNode step)
    {
        _number++;
        List<(string Text, int Line, ShellKind Shell)> scripts = [.. Scripts(step)];
        bool isResolved = scripts.Exists(static s => SecretResolvers.IsIn(s.Text));
        List<Assignment> mapped = [.. Mapped(YamlFile.Get(step, "env"), 0).Select(a => isResolved && a.IsReference ? a with { Faults = [] } : a)];
        mapped.ForEach(report.AddCertain);
        List<Assignment> environment = [.. _scope.Environment, .. mapped];
        ScriptContext context = Context(step, environment);
        foreach ((string text, int line, ShellKind shell) in scripts)
        {
            Runtimes.AddRange(ScriptWalker.Read(text, line, context with { Shell = shell }, report));
            SetVariables(text, line);
            _scope = _scope with { HasFile = _scope.HasFile || ScriptVariables.WritesFileOf(text) };
        }

        _scope = _scope with { HasFile = _scope.HasFile || environment.Exists(static a => a.Name == Variable.ApiKey.Name && a.Supply != Supply.Empty) };
    }

    private IEnumerable<Assignment> Mapped(YamlNode? env, int depth)
    {
        foreach ((YamlNode key, YamlNode value) in YamlFile.Entries(env))
        {
            if (key is not YamlScalarNode { Value: { } name })
                continue;

            if (name.StartsWith("${{", StringComparison.Ordinal))
            {
                foreach (Assignment inner in depth < MaxDepth ? Mapped(value, depth + 1) : [])
                    yield return inner;
                continue;
            }

            yield return AzureValue.Read(name, value, new Place(_scope.File, YamlFile.LineOf(key)), _scope);
        }
    }

    private ScriptContext Context(YamlNode step, List<Assignment> environment)
    {
        AzureScope scope = _scope;
        string name = YamlFile.Text(YamlFile.Get(step, "displayName")) is { } given ? $"step '{given}'" : FormattableString.Invariant($"step {_number}");
        string? folder = YamlFile.Text(YamlFile.Get(step, "workingDirectory")) ?? YamlFile.Text(YamlFile.Get(step, "inputs", "workingDirectory"));
        return new(name + scope.Job, scope.File)
        {
            Head = new Place(scope.File, YamlFile.LineOf(step)),
            Folder = folder is null ? "" : GitHub.StepReader.Rooted(scope.Expand(folder)),
            Environment = environment,
            InheritsUnknown = scope.InheritsUnknown,
            // A variable that somebody left unprotected in the settings is in the environment.
            IsSetElsewhere = !scope.IsMappedInVain,
            Values = scope.Variables.Where(static v => v.Value is not "\0").ToDictionary(static v => v.Key, static v => v.Value, StringComparer.Ordinal),
            HasFile = scope.HasFile,
            Group = scope.Group,
            Expand = scope.Expand,
            Expression = (variable, text, place) => AzureValue.Expression(variable, text, place, scope),
            LinesFor = variable => GitHub.StepLines.For(step, variable, $"$({variable})"),
            LinesPlace = GitHub.StepLines.PlaceOf(scope.File, step),
        };
    }

    /// <summary>What a step runs, as a shell would have it.</summary>
    private IEnumerable<(string Text, int Line, ShellKind Shell)> Scripts(YamlNode step)
    {
        foreach ((string key, ShellKind shell) in ((string, ShellKind)[])[("script", _scope.IsWindows ? ShellKind.Cmd : ShellKind.Posix), ("bash", ShellKind.Posix), ("pwsh", ShellKind.PowerShell), ("powershell", ShellKind.PowerShell)])
        {
            if (YamlFile.Get(step, key) is YamlScalarNode { Value: { } text } script)
                yield return (text, LineOf(script), shell);
        }

        if (YamlFile.Text(YamlFile.Get(step, "task")) is not { } task)
            yield break;

        YamlNode? inputs = YamlFile.Get(step, "inputs");
        int line = YamlFile.LineOf(step);
        ShellKind kind = task.StartsWith("PowerShell", StringComparison.OrdinalIgnoreCase) ? ShellKind.PowerShell : task.StartsWith("Bash", StringComparison.OrdinalIgnoreCase) || !_scope.IsWindows ? ShellKind.Posix : ShellKind.Cmd;
        foreach (string name in (string[])["script", "inlineScript"])
        {
            if (YamlFile.Get(inputs, name) is YamlScalarNode { Value: { } text } script)
                yield return (text, LineOf(script), kind);
        }

        if (task.StartsWith("DotNetCoreCLI", StringComparison.OrdinalIgnoreCase))
        {
            foreach (string command in DotnetTask(inputs))
                yield return (command, line, ShellKind.Posix);
        }
        else if (task.StartsWith("Docker@", StringComparison.OrdinalIgnoreCase))
        {
            AddImage(inputs);
        }
        else if ((YamlFile.Text(YamlFile.Get(inputs, "filePath")) ?? YamlFile.Text(YamlFile.Get(inputs, "scriptPath"))) is { } file)
        {
            yield return ($"bash '{RootNames.Strip(_scope.Expand(file), out _)}'", line, ShellKind.Posix);
        }
    }

    private static IEnumerable<string> DotnetTask(YamlNode? inputs)
    {
        string verb = YamlFile.Text(YamlFile.Get(inputs, "command")) ?? "build";
        if (verb == "custom")
            verb = YamlFile.Text(YamlFile.Get(inputs, "custom")) ?? "";
        string arguments = YamlFile.Text(YamlFile.Get(inputs, "arguments"))?.ReplaceLineEndings(" ") ?? "";
        string[] projects = (YamlFile.Text(YamlFile.Get(inputs, "projects")) ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (string project in projects.Length == 0 ? [""] : projects.Where(static p => !p.StartsWith('!')))
            yield return project.Length == 0 ? $"dotnet {verb} {arguments}" : verb == "run" ? $"dotnet run --project \"{project}\" {arguments}" : $"dotnet {verb} \"{project}\" {arguments}";
    }

    private void AddImage(YamlNode? inputs)
    {
        if (YamlFile.Text(YamlFile.Get(inputs, "command")) is not ("build" or "buildAndPush" or null))
            return;

        string? named = YamlFile.Text(YamlFile.Get(inputs, "Dockerfile")) ?? YamlFile.Text(YamlFile.Get(inputs, "dockerfile"));
        string? file = named is null || named.Contains('*', StringComparison.Ordinal) ? Only("Dockerfile") : GitHub.StepReader.Rooted(_scope.Expand(named));
        string? context = YamlFile.Text(YamlFile.Get(inputs, "buildContext")) is { } folder && !folder.Contains('*', StringComparison.Ordinal) ? GitHub.StepReader.Rooted(_scope.Expand(folder)) : null;
        string[] tags = YamlFile.Text(YamlFile.Get(inputs, "repository")) is { } repository ? [_scope.Expand(repository)] : [];
        YamlNode? arguments = YamlFile.Get(inputs, "arguments");
        DockerBuild build = DockerBuild.Read([.. ShellLexer.Read(YamlFile.Text(arguments) ?? "", arguments is null ? 0 : LineOf(arguments), ShellKind.Posix).SelectMany(static c => c.Words)]);
        DockerImages.Add(tags, file, context, build.Target, build.Arguments.Select(static a => (a.Text, a.Line)), _scope.File, report);
    }

    private string? Only(string name) => report.Tree.Files.Where(f => RepositoryTree.NameOf(f) == name).Take(2).ToList() is [var one] ? one : null;

    /// <summary>A logging command makes a variable, and one that is no secret is in the environment of the next steps.</summary>
    private void SetVariables(string text, int line)
    {
        const string Command = "task.setvariable variable=";
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            int start = lines[i].IndexOf(Command, StringComparison.OrdinalIgnoreCase);
            if (start < 0 || lines[i].Contains("issecret=true", StringComparison.OrdinalIgnoreCase))
                continue;

            string name = new([.. lines[i][(start + Command.Length)..].TakeWhile(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.')]);
            _scope = _scope with { Environment = [.. _scope.Environment, new(name.Replace('.', '_').ToUpperInvariant(), Supply.Given, new Place(_scope.File, line + i))] };
        }
    }

    private static int LineOf(YamlNode node) => YamlFile.LineOf(node) + (node is YamlScalarNode { Style: ScalarStyle.Literal or ScalarStyle.Folded } ? 1 : 0);
}
