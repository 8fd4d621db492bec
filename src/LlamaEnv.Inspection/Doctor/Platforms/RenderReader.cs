using LlamaEnv.Detection;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.Platforms;

/// <summary>Reads Render's blueprints. Every service has variables of its own; workers and cron jobs too. Source: the Blueprint specification.</summary>
internal static class RenderReader
{
    internal static Artefact Artefact { get; } = new("render", static file => RepositoryTree.NameOf(file) is "render.yaml" or "render.yml", Read);

    private static void Read(string file, DoctorReport report)
    {
        if (YamlFile.Read(file, report) is not [var root, ..])
            return;

        List<YamlNode> parts = [root, .. YamlFile.Items(YamlFile.Get(root, "projects")).SelectMany(static p => YamlFile.Items(YamlFile.Get(p, "environments")))];
        Dictionary<string, YamlNode> groups = new(StringComparer.Ordinal);
        foreach (YamlNode group in parts.SelectMany(static p => YamlFile.Items(YamlFile.Get(p, "envVarGroups"))))
        {
            if (YamlFile.Text(YamlFile.Get(group, "name")) is { } name)
                groups.TryAdd(name, group);
        }

        foreach ((YamlNode key, string right) in parts.SelectMany(static p => Misspelt(p, "envVarGroups")).Concat(parts.SelectMany(static p => YamlFile.Items(YamlFile.Get(p, "services"))).SelectMany(static s => Misspelt(s, "envVars").Concat(YamlFile.Items(YamlFile.Get(s, "envVars")).SelectMany(static v => Misspelt(v, "fromGroup"))))))
        {
            if (groups.Count > 0 || report.Tree.Read(file)!.Contains(Variable.ApiKey.Name, StringComparison.Ordinal))
                report.Add(DoctorFindings.Malformed(new Place(file, YamlFile.LineOf(key)), $"Render knows no '{(key as YamlScalarNode)?.Value}', and what stands there reaches no service. Write {right}"));
        }

        List<YamlNode> services = [.. parts.SelectMany(static p => YamlFile.Items(YamlFile.Get(p, "services")))];
        HashSet<string> used = [.. services.SelectMany(static s => YamlFile.Items(YamlFile.Get(s, "envVars"))).Select(static v => YamlFile.Text(YamlFile.Get(v, "fromGroup"))).OfType<string>()];
        foreach (YamlNode service in services.Where(IsStarted))
            report.Add(Service(service, file, groups, used, report));
    }

    /// <summary>The keys of a mapping that are almost one that it does not have.</summary>
    private static IEnumerable<(YamlNode Key, string Right)> Misspelt(YamlNode node, string right) =>
        YamlFile.Get(node, right) is not null ? [] : YamlFile.Entries(node).Where(e => e.Key is YamlScalarNode { Value: { } name } && name is not ("fromDatabase" or "fromService") && EditDistance.IsWithin(2, name.ToUpperInvariant(), right.ToUpperInvariant())).Select(e => (e.Key, right));

    /// <summary>A site of files starts nothing, and a store is Render's own.</summary>
    private static bool IsStarted(YamlNode service) =>
        YamlFile.Text(YamlFile.Get(service, "type")) is not ("redis" or "keyvalue") && YamlFile.Text(YamlFile.Get(service, "runtime") ?? YamlFile.Get(service, "env")) != "static";

    private static Runtime Service(YamlNode service, string file, Dictionary<string, YamlNode> groups, HashSet<string> used, DoctorReport report)
    {
        List<Assignment> assignments = [];
        List<Carrier> carriers = [];
        foreach (YamlNode item in YamlFile.Items(YamlFile.Get(service, "envVars")))
        {
            if (YamlFile.Entry(item, "fromGroup") is { } reference && YamlFile.Text(reference.Value) is { } name)
                ReadGroup(name, new Place(file, YamlFile.LineOf(reference.Value)), file, groups, used, assignments, carriers, report);
            else if (Entry(item, file) is { } assignment)
                assignments.Add(assignment);
        }

        string? called = YamlFile.Text(YamlFile.Get(service, "name"));
        string indent = new(' ', (int)Math.Clamp(service.Start.Column - 1, 0, 40));
        YamlNode? list = YamlFile.Get(service, "envVars");
        return new Runtime(called is null ? "a service" : $"service '{called}'", new Place(file, YamlFile.LineOf(service)), ProgramOf(service))
        {
            Environment = assignments,
            Carriers = carriers,
            Group = $"render {file}",
            // What somebody set in the dashboard stays.
            IsSetElsewhere = true,
            LinesFor = variable => list is YamlSequenceNode { Style: SequenceStyle.Flow } ? $"{{ key: {variable}, sync: false }},"
                : service is YamlMappingNode { Style: MappingStyle.Flow } ? $"envVars: [{{ key: {variable}, sync: false }}],"
                : list is YamlSequenceNode { Children.Count: > 0 }
                ? $"{new string(' ', (int)Math.Clamp(list.Start.Column - 1, 0, 60))}- key: {variable}\n{new string(' ', (int)Math.Clamp(list.Start.Column - 1, 0, 60))}  sync: false"
                : $"{indent}envVars:\n{indent}  - key: {variable}\n{indent}    sync: false",
            LinesPlace = list is YamlSequenceNode { Style: not SequenceStyle.Flow, Children: [.., YamlMappingNode { Style: not MappingStyle.Flow, Children: { Count: > 0 } last }] } && last[^1].Value is YamlScalarNode { Style: ScalarStyle.Plain or ScalarStyle.DoubleQuoted } value
                ? new Place(file, (int)Math.Clamp(value.End.Line, 0, int.MaxValue) + 1)
                : null,
        };
    }

    private static void ReadGroup(string name, Place place, string file, Dictionary<string, YamlNode> groups, HashSet<string> used, List<Assignment> assignments, List<Carrier> carriers, DoctorReport report)
    {
        if (groups.TryGetValue(name, out YamlNode? group))
        {
            assignments.InsertRange(0, YamlFile.Items(YamlFile.Get(group, "envVars")).Select(i => Entry(i, file)).OfType<Assignment>());
            return;
        }

        carriers.Add(new Carrier(place, $"the group '{name}'"));
        // A group may be the dashboard's. One that is defined here, has the key, and is used by nobody or is called almost so, was meant.
        string? meant = groups.FirstOrDefault(g => (!used.Contains(g.Key) || EditDistance.IsWithin(2, g.Key, name)) && YamlFile.Items(YamlFile.Get(g.Value, "envVars")).Any(static v => YamlFile.Text(YamlFile.Get(v, "key")) is { } key && key == Variable.ApiKey.Name)).Key;
        if (meant is not null)
            report.Add(DoctorFindings.Dangling(place, $"this file defines no group '{name}'", $"'{meant}', with {Variable.ApiKey.Name} in it"));
    }

    private static Assignment? Entry(YamlNode item, string file)
    {
        if (YamlFile.Entry(item, "key") is not { } key || YamlFile.Text(key.Value) is not { } name)
            return null;

        Place place = new(file, YamlFile.LineOf(key.Value));
        if (YamlFile.Entry(item, "value") is { } value)
        {
            // The line of the value is the one to mend, unless the name is.
            Place there = ValueText.MeantBy(name)?.Name == name ? new Place(file, YamlFile.LineOf(value.Key)) : place;
            return ValueText.Literal(name, YamlFile.Text(value.Value) ?? "", there);
        }

        if (YamlFile.Text(YamlFile.Get(item, "generateValue")) is "true" && ValueText.MeantBy(name) == Variable.ApiKey)
            return new(name, Supply.Given, place) { Faults = [DoctorFindings.Malformed(place, $"Render makes up a value for {name}, and LlamaCloud answers 401. Write sync: false, and enter the key in the dashboard")] };
        return YamlFile.Text(YamlFile.Get(item, "fromService", "envVarKey")) is { } from ? ValueText.FromHost(name, from, Supply.Given, place) : new(name, Supply.Given, place);
    }

    private static ProgramHint ProgramOf(YamlNode service)
    {
        string root = YamlFile.Text(YamlFile.Get(service, "rootDir")) ?? "";
        string? command = YamlFile.Text(YamlFile.Get(service, "dockerCommand")) ?? YamlFile.Text(YamlFile.Get(service, "startCommand"));
        ProgramHint hint = new() { Image = YamlFile.Text(YamlFile.Get(service, "image", "url")), Command = command?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [] };
        bool isDocker = YamlFile.Text(YamlFile.Get(service, "runtime") ?? YamlFile.Get(service, "env")) == "docker" || YamlFile.Get(service, "dockerfilePath") is not null;
        return !isDocker ? hint : hint with
        {
            Dockerfile = RepositoryTree.Combine(root, YamlFile.Text(YamlFile.Get(service, "dockerfilePath")) ?? "Dockerfile"),
            Context = RepositoryTree.Combine(root, YamlFile.Text(YamlFile.Get(service, "dockerContext")) ?? "."),
        };
    }
}
