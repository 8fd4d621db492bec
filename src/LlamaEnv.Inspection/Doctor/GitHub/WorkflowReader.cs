using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Shell;
using LlamaEnv.Inspection.Doctor.Text;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.GitHub;

/// <summary>
/// Reads workflows of GitHub Actions. A step has only what is mapped: under <c>env</c> of its workflow, its job or itself, or
/// written to <c>GITHUB_ENV</c> before. Source: the documentation of the workflow syntax and of reusable workflows.
/// </summary>
internal static class WorkflowReader
{
    private const int MaxDepth = 4;

    /// <summary>GitHub's machines. Others are the user's own, and may have any environment.</summary>
    private static readonly string[] s_hosted = ["ubuntu", "windows", "macos", "${{"];

    internal static Artefact Artefact { get; } = new("github-actions", IsOne, Read);

    private static bool IsOne(string file) =>
        RepositoryTree.FolderOf(file) is ".github/workflows" && (file.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase));

    private static void Read(string file, DoctorReport report)
    {
        foreach (Runtime runtime in Runtimes(file, report, 0, new(500)))
            report.Add(runtime);
    }

    /// <summary>Everything that a workflow starts, and what it calls.</summary>
    internal static IReadOnlyList<Runtime> Runtimes(string file, DoctorReport report, int depth, Budget budget)
    {
        List<Runtime> runtimes = [];
        if (YamlFile.Read(file, report) is not [YamlMappingNode root, ..])
            return runtimes;

        WorkflowScope workflow = WithDefaults(EnvironmentMap.Add(new WorkflowScope(file, $"github {file}") { HasResolver = YamlFile.Entries(YamlFile.Get(root, "jobs")).Any(static j => Resolves(j.Value)) }, YamlFile.Get(root, "env"), report), root);
        foreach ((YamlNode key, YamlNode job) in YamlFile.Entries(YamlFile.Get(root, "jobs")))
        {
            if (key is not YamlScalarNode { Value: { } name } || job is not YamlMappingNode || YamlFile.Text(YamlFile.Get(job, "if")) is "false" or "${{ false }}")
                continue;

            if (YamlFile.Text(YamlFile.Get(job, "uses")) is { } called)
            {
                if (called.StartsWith("./", StringComparison.Ordinal) && RepositoryTree.Combine("", called) is { } other && report.Tree.Contains(other) && depth < MaxDepth && budget.Spend())
                    runtimes.AddRange(WorkflowCall.Read(name, key, job, file, other, report, depth, budget));
                continue;
            }

            string runsOn = string.Join(' ', Texts(YamlFile.Get(job, "runs-on")));
            WorkflowScope scope = workflow with
            {
                Job = $"job '{name}'",
                HasResolver = Resolves(job),
                InheritsUnknown = runsOn.Contains("self-hosted", StringComparison.OrdinalIgnoreCase) || !s_hosted.Any(h => runsOn.Contains(h, StringComparison.OrdinalIgnoreCase)),
                Shell = runsOn.Contains("windows", StringComparison.OrdinalIgnoreCase) && YamlFile.Get(root, "defaults", "run", "shell") is null ? ShellKind.PowerShell : workflow.Shell,
            };
            scope = EnvironmentMap.Add(scope, YamlFile.Get(job, "container", "env"), report);
            scope = WithDefaults(EnvironmentMap.Add(scope, YamlFile.Get(job, "env"), report), job);
            int first = runtimes.Count;
            _ = new StepReader(report, runtimes).Read(YamlFile.Get(job, "steps"), scope);
            runtimes.AddRange(Services(job, name, scope, report));
            ForkGuard.Judge(root, job, runtimes.Skip(first), report);
        }

        return runtimes;
    }

    private static bool Resolves(YamlNode job) => YamlFile.Items(YamlFile.Get(job, "steps")).Any(StepReader.Resolves);

    private static WorkflowScope WithDefaults(WorkflowScope scope, YamlNode node)
    {
        YamlNode? run = YamlFile.Get(node, "defaults", "run");
        return scope with
        {
            Shell = YamlFile.Text(YamlFile.Get(run, "shell")) is { } shell ? StepReader.ShellOf(shell) : scope.Shell,
            Folder = YamlFile.Text(YamlFile.Get(run, "working-directory")) is { } folder ? StepReader.Rooted(StepReader.Expand(folder, scope.Values)) : scope.Folder,
        };
    }

    private static IEnumerable<string> Texts(YamlNode? node) => node switch
    {
        YamlScalarNode { Value: { } text } => [text],
        YamlSequenceNode list => list.SelectMany(Texts),
        YamlMappingNode => Texts(YamlFile.Get(node, "labels")),
        _ => [],
    };

    /// <summary>A service gets its own <c>env</c> only.</summary>
    private static IEnumerable<Runtime> Services(YamlNode job, string name, WorkflowScope scope, DoctorReport report)
    {
        foreach ((YamlNode key, YamlNode service) in YamlFile.Entries(YamlFile.Get(job, "services")))
        {
            if (key is not YamlScalarNode { Value: { } id } || YamlFile.Text(YamlFile.Get(service, "image")) is not { } image)
                continue;

            YamlNode? options = YamlFile.Get(service, "options");
            yield return new($"service '{id}' of job '{name}'", new Place(scope.File, YamlFile.LineOf(key)), new ProgramHint { Image = DockerImages.Key(StepReader.Expand(image, scope.Values), scope.File) })
            {
                Environment = EnvironmentMap.Add(new WorkflowScope(scope.File, scope.Group), YamlFile.Get(service, "env"), report).Environment,
                Carriers = YamlFile.Text(options)?.Contains("-e", StringComparison.Ordinal) is true ? [new(new Place(scope.File, YamlFile.LineOf(options!)), "options")] : [],
                Group = scope.Group,
                LinesFor = variable => StepLines.For(service, variable, StepLines.Secret(variable)),
            };
        }
    }
}
