using LlamaEnv.Inspection.Doctor.Config;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;

namespace LlamaEnv.Inspection.Doctor.AzureResources;

/// <summary>App Service and Functions: settings in the site or in a resource of their own.</summary>
internal static class WebSites
{
    internal static IEnumerable<Runtime> Read(AzureResource site, AzureTemplate template, DoctorReport report)
    {
        if (site.Body.Get("kind")?.Literal?.Contains("workflowapp", StringComparison.OrdinalIgnoreCase) is true)
            yield break; // A logic app starts no program of ours.

        ConfigEnvironment environment = new(template.Values, template.File);
        ConfigEntry? settings = null;
        foreach ((ConfigEntry entry, bool isWhole) in Settings(site, template))
        {
            settings ??= entry;
            AddSettings(environment, entry.Value, template, isWhole);
        }

        // What a module or a loop sets is not seen here.
        if (template.Resources.Any(static r => r.IsModule && (r.Type.Contains("appsettings", StringComparison.OrdinalIgnoreCase) || r.Body.Get("appSettings") is not null)))
            environment.Add(new Carrier(new Place(template.File, site.Line), "a module"));
        if (site.Body.Get("properties", "siteConfig") is { Kind: not ConfigKind.Map } computed && template.Values.Follow(computed).Kind != ConfigKind.Map)
            environment.AddUnknown(computed);

        string image = site.Body.Everything().Select(static n => n.Get("linuxFxVersion")).FirstOrDefault(static n => n is { Kind: ConfigKind.Text or ConfigKind.Template })?.Text ?? "";
        yield return Runtime(site, template, environment, new Place(template.File, settings?.Line ?? site.Line), report) with
        {
            Program = AzureServices.Hint(site.ServiceName, report) with { Image = image.StartsWith("DOCKER|", StringComparison.OrdinalIgnoreCase) ? ImageText.Of(image["DOCKER|".Length..]) : null },
        };
    }

    /// <summary>A module that is given the settings, whatever it makes of them.</summary>
    internal static IEnumerable<Runtime> ReadModule(AzureResource module, AzureTemplate template, DoctorReport report)
    {
        ConfigEnvironment environment = new(template.Values, template.File);
        ConfigEntry? first = null;
        foreach (ConfigEntry entry in ModuleParameters.Variables(module.Body, template.Values))
        {
            first ??= entry;
            AddSettings(environment, entry.Value, template, isWhole: true);
        }

        if (first is null)
            yield break;
        if (ModuleParameters.Secrets(module.Body, template.File) is { } secrets)
            environment.Add(secrets);
        Runtime runtime = Runtime(module, template, environment, new Place(template.File, first.Line), report);
        yield return runtime with { Program = runtime.Program with { Image = ImageText.Of(ModuleParameters.Image(module.Body), template.Values) } };
    }

    private static Runtime Runtime(AzureResource resource, AzureTemplate template, ConfigEnvironment environment, Place head, DoctorReport report) => new($"'{resource.Symbol}'", head, AzureServices.Hint(resource.ServiceName, report))
    {
        Environment = environment.Assignments,
        Carriers = environment.Carriers,
        Group = $"azure {template.File}",
        LinesFor = template.File.EndsWith(".bicep", StringComparison.Ordinal)
            ? static name => $"{{\n  name: '{name}'\n  value: '@Microsoft.KeyVault(VaultName=VAULT;SecretName=llama-cloud-api-key)'\n}}"
            : null,
    };

    /// <summary>The lists in the site, and the maps in resources of their own that belong to it.</summary>
    private static IEnumerable<(ConfigEntry Entry, bool IsMap)> Settings(AzureResource site, AzureTemplate template)
    {
        if (site.Body.Get("properties", "siteConfig") is { } config && template.Values.Follow(config).Entry("appSettings") is { } list)
            yield return (list, false);

        bool isOnly = template.Resources.Count(static r => r.Is("Microsoft.Web/sites")) == 1;
        foreach (AzureResource child in template.Resources.Where(static r => r.Is("Microsoft.Web/sites/config")))
        {
            string name = child.Body.Get("name") is { } node ? node.Literal ?? string.Concat(node.Everything().Select(static n => n.Text)) : "";
            if (name.Contains("appsettings", StringComparison.OrdinalIgnoreCase) && (child.Parent == site.Symbol || (child.Parent is null && isOnly)) && child.Body.Entry("properties") is { } map)
                yield return (map, true);
        }
    }

    private static void AddSettings(ConfigEnvironment environment, ConfigNode settings, AzureTemplate template, bool isWhole)
    {
        ConfigNode value = template.Values.Follow(settings);
        bool isMap = isWhole && (value.Kind == ConfigKind.Map || (value.Kind == ConfigKind.Call && value.Text == "union" && value.Items.All(static i => i.Kind != ConfigKind.List)));
        if (isMap)
        {
            environment.AddMap(settings, (name, text, place) => Vault(name, text, place));
            return;
        }

        environment.AddList(settings, entry =>
        {
            if (environment.NameOf(entry) is { } name && entry.Entry("value") is { } one && Vault(name, one.Value, environment.PlaceOf(entry, name, one)) is { } reference)
                environment.Add(reference);
            else if (entry.Entry("secretRef") is { } secret && environment.NameOf(entry) is { } variable)
                environment.Add(ConfigValue.From(variable, template.Values.Follow(secret.Value).Literal ?? "", Supply.Given, environment.PlaceOf(entry, variable, secret)));
            else
                environment.AddPair(entry);
        });

        Assignment? Vault(string name, ConfigNode node, Place place) =>
            template.Values.Follow(node) is { Kind: ConfigKind.Text or ConfigKind.Template } text ? KeyVaultReference.Read(name, text.Text, place) : null;
    }
}
