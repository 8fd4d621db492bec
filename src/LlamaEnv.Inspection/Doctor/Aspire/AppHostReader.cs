using LlamaEnv.Inspection.Doctor.Code;
using LlamaEnv.Inspection.Doctor.CSharp;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlamaEnv.Inspection.Doctor.Aspire;

/// <summary>
/// Reads an AppHost of Aspire. What it starts on this machine inherits its environment, so projects there need nothing;
/// containers, and everything that is published, get what <c>WithEnvironment</c> gives them.
/// </summary>
internal sealed class AppHostReader(CSharpFile file, DoctorReport report)
{
    private static readonly string[] s_publishers = ["AddDockerComposeEnvironment", "AddKubernetesEnvironment", "AddAzureContainerAppEnvironment", "AddAzureAppServiceEnvironment", "PublishAs", "WithComputeEnvironment"];

    private static readonly string[] s_deployments = ["azure.yaml", "azure.yml", "aspirate.json"];

    private readonly string _folder = RepositoryTree.FolderOf(file.Path);

    internal static Artefact Artefact { get; } = new("Aspire", static file => file.EndsWith(".cs", StringComparison.OrdinalIgnoreCase), static (path, report) =>
    {
        // What is no C# that people write, its own reader says.
        if (report.Tree.Read(path) is { } text && IsOne(text) && report.CSharp.Read(path) is { } host)
            new AppHostReader(host, report).Read();
    });

    /// <summary>Whether a text may be of one.</summary>
    private static bool IsOne(string text) => text.Contains("DistributedApplication", StringComparison.Ordinal) && text.Contains("Add", StringComparison.Ordinal);

    private void Read()
    {
        // Tests start an AppHost; they are none.
        if (file.IsTest)
            return;

        Parameters().ToList().ForEach(report.Add);
        List<AppHostResource> resources = [.. file.Root.DescendantNodes().OfType<InvocationExpressionSyntax>().Select(AppHostResource.Find).OfType<AppHostResource>()];
        EnvironmentCalls calls = new(file, report);
        List<EnvironmentOf> environments = [.. resources.Select(calls.Of)];
        bool isUnknown = calls.HasOthers(environments);
        bool isPublished = IsPublished();
        string? shared = environments.SelectMany(static e => e.Values).FirstOrDefault(static v => v.Name == Variable.ApiKey.Name).Expression;
        foreach ((AppHostResource resource, EnvironmentOf environment) in resources.Zip(environments))
        {
            environment.Baked.ForEach(report.Add);
            bool inherits = resource.Kind switch { AppHostKind.Container => false, AppHostKind.Project => !isPublished, _ => true };
            report.Add(new Runtime($"resource '{resource.Name}'", file.PlaceOf(resource.NameToken), ProgramOf(resource))
            {
                Environment = environment.Assignments,
                InheritsUnknown = inherits || isUnknown || environment.IsUnknown,
                Group = $"aspire {file.Path}",
                LinesFor = name => $"    .WithEnvironment(\"{name}\", {(name == Variable.ApiKey.Name && shared is not null ? shared : Parameter(name))})",
            });
        }
    }

    private static string Parameter(string name) => $"builder.AddParameter(\"{name.ToLowerInvariant().Replace('_', '-')}\"{(name == Variable.ApiKey.Name ? ", secret: true" : "")})";

    /// <summary>A parameter for one of ours whose value may be an empty text.</summary>
    private IEnumerable<Finding> Parameters()
    {
        foreach (InvocationExpressionSyntax call in file.Root.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(static c => Syntax.NameOf(c) == "AddParameter"))
        {
            SeparatedSyntaxList<ArgumentSyntax> arguments = call.ArgumentList.Arguments;
            if (ValueOf(call) is not { } value || file.TextOf(arguments[0].Expression) is not { } name || ValueText.MeantBy(name.Replace('-', '_')) is not { } variable || variable == Variable.ProjectId)
                continue;

            ExpressionSyntax last = Syntax.LastOperand(value);
            if (!Syntax.IsEmptyText(last) || value.DescendantNodesAndSelf().Any(n => KeyReads.Find(n, file) is not null))
                continue; // A read of ours is found where it stands.

            Place place = file.PlaceOf(last);
            yield return ReferenceEquals(last, value)
                ? DoctorFindings.Empty(new Assignment(variable.Name, Supply.Empty, place), null, isCertain: false)
                : DoctorFindings.EmptyDefault(new Assignment(variable.Name, Supply.EmptyDefault, place), null);
        }
    }

    /// <summary>The value that a call of <c>AddParameter</c> gives, or its function returns; null where it gives none.</summary>
    internal static ExpressionSyntax? ValueOf(InvocationExpressionSyntax call)
    {
        SeparatedSyntaxList<ArgumentSyntax> arguments = call.ArgumentList.Arguments;
        ExpressionSyntax? value = (arguments.FirstOrDefault(static a => a.NameColon?.Name.Identifier.ValueText is "value" or "valueGetter") ?? arguments.Skip(1).FirstOrDefault(static a => a.NameColon is null))?.Expression;
        return value is LambdaExpressionSyntax { ExpressionBody: { } body } ? body : value;
    }

    /// <summary>Whether it is more than a way to start things on this machine.</summary>
    private bool IsPublished()
    {
        return report.CSharp.ProjectOf(file.Path).Select(report.Tree.Read).OfType<string>().Any(static text => s_publishers.Any(p => text.Contains(p, StringComparison.Ordinal)))
            || report.Tree.Files.Any(f => s_deployments.Contains(RepositoryTree.NameOf(f)) && (RepositoryTree.FolderOf(f) is var folder && (folder.Length == 0 || _folder == folder || _folder.StartsWith(folder + "/", StringComparison.Ordinal))));
    }

    private ProgramHint ProgramOf(AppHostResource resource)
    {
        if (resource.Project is { } type)
            return new ProgramHint { Project = report.Programs.Projects.Keys.FirstOrDefault(p => TypeName(p) == type) };

        List<string?> texts = [.. resource.Call.ArgumentList.Arguments.Skip(1).Select(a => file.TextOf(a.Expression))];
        string? path = texts.ElementAtOrDefault(0);
        string? folder = path is null ? null : RepositoryTree.Combine(_folder, path);
        return resource.Kind switch
        {
            AppHostKind.Project => new ProgramHint { Project = folder },
            AppHostKind.Container when resource.Method == "AddDockerfile" && folder is not null => new ProgramHint { Context = folder, Dockerfile = RepositoryTree.Combine(folder, texts.ElementAtOrDefault(1) ?? "Dockerfile"), Stage = texts.ElementAtOrDefault(2) },
            AppHostKind.Container when resource.Method == "AddContainer" => new ProgramHint { Image = path },
            _ => new ProgramHint(),
        };
    }

    /// <summary>As the SDK of Aspire names the class of a project: what a name cannot have becomes an underscore.</summary>
    private static string TypeName(string project) => string.Concat(Path.GetFileNameWithoutExtension(project).Select(static c => char.IsLetterOrDigit(c) || c == '_' ? c : '_'));
}
