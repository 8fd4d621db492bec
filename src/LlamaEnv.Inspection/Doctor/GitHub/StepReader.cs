using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Shell;
using LlamaEnv.Inspection.Doctor.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.GitHub;

/// <summary>Reads the steps of a job or a composite action, one after the other: what one writes to <c>GITHUB_ENV</c> the next ones have; its <c>env</c> they have not.</summary>
internal sealed class StepReader(DoctorReport report, List<Runtime> runtimes)
{
    private const int MaxDepth = 4;

    private readonly Budget _budget = new(5000);

    private static readonly string[] s_actionFiles = ["action.yml", "action.yaml"];

    /// <param name="steps">The steps.</param>
    /// <param name="scope">What they all get.</param>
    /// <param name="depth">How many actions are around them.</param>
    /// <returns>What is there behind the last one.</returns>
    internal WorkflowScope Read(YamlNode? steps, WorkflowScope scope, int depth = 0)
    {
        int number = 0;
        foreach (YamlNode step in YamlFile.Items(steps))
        {
            number++;
            if (_budget.Spend() && step is YamlMappingNode && YamlFile.Text(YamlFile.Get(step, "if")) is not ("false" or "${{ false }}"))
                scope = ReadOne(step, number, scope, depth);
        }

        return scope;
    }

    /// <summary>Whether a step makes values of references to a manager's secrets.</summary>
    internal static bool Resolves(YamlNode step) => SecretResolvers.IsAction(YamlFile.Text(YamlFile.Get(step, "uses"))) || SecretResolvers.IsIn(YamlFile.Text(YamlFile.Get(step, "run")));

    private WorkflowScope ReadOne(YamlNode step, int number, WorkflowScope scope, int depth)
    {
        string name = YamlFile.Text(YamlFile.Get(step, "name")) is { } given ? $"step '{given}'" : FormattableString.Invariant($"step {number}");
        WorkflowScope own = EnvironmentMap.Add(scope with { HasResolver = scope.HasResolver || Resolves(step) }, YamlFile.Get(step, "env"), report);
        (string Name, Place Head, YamlNode Step) caller = scope.Caller ?? ($"{name} of {scope.Job}", new Place(scope.File, YamlFile.LineOf(step)), step);
        WorkflowScope next = scope;
        if (YamlFile.Get(step, "run") is YamlScalarNode { Value: { } script } run)
        {
            ScriptContext context = Context(step, own, caller);
            int line = YamlFile.LineOf(run) + (run.Style is ScalarStyle.Literal or ScalarStyle.Folded ? 1 : 0);
            runtimes.AddRange(ScriptWalker.Read(script, line, context, report));
            next = EnvironmentFileWrites.Add(next, script, line, context);
            next = next with { HasFile = next.HasFile || ScriptVariables.WritesFileOf(script) };
        }
        else if (YamlFile.Text(YamlFile.Get(step, "uses")) is { } uses)
        {
            next = Uses(uses, step, own, next, caller, depth);
        }

        // A build that has the key may write the file that a later program loads.
        return next with { HasFile = next.HasFile || own.Environment.Any(static a => a.Name == Variable.ApiKey.Name && a.Supply != Supply.Empty) };
    }

    private ScriptContext Context(YamlNode step, WorkflowScope scope, (string Name, Place Head, YamlNode Step) caller) => new(caller.Name, scope.File)
    {
        Head = caller.Head,
        Folder = YamlFile.Text(YamlFile.Get(step, "working-directory")) is { } folder ? Rooted(Expand(folder, scope.Values)) : scope.Folder,
        Shell = YamlFile.Text(YamlFile.Get(step, "shell")) is { } shell ? ShellOf(shell) : scope.Shell,
        Environment = scope.Environment,
        Carriers = scope.Carriers,
        InheritsUnknown = scope.InheritsUnknown,
        HasFile = scope.HasFile,
        Values = scope.Values,
        Group = scope.Group,
        Expand = text => Expand(text, scope.Values),
        Expression = (variable, text, place) => GitHubValue.Expression(variable, text, place, scope.Environment),
        LinesFor = variable => StepLines.For(caller.Step, variable, StepLines.Secret(SecretOf(variable, scope))),
        LinesPlace = StepLines.PlaceOf(caller.Head.File, caller.Step),
    };

    /// <summary>The secret that the rest of the file takes for the variable, else one of its name.</summary>
    private string SecretOf(string variable, WorkflowScope scope) =>
        runtimes.Where(r => r.Group == scope.Group).SelectMany(static r => r.Environment).LastOrDefault(a => a is { Supply: Supply.Given, From: not null, Faults.Count: 0 } && a.Name == variable)?.From ?? variable;

    internal static ShellKind ShellOf(string shell) =>
        shell.StartsWith("pwsh", StringComparison.OrdinalIgnoreCase) || shell.StartsWith("powershell", StringComparison.OrdinalIgnoreCase) ? ShellKind.PowerShell
        : shell.StartsWith("cmd", StringComparison.OrdinalIgnoreCase) ? ShellKind.Cmd : ShellKind.Posix;

    /// <summary>With the plain values of <c>${{ env.X }}</c> in it.</summary>
    internal static string Expand(string text, IReadOnlyDictionary<string, string> values)
    {
        if (!text.Contains("${{", StringComparison.Ordinal))
            return text;

        foreach ((string name, string value) in values)
            text = text.Replace($"${{{{ env.{name} }}}}", value, StringComparison.Ordinal).Replace($"${{{{env.{name}}}}}", value, StringComparison.Ordinal);
        return text;
    }

    internal static string? Rooted(string path) => RepositoryTree.Combine("", RootNames.Strip(path, out _));

    private WorkflowScope Uses(string uses, YamlNode step, WorkflowScope own, WorkflowScope next, (string Name, Place Head, YamlNode Step) caller, int depth)
    {
        YamlNode? with = YamlFile.Get(step, "with");
        if (uses.StartsWith("docker/build-push-action", StringComparison.Ordinal))
        {
            ImageStep.Read(with, own, report);
            return next;
        }

        if (uses.StartsWith("docker://", StringComparison.Ordinal))
        {
            runtimes.Add(new(caller.Name, caller.Head, new ProgramHint { Image = DockerImages.Key(Expand(uses["docker://".Length..], own.Values), own.File) }) { Environment = own.Environment, Carriers = own.Carriers, Group = own.Group, LinesFor = variable => StepLines.For(caller.Step, variable, StepLines.Secret(SecretOf(variable, own))), LinesPlace = StepLines.PlaceOf(caller.Head.File, caller.Step) });
            return next;
        }

        if (uses.StartsWith("./", StringComparison.Ordinal) && depth < MaxDepth && ActionFile(uses) is { } file && YamlFile.Read(file, report) is [var action, ..])
            return Local(file, action, with, own, next, caller, depth);

        bool mayBring = uses.StartsWith("./", StringComparison.Ordinal) || SecretResolvers.IsAction(uses)
            || YamlFile.Entries(with).Any(static e => YamlFile.Text(e.Value)?.Contains("LLAMA", StringComparison.OrdinalIgnoreCase) is true);
        return mayBring ? next with { Environment = [.. next.Environment.Select(static a => a.IsReference ? a with { Faults = [] } : a)], Carriers = [.. next.Carriers, new(caller.Head, uses)], HasFile = true } : next;
    }

    private string? ActionFile(string uses) =>
        RepositoryTree.Combine("", uses) is { } folder ? s_actionFiles.Select(name => RepositoryTree.Join(folder, name)).FirstOrDefault(report.Tree.Contains) : null;

    private WorkflowScope Local(string file, YamlNode action, YamlNode? with, WorkflowScope own, WorkflowScope next, (string Name, Place Head, YamlNode Step) caller, int depth)
    {
        YamlNode? runs = YamlFile.Get(action, "runs");
        if (YamlFile.Text(YamlFile.Get(runs, "using")) is "docker")
        {
            if (YamlFile.Text(YamlFile.Get(runs, "image")) is { } image && RepositoryTree.Combine(RepositoryTree.FolderOf(file), image) is { } dockerfile && YamlFile.Entries(with).All(static e => YamlFile.Text(e.Value)?.Contains("secrets.", StringComparison.Ordinal) is not true))
            {
                WorkflowScope inner = EnvironmentMap.Add(own with { File = file, Caller = caller, Inputs = new Dictionary<string, YamlNode>() }, YamlFile.Get(runs, "env"), report);
                runtimes.Add(new(caller.Name, caller.Head, new ProgramHint { Dockerfile = dockerfile, Context = RepositoryTree.FolderOf(file) }) { Environment = inner.Environment, Carriers = own.Carriers, Group = own.Group, LinesFor = variable => StepLines.For(caller.Step, variable, StepLines.Secret(SecretOf(variable, own))) });
            }

            return next;
        }

        if (YamlFile.Text(YamlFile.Get(runs, "using")) is not "composite")
            return next with { Carriers = [.. next.Carriers, new(caller.Head, "an action")] };

        Dictionary<string, YamlNode> inputs = new(StringComparer.OrdinalIgnoreCase);
        foreach ((YamlNode key, YamlNode value) in YamlFile.Entries(YamlFile.Get(action, "inputs")))
        {
            if (key is YamlScalarNode { Value: { } name } && YamlFile.Get(value, "default") is { } byDefault)
                inputs[name] = byDefault;
        }

        foreach ((YamlNode key, YamlNode value) in YamlFile.Entries(with))
        {
            if (key is YamlScalarNode { Value: { } name })
                inputs[name] = value;
        }

        WorkflowScope after = Read(YamlFile.Get(runs, "steps"), own with { File = file, Caller = caller, Inputs = inputs, Folder = "", Shell = ShellKind.Posix }, depth + 1);
        // What it writes to GITHUB_ENV stays; the env of the step that calls it does not.
        return next with { Environment = [.. next.Environment, .. after.Environment.Skip(own.Environment.Count)], Carriers = [.. next.Carriers, .. after.Carriers.Skip(own.Carriers.Count)], HasFile = next.HasFile || after.HasFile };
    }
}
