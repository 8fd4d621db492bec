using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Kubernetes;

/// <summary>Makes a runtime of a container.</summary>
/// <param name="manifest">The resource it is of.</param>
/// <param name="scope">What that is deployed with.</param>
internal sealed class ContainerReader(Manifest manifest, ManifestScope scope)
{
    private static readonly string[] s_lists = ["initContainers", "containers", "ephemeralContainers"];

    /// <summary>Annotations and commands of what puts secrets into a container from outside.</summary>
    private static readonly string[] s_injectors = ["vault", "1password", "doppler", "infisical", "akeyless", "conjur", "berglas", "chamber", "secrethub", "op run", "LLAMA_CLOUD_API_KEY", "LlamaCloud:", "LlamaCloud__"];

    /// <summary>What a container starts instead of its image's program.</summary>
    private static readonly string[] s_others = ["sleep", "cp", "mv", "chown", "chmod", "curl", "wget", "nc", "true", "echo", "cat", "ls", "mkdir", "tar", "rm", "ln", "touch", "until", "psql", "pg_isready", "redis-cli", "mysql", "kubectl", "efbundle", "dotnet-ef", "tail"];

    /// <summary>Every container of a resource; none where it makes no pods.</summary>
    internal static IEnumerable<Runtime> ReadAll(Manifest manifest, ManifestScope scope)
    {
        if (manifest.PodSpec is not { } pod)
            return [];

        ContainerReader reader = new(manifest, scope);
        return s_lists.SelectMany(list => (pod[list]?.Items ?? []).Where(static c => c.Entries is not null).Select((c, i) => reader.Read(c, list, i)));
    }

    private Runtime Read(ManifestNode container, string list, int number)
    {
        string kind = list switch
        {
            "initContainers" => "init container",
            "ephemeralContainers" => "ephemeral container",
            _ => "container",
        };
        string name = $"{kind} '{container.TextOf("name") ?? FormattableString.Invariant($"{number + 1}")}' of {manifest.Kind} '{manifest.Name}'";
        ProgramHint program = ProgramOf(container, list);
        bool isCertain = scope.Report.Programs.Find(program) is { Evidence: not null, IsCertain: true };

        ContainerEnvironment environment = new(manifest, scope, name, isCertain);
        environment.Read(container);
        (IReadOnlyList<(FileGrant Grant, Place? SubPath)> grants, bool hasUnknownFiles) = new PodVolumes(manifest, scope, name).Read(container);
        bool hasKey = environment.Assignments.Any(static a => ValueText.MeantBy(a.Name) == Variable.ApiKey) || environment.Carriers.Any(static c => c.Names?.Contains(Variable.ApiKey.Name) is true);
        foreach ((FileGrant grant, Place? subPath) in grants)
        {
            // Where the file is not even read, that is what is said.
            bool isRead = scope.Report.Programs.Find(program) is not { Evidence: not null, IsCertain: true } known || scope.Report.Programs.ReadsFile(known, grant.Path);
            if (subPath is { } place && !hasKey && isRead)
                scope.Report.Add(PodVolumes.Stale(grant, place, name));
        }

        return new(name, container.Place, program)
        {
            Environment = environment.Assignments,
            Carriers = environment.Carriers,
            Files = [.. grants.Select(static g => g.Grant)],
            InheritsUnknown = environment.IsOpen || hasUnknownFiles || scope.IsOpen || container.IsOpen || IsInjected(container),
            Group = scope.Group,
            LinesFor = variable => LinesFor(container, variable),
            LinesPlace = LinesPlace(container),
        };
    }

    private ProgramHint ProgramOf(ManifestNode container, string list)
    {
        List<string> command = [.. Words(container["command"])];
        List<string> arguments = [.. Words(container["args"])];
        // What only prepares is another program, or a part of it that makes no requests.
        bool isOther = (command.Count > 0 && command.SkipWhile(static w => w is "sh" or "bash" or "/bin/sh" or "/bin/bash" or "-c" or "-ec" or "-lc" or "-e").FirstOrDefault() is { } first && s_others.Contains(first[(first.LastIndexOf('/') + 1)..], StringComparer.Ordinal))
            || ((list == "initContainers" || manifest.Kind == "Job") && command.Concat(arguments).Any(static w => w.Contains("migrat", StringComparison.OrdinalIgnoreCase) || w.Contains("seed", StringComparison.OrdinalIgnoreCase) || w is "ef"));
        if (isOther)
            return new();

        // Arguments alone are for the program that the image starts: an empty word is that one.
        string? image = container.TextOf("image");
        return new() { Image = image is null ? null : scope.ImageOf?.Invoke(image) ?? image, Command = command.Count > 0 ? [.. command, .. arguments] : arguments.Count > 0 ? ["", .. arguments] : [] };
    }

    private static IEnumerable<string> Words(ManifestNode? node) => (node?.Items ?? []).SelectMany(static i => i.Text?.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries) ?? []);

    private bool IsInjected(ManifestNode container) =>
        Words(container["command"]).Concat(Words(container["args"])).Any(static w => s_injectors.Any(i => w.Contains(i, StringComparison.OrdinalIgnoreCase)))
        || (manifest.Template?.Get("metadata", "annotations")?.Entries ?? []).Any(static a => s_injectors.Any(i => a.Key.Contains(i, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Before the first entry, where the container has entries; else before its second line. Only a manifest that is one file, and no template, tells that for certain.</summary>
    private Place? LinesPlace(ManifestNode container)
    {
        if (!scope.IsByFolder || !scope.HasReferences)
            return null;
        if (EntriesOf(container) is [var first, ..])
            return first.Place;
        return container["env"] is null && container.Entries is [var head, var second, ..] && second.Place.Line > head.Place.Line ? second.Place : null;
    }

    /// <summary>The entries that stand in lines of their own, which others can be put beside.</summary>
    private static IReadOnlyList<ManifestNode> EntriesOf(ManifestNode container) =>
        container.Entry("env") is { } env && env.Value.Items is [var first, ..] items && first.Place.File == env.Place.File && first.Place.Line > env.Place.Line ? items : [];

    /// <summary>As a neighbour has it; else from the Secret that has an entry of that name, or from the one that <c>export</c> makes.</summary>
    private string LinesFor(ManifestNode container, string variable)
    {
        (string kind, string name, string key) = scope.References.TryGetValue(variable, out (string, string, string) known) ? known
            : scope.Secrets.With(variable) is { } defined ? (defined.IsSecret ? "secretKeyRef" : "configMapKeyRef", defined.Name, variable)
            : ("secretKeyRef", "llama-cloud", variable);
        // Beside entries only an entry is put, and a whole Secret only where there is none.
        IReadOnlyList<ManifestNode> entries = EntriesOf(container);
        if (kind is "secretRef" or "configMapRef" && (entries.Count > 0 || container["envFrom"] is not null))
            (kind, key) = (kind == "secretRef" ? "secretKeyRef" : "configMapKeyRef", variable);

        if (container.IsFlow || container["env"] is { IsFlow: true })
        {
            string entry = kind == "value" ? $"{{ name: {variable}, value: {name} }}" : $"{{ name: {variable}, valueFrom: {{ {kind switch { "secretRef" => "secretKeyRef", "configMapRef" => "configMapKeyRef", _ => kind }}: {{ name: {name}, key: {(key.Length > 0 ? key : variable)} }} }} }}";
            return container["env"] is not null ? $"{entry}," : $"env: [{entry}],";
        }

        string[] lines = kind switch
        {
            "secretRef" or "configMapRef" => ["envFrom:", $"  - {kind}:", $"      name: {name}"],
            "value" => [$"- name: {variable}", $"  value: {name}"],
            _ => [$"- name: {variable}", "  valueFrom:", $"    {kind}:", $"      name: {name}", $"      key: {key}"],
        };
        if (lines[0].StartsWith('-') && entries.Count == 0)
            lines = ["env:", .. lines.Select(static l => "  " + l)];
        string indent = new(' ', entries.Count > 0 ? Math.Max(entries[0].Indent - 2, 0) : container.Indent);
        return string.Join('\n', lines.Select(l => indent + l));
    }
}
