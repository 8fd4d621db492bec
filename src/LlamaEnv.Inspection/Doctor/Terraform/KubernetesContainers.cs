using LlamaEnv.Inspection.Doctor.Config;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;

namespace LlamaEnv.Inspection.Doctor.Terraform;

/// <summary>Containers of Terraform's Kubernetes provider.</summary>
internal static class KubernetesContainers
{
    internal static IEnumerable<Runtime> Read(TerraformResource resource) =>
        TerraformResources.Blocks(resource, "container", "init_container").Select(container => TerraformResources.Container(resource, container, environment =>
        {
            // What comes as a whole goes behind what is named.
            foreach (ConfigEntry from in container.Value.All("env_from"))
                environment.Add(OfWhole(resource, from));
            foreach (ConfigEntry env in container.Value.All("env"))
            {
                ConfigNode? secret = env.Value.Get("value_from", "secret_key_ref") ?? env.Value.Get("value_from", "config_map_key_ref");
                if (secret is not null && environment.NameOf(env.Value) is { } variable)
                    environment.Add(OfKey(resource, variable, secret, env, environment));
                else
                    environment.AddPair(env.Value);
            }
        }, static name => $"env {{\n  name = \"{name}\"\n  value_from {{\n    secret_key_ref {{\n      name = \"llama-cloud\"\n      key  = \"{name}\"\n    }}\n  }}\n}}") with
        {
            Files = [.. Files(resource)],
        });

    /// <summary>Volumes are the pod's; which of its containers mount them makes no difference here.</summary>
    private static IEnumerable<FileGrant> Files(TerraformResource resource) =>
        from volume in TerraformResources.Blocks(resource, "volume")
        let secret = volume.Value.Get("secret")
        where secret is not null
        from item in secret.All("items")
        let key = item.Value.Entry("key")
        where key?.Value.Literal is not null
        select new FileGrant(key.Value.Literal!, resource.Text(item.Value.Get("path")) ?? key.Value.Literal!, new Place(resource.File, key.Line));

    private static Carrier OfWhole(TerraformResource resource, ConfigEntry from)
    {
        ConfigEntry? source = from.Value.Entry("secret_ref") ?? from.Value.Entry("config_map_ref");
        string? name = source is null ? null : resource.Text(source.Value.Get("name"));
        ConfigEntry? optional = source?.Value.Entry("optional");
        string prefix = resource.Text(from.Value.Get("prefix")) ?? "";
        return new Carrier(new Place(resource.File, from.Line), $"env_from {name ?? "what is named elsewhere"}")
        {
            IsOptional = optional?.Value is { Kind: ConfigKind.Word, Text: "true" },
            FlagPlace = optional is null ? null : new Place(resource.File, optional.Line),
            Names = KeysOf(resource, source, name)?.Select(key => prefix + key).ToList(),
        };
    }

    private static Assignment OfKey(TerraformResource resource, string variable, ConfigNode reference, ConfigEntry env, ConfigEnvironment environment)
    {
        ConfigEntry? keyEntry = reference.Entry("key");
        Place place = new(resource.File, keyEntry?.Line ?? env.Line);
        string? key = resource.Text(keyEntry?.Value);
        ConfigEntry? source = env.Value.Get("value_from")?.Entry("secret_key_ref") ?? env.Value.Get("value_from")?.Entry("config_map_key_ref");
        if (key is null)
            return new(variable, Supply.Given, place);

        Assignment given = ConfigValue.From(variable, key, Supply.Given, environment.PlaceOf(env.Value, variable, keyEntry!));
        if (given.Faults.Count > 0 || Text.ValueText.MeantBy(variable) is null)
            return given;
        if (KeysOf(resource, source, resource.Text(reference.Get("name"))) is { } keys && !keys.Contains(key, StringComparer.Ordinal))
            return given with { Faults = [DoctorFindings.Dangling(place, $"the secret has no entry '{key}', and the container does not start", keys.Count == 1 ? $"'{keys[0]}'" : null)] };
        return reference.Entry("optional") is { Value: { Kind: ConfigKind.Word, Text: "true" } } optional
            ? given with { Faults = [DoctorFindings.OptionalSource(new Carrier(place, $"the secret's entry '{key}'"), new Runtime(resource.Name, place, new ProgramHint()), new Place(resource.File, optional.Line))] }
            : given;
    }

    /// <summary>The entries of a secret or map that this module defines itself; null where it does not, or where they are computed.</summary>
    private static List<string>? KeysOf(TerraformResource resource, ConfigEntry? source, string? name)
    {
        if (source is null)
            return null;

        string type = source.Name.StartsWith("secret", StringComparison.Ordinal) ? "kubernetes_secret" : "kubernetes_config_map";
        // kubernetes_secret.llama.metadata[0].name, or the same text.
        string? label = source.Value.Get("name") is { } node && ConfigValue.Reference(node)?.Split('.') is [var referred, var named, ..] && referred.StartsWith(type, StringComparison.Ordinal) ? named : null;
        List<ConfigEntry> defined = [.. resource.Module.All("resource").Select(static r => r.Block).Where(r => r.Label(0).StartsWith(type, StringComparison.Ordinal) && (label is not null ? r.Label(1) == label : name is not null && r.Value.Get("metadata", "name")?.Literal == name))];
        if (defined is not [var one] || one.Value.Entry("binary_data") is not null || one.Value.Entry("data_wo") is not null)
            return null;

        return one.Value.Get("data") is not { } data ? null
            : resource.Module.Values.Follow(data) is { Kind: ConfigKind.Map } map && map.Entries.All(static e => e.Name is not ("..." or "")) ? [.. map.Entries.Select(static e => e.Name)]
            : null;
    }
}
