using LlamaEnv.Inspection.Doctor.Config;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.AzureResources;

/// <summary>Container apps, their jobs, and container groups. A container has the variables that it names, and no others.</summary>
internal static class ContainerApps
{
    internal static IEnumerable<Runtime> Read(AzureResource resource, AzureTemplate template, ConfigNode? parent, ConfigEntry? secrets, DoctorReport report)
    {
        List<ConfigNode>? known = SecretsOf(secrets, template);
        List<ConfigNode> containers = [.. Containers(parent, template)];
        foreach (ConfigNode container in containers)
        {
            ConfigEnvironment environment = new(template.Values, template.File);
            environment.AddList(container.Get("env"), entry =>
            {
                if (entry.Entry("secretRef") is { } reference && environment.NameOf(entry) is { } variable)
                    environment.Add(OfSecret(variable, reference, known, resource, template, environment.PlaceOf(entry, variable, reference)));
                else
                    environment.AddPair(entry);
            });
            yield return Runtime(resource, template, container, environment, container.Get("image"), containers.Count == 1, report, (name, indent) => LinesFor(name, indent, container, known, template));
        }
    }

    /// <summary>An entry that refers to the secret that the app has for the key; where it has none, with a comment that says what to define.</summary>
    private static string LinesFor(string variable, string indent, ConfigNode container, List<ConfigNode>? secrets, AzureTemplate template)
    {
        const string Usual = "llama-cloud-api-key";
        string? known = secrets?.Where(s => s.Get("value") is not { Literal: "" }).Select(s => template.Values.Follow(s.Get("name")!).Literal!).FirstOrDefault(static n => ValueText.MeantBy(n.Replace('-', '_')) == Variable.ApiKey);
        (string mark, string entry, string definition) = Path.GetExtension(template.File) switch
        {
            ".bicep" => ("//", $"{{ name: '{variable}', secretRef: '{known ?? Usual}' }}", $"{{ name: '{Usual}', value: llamaCloudApiKey }}"),
            ".json" => ("//", $"{{ \"name\": \"{variable}\", \"secretRef\": \"{known ?? Usual}\" }},", $"{{ \"name\": \"{Usual}\", \"value\": \"[parameters('llamaCloudApiKey')]\" }}"),
            _ => ("#", $"- name: {variable}\n  secretRef: {known ?? Usual}", $"- name: {Usual}"),
        };
        ConfigNode? list = container.Get("env");
        // Beside entries that there are, one more; else the list.
        string inner = list?.Items is [var first, ..] && first.Line > list.Line ? new(' ', Math.Clamp(first.Column - (mark == "#" ? 2 : 0), 0, 80)) : indent + "  ";
        string lines = string.Join('\n', entry.Split('\n').Select(l => inner + l));
        string whole = list is not null ? lines : mark switch
        {
            "#" => $"{indent}env:\n{lines}",
            _ => template.File.EndsWith(".json", StringComparison.Ordinal) ? $"{indent}\"env\": [\n{lines.TrimEnd(',')}\n{indent}]," : $"{indent}env: [\n{lines}\n{indent}]",
        };
        return known is null && secrets is not null ? $"{indent}{mark} configuration.secrets needs {definition}\n{whole}" : whole;
    }

    /// <summary>A container group, whose containers have their properties one level deeper.</summary>
    internal static IEnumerable<Runtime> ReadGroup(AzureResource resource, AzureTemplate template, DoctorReport report)
    {
        List<ConfigNode> containers = [.. Containers(resource.Body.Get("properties"), template)];
        foreach (ConfigNode container in containers)
        {
            ConfigEnvironment environment = new(template.Values, template.File);
            ConfigNode properties = container.Get("properties") ?? container;
            environment.AddList(properties.Get("environmentVariables"), entry => environment.AddPair(entry, valueKey: entry.Entry("secureValue") is null ? "value" : "secureValue"));
            yield return Runtime(resource, template, container, environment, properties.Get("image"), containers.Count == 1, report, null);
        }
    }

    private static IEnumerable<ConfigNode> Containers(ConfigNode? parent, AzureTemplate template) =>
        new[] { parent?.Get("initContainers"), parent?.Get("containers") }.OfType<ConfigNode>().Select(template.Values.Follow)
            .SelectMany(static list => list.Items).Select(template.Values.Follow).Where(static i => i.Kind == ConfigKind.Map);

    private static Runtime Runtime(AzureResource resource, AzureTemplate template, ConfigNode container, ConfigEnvironment environment, ConfigNode? image, bool isOnly, DoctorReport report, Func<string, string, string>? lines)
    {
        string? name = container.Get("name")?.Literal;
        // Beside the service's own container there may be others, whose images are written out.
        ProgramHint hint = image is { Kind: ConfigKind.Text } && !isOnly ? new() : AzureServices.Hint(resource.ServiceName, report);
        string indent = new(' ', container.Entries is [var first, ..] ? Math.Clamp(first.Column, 0, 80) : 0);
        return new Runtime(name is null ? $"a container of '{resource.Symbol}'" : $"container '{name}' of '{resource.Symbol}'", new Place(template.File, container.Line), hint with
        {
            Image = ImageText.Of(image, template.Values),
            Command = [.. Words(container.Get("command")), .. Words(container.Get("args"))],
        })
        {
            Environment = environment.Assignments,
            Carriers = environment.Carriers,
            Group = $"azure {template.File}",
            LinesFor = lines is null ? null : variable => lines(variable, indent),
        };
    }

    private static IEnumerable<string> Words(ConfigNode? node) => node?.Items.Select(static i => i.Literal ?? "") ?? [];

    /// <summary>The secrets that the app has; null where not all of them are seen.</summary>
    private static List<ConfigNode>? SecretsOf(ConfigEntry? entry, AzureTemplate template)
    {
        if (entry is null)
            return [];

        ConfigEnvironment all = new(template.Values, template.File);
        List<ConfigNode> secrets = [];
        all.AddList(entry.Value, secrets.Add);
        return all.Carriers.Count > 0 || secrets.Exists(s => s.Get("name") is not { } name || template.Values.Follow(name).Literal is null) ? null : secrets;
    }

    private static Assignment OfSecret(string variable, ConfigEntry reference, List<ConfigNode>? secrets, AzureResource resource, AzureTemplate template, Place place)
    {
        if (template.Values.Follow(reference.Value).Literal is not { } name)
            return new(variable, Supply.Given, place);

        Assignment given = ConfigValue.From(variable, name, Supply.Given, place);
        if (secrets is null || given.Faults.Count > 0 || ValueText.MeantBy(variable) is null)
            return given;

        List<string> names = [.. secrets.Select(s => template.Values.Follow(s.Get("name")!).Literal!)];
        int index = names.FindIndex(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
            return given with { Faults = [DoctorFindings.Dangling(place, $"'{resource.Symbol}' has no secret '{name}', which {variable} refers to, and Azure refuses it", names.Count == 1 ? $"'{names[0]}'" : null)] };
        if (secrets[index].Entry("value") is not { } value)
            return given;

        Assignment stored = template.Values.Read(variable, value.Value, new Place(template.File, value.Line));
        return stored.Supply is Supply.Empty or Supply.EmptyDefault ? stored : given with { Faults = stored.Faults };
    }
}
