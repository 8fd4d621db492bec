using LlamaEnv.Inspection.Doctor.Config;
using LlamaEnv.Inspection.Doctor.Model;

namespace LlamaEnv.Inspection.Doctor.Terraform;

/// <summary>Containers of ECS and Batch: a list in Terraform's language, or JSON in a text or a file.</summary>
internal static class ContainerDefinitions
{
    internal static IEnumerable<Runtime> Read(TerraformResource resource, string name)
    {
        if (resource.Body.Get(name) is not { } node)
            return [];

        ConfigNode value = resource.Module.Values.Follow(node);
        if (value is { Kind: ConfigKind.Call, Text: "jsonencode", Items: [var encoded, ..] })
            return Read(encoded, resource.Module.Values, resource.File, resource.Name, resource.Group, isTerraform: true);
        if (value.Kind is ConfigKind.Text or ConfigKind.Template)
            return OfJson(value.Text, value.Line, resource.File, resource);
        // file("tasks.json"), templatefile("${path.module}/tasks.json", {…})
        return value is { Kind: ConfigKind.Call, Text: "file" or "templatefile", Items: [var path, ..] }
            && RepositoryTree.Combine(resource.Module.Folder, path.Text.Replace("${path.module}/", "", StringComparison.Ordinal)) is { } file && resource.Report.Tree.Read(file) is { } text
            ? OfJson(text, 1, file, resource)
            : [];
    }

    /// <summary>A task definition that stands alone: <c>{"containerDefinitions": […]}</c>.</summary>
    internal static IEnumerable<Runtime> Read(ConfigNode? definitions, ConfigValue values, string file, string owner, string group, bool isTerraform)
    {
        if (definitions is null)
            yield break;

        ConfigNode list = values.Follow(definitions);
        foreach (ConfigNode container in list.Kind == ConfigKind.Map ? [list] : list.Items.Select(values.Follow).Where(static i => i.Kind == ConfigKind.Map))
        {
            ConfigEnvironment environment = new(values, file);
            environment.AddList(container.Get("environment"), entry => environment.AddPair(entry));
            environment.AddList(container.Get("secrets"), entry =>
            {
                if (environment.NameOf(entry) is { } variable && entry.Entry("valueFrom") is { } from)
                    environment.Add(OfSecret(variable, from, values, environment.PlaceOf(entry, variable, from)));
                else
                    environment.AddUnknown(entry);
            });
            foreach (ConfigNode one in container.Get("environmentFiles")?.Items ?? [])
                environment.Add(new Carrier(new Place(file, one.Line), "environmentFiles"));

            string? name = container.Get("name") is { } named ? values.Follow(named).Literal : null;
            string indent = new(' ', Math.Clamp((container.Entries.Count > 0 && container.Entries[0].Line > container.Line ? container.Entries[0].Column : container.Column + 2), 0, 80));
            yield return new Runtime(name is null ? owner : $"container '{name}' of {owner}", new Place(file, container.Line), ImageText.Hint(container.Get("image"), values, Words(container, "entryPoint", values).Concat(Words(container, "command", values))))
            {
                Environment = environment.Assignments,
                Carriers = environment.Carriers,
                Group = group,
                LinesFor = variable => isTerraform
                    ? $"{indent}secrets = [\n{indent}  {{ name = \"{variable}\", valueFrom = aws_secretsmanager_secret.llama_cloud_api_key.arn }},\n{indent}]"
                    : $"{indent}\"secrets\": [\n{indent}  {{ \"name\": \"{variable}\", \"valueFrom\": \"arn:aws:secretsmanager:REGION:ACCOUNT:secret:llama-cloud-api-key\" }}\n{indent}],",
            };
        }
    }

    private static IEnumerable<string> Words(ConfigNode container, string name, ConfigValue values) =>
        container.Get(name) is { } node ? values.Follow(node).Items.Select(static i => i.Literal ?? "") : [];

    private static Assignment OfSecret(string variable, ConfigEntry from, ConfigValue values, Place place)
    {
        // An ARN ends in the name of the secret: …:secret:llama-cloud-api-key-AbCdEf:KEY::, …:parameter/llama/key
        if (values.Follow(from.Value).Literal is { } arn)
            return arn.Length == 0 ? new(variable, Supply.Empty, place) : ConfigValue.From(variable, arn[(Math.Max(arn.LastIndexOf("secret:", StringComparison.Ordinal), arn.LastIndexOf("parameter/", StringComparison.Ordinal)) is >= 0 and var start ? start + "secret:".Length : 0)..], Supply.Given, place);
        return ConfigValue.Reference(from.Value) is { } word && values.Find(word) is { } definition ? ConfigValue.From(variable, definition.Name, Supply.Given, place) : new(variable, Supply.Given, place);
    }

    private static IEnumerable<Runtime> OfJson(string text, int firstLine, string file, TerraformResource resource) =>
        ConfigParser.Parse(text, ConfigDialect.JavaScript, out _, firstLine) is { Entries: [var document, ..] } && document.Name.Length == 0
            ? Read(document.Value, resource.Module.Values, file, resource.Name, resource.Group, isTerraform: false)
            : [];
}
