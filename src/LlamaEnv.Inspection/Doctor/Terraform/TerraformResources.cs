using LlamaEnv.Inspection.Doctor.AzureResources;
using LlamaEnv.Inspection.Doctor.Config;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Terraform;

/// <summary>The runtimes of a resource, by its type. Source: the providers' references.</summary>
internal static class TerraformResources
{
    internal static IEnumerable<Runtime> Read(TerraformResource resource) => resource.Type switch
    {
        "azurerm_container_app" or "azurerm_container_app_job" => ContainerApps(resource),
        "azurerm_linux_web_app" or "azurerm_windows_web_app" or "azurerm_linux_function_app" or "azurerm_windows_function_app" or "azurerm_function_app_flex_consumption" or "azurerm_app_service" or "azurerm_function_app"
            or "azurerm_linux_web_app_slot" or "azurerm_windows_web_app_slot" or "azurerm_linux_function_app_slot" or "azurerm_windows_function_app_slot" => [WebApp(resource)],
        "azurerm_container_group" => Blocks(resource, "container", "init_container").Select(c => Container(resource, c, e =>
        {
            e.AddMap(c.Value.Get("environment_variables"));
            e.AddMap(c.Value.Get("secure_environment_variables"));
        }, name => Map("environment_variables", name, "var.llama_cloud_api_key"))),
        "aws_ecs_task_definition" => ContainerDefinitions.Read(resource, "container_definitions"),
        "aws_batch_job_definition" => ContainerDefinitions.Read(resource, "container_properties"),
        "aws_lambda_function" => [Lambda(resource)],
        "aws_apprunner_service" => AppRunner(resource),
        "google_cloud_run_service" or "google_cloud_run_v2_service" or "google_cloud_run_v2_job" or "google_cloud_run_v2_worker_pool" => CloudRun(resource),
        "google_cloudfunctions_function" or "google_cloudfunctions2_function" => [CloudFunction(resource)],
        "azapi_resource" => AzureApi(resource),
        "docker_container" => [DockerContainer(resource)],
        _ when resource.Type.StartsWith("kubernetes_", StringComparison.Ordinal) => KubernetesContainers.Read(resource),
        _ => [],
    };

    /// <summary>All blocks of these names, at any depth.</summary>
    internal static IEnumerable<ConfigEntry> Blocks(TerraformResource resource, params string[] names) =>
        resource.Body.Everything().SelectMany(static n => n.Entries).Where(e => names.Contains(e.Name) && e.Value.Kind == ConfigKind.Map);

    /// <summary>A container of a resource, with what its reader finds in it.</summary>
    internal static Runtime Container(TerraformResource resource, ConfigEntry container, Action<ConfigEnvironment> read, Func<string, string> lines)
    {
        ConfigEnvironment environment = resource.NewEnvironment();
        if (container.Value.All("dynamic").FirstOrDefault(static d => d.Label(0).StartsWith("env", StringComparison.Ordinal) || d.Label(0).StartsWith("secret", StringComparison.Ordinal)) is { } made)
            environment.AddUnknown(made.Value);
        read(environment);
        string? name = resource.Text(container.Value.Get("name"));
        string indent = new(' ', Math.Clamp(container.Column + 2, 0, 80));
        return new Runtime(name is null ? resource.Name : $"container '{name}' of {resource.Name}", new Place(resource.File, container.Line), ImageText.Hint(container.Value.Get("image"), resource.Module.Values, [.. resource.Words(container.Value.Get("command")), .. resource.Words(container.Value.Get("args"))]))
        {
            Environment = environment.Assignments,
            Carriers = environment.Carriers,
            Group = resource.Group,
            LinesFor = variable => resource.Module.WithNames(string.Join('\n', lines(variable).Split('\n').Select(line => indent + line))),
        };
    }

    private static Runtime Whole(TerraformResource resource, ConfigEnvironment environment, ProgramHint program, Func<string, string> lines) => new(resource.Name, resource.Head, program)
    {
        Environment = environment.Assignments,
        Carriers = environment.Carriers,
        Group = resource.Group,
        LinesFor = name => resource.Module.WithNames(string.Join('\n', Within(resource.Body, lines(name)).Split('\n').Select(static line => "  " + line))),
    };

    /// <summary>Where the map, list or block is there already, what goes into it alone.</summary>
    private static string Within(ConfigNode body, string lines)
    {
        string[] all = lines.Split('\n');
        bool isThere = all.Length > 2 && body.Everything().Any(n => n.Entry(all[0].TrimStart().Split(' ')[0]) is not null) && !all[0].StartsWith("secret_environment_variables", StringComparison.Ordinal);
        return !isThere ? lines : Within(body, string.Join('\n', all[1..^1]));
    }

    private static string Map(string block, string name, string value) => $"{block} = {{\n  {name} = {value}\n}}";

    private static IEnumerable<Runtime> ContainerApps(TerraformResource resource)
    {
        bool areKnown = resource.Body.All("dynamic").All(static d => d.Label(0) != "secret");
        List<ConfigEntry> secrets = [.. resource.Body.All("secret")];
        List<string?> names = [.. secrets.Select(s => resource.Text(s.Value.Get("name")))];
        string? known = secrets.Where(static s => s.Value.Get("value") is not { Literal: "" }).Select(s => resource.Text(s.Value.Get("name"))).FirstOrDefault(static n => n is not null && ValueText.MeantBy(n.Replace('-', '_')) == Variable.ApiKey);
        foreach (ConfigEntry container in Blocks(resource, "container", "init_container"))
        {
            yield return Container(resource, container, environment =>
            {
                foreach (ConfigEntry env in container.Value.All("env"))
                {
                    if (env.Value.Entry("secret_name") is not { } secret || environment.NameOf(env.Value) is not { } variable)
                        environment.AddPair(env.Value);
                    else
                        environment.Add(OfSecret(variable, secret));
                }
            }, name => (known is null ? "# needs: secret { name = \"llama-cloud-api-key\" }\n" : "") + $"env {{\n  name        = \"{name}\"\n  secret_name = \"{known ?? "llama-cloud-api-key"}\"\n}}") with
            {
                // Only of a secret that is there it is certain that it can be referred to.
                LinesPlace = known is not null && container.Value.EndLine > container.Line ? new Place(resource.File, container.Value.EndLine) : null,
            };
        }

        Assignment OfSecret(string variable, ConfigEntry reference)
        {
            Place place = new(resource.File, reference.Line);
            if (resource.Text(reference.Value) is not { } name)
                return new(variable, Supply.Given, place);
            if (areKnown && !names.Contains(null) && ValueText.MeantBy(variable) is not null && !names.Contains(name, StringComparer.OrdinalIgnoreCase))
                return new(variable, Supply.Given, place) { Faults = [DoctorFindings.Dangling(place, $"{resource.Name} has no secret '{name}', which {variable} refers to, and Azure refuses it", names.Count == 1 ? $"'{names[0]}'" : null)] };

            Assignment given = ConfigValue.From(variable, name, Supply.Given, place);
            ConfigEntry? value = secrets.Where(s => string.Equals(resource.Text(s.Value.Get("name")), name, StringComparison.OrdinalIgnoreCase)).Select(static s => s.Value.Entry("value")).FirstOrDefault();
            if (value is null || given.Faults.Count > 0)
                return given;

            Assignment stored = resource.Module.Values.Read(variable, value.Value, new Place(resource.File, value.Line));
            return stored.Supply is Supply.Empty or Supply.EmptyDefault ? stored : given with { Faults = stored.Faults };
        }
    }

    private static Runtime WebApp(TerraformResource resource)
    {
        ConfigEnvironment environment = resource.NewEnvironment();
        if (resource.Body.Entry("app_settings") is { } settings)
            AppSettings(environment, settings.Value, resource);
        if (resource.Body.Get("lifecycle", "ignore_changes") is { } ignored && ignored.Everything().Any(static n => n.Text.StartsWith("app_settings", StringComparison.Ordinal) || n.Text == "all"))
            environment.AddUnknown(ignored); // They are set by hand.
        ConfigNode? image = resource.Body.Everything().Select(static n => n.Get("docker_image_name") ?? n.Get("docker_image")).FirstOrDefault(static n => n is not null);
        return Whole(resource, environment, ImageText.Hint(image, resource.Module.Values, []) with { Project = AzureServices.Hint(ServiceName(resource), resource.Report).Project }, static name => Map("app_settings", name, "\"@Microsoft.KeyVault(SecretUri=${azurerm_key_vault_secret.llama_cloud_api_key.versionless_id})\"")) with
        {
            Head = resource.Body.Entry("app_settings") is { } entry ? new Place(resource.File, entry.Line) : resource.Head,
        };
    }

    /// <summary>The service of azure.yaml that is deployed to it.</summary>
    private static string? ServiceName(TerraformResource resource) =>
        resource.Text(resource.Body.Get("tags")?.Everything().Select(static n => n.Get("azd-service-name")).FirstOrDefault(static n => n is not null));

    /// <summary>App Service itself gets what is behind a reference to a vault.</summary>
    private static void AppSettings(ConfigEnvironment environment, ConfigNode settings, TerraformResource resource) =>
        environment.AddMap(settings, (name, value, place) => KeyVaultReference.Read(name, resource.Text(value), place));

    private static Runtime Lambda(TerraformResource resource)
    {
        ConfigEnvironment environment = resource.NewEnvironment();
        if (resource.Body.All("dynamic").FirstOrDefault(static d => d.Label(0) == "environment") is { } made)
            environment.AddUnknown(made.Value);
        environment.AddMap(resource.Body.Get("environment", "variables"));
        // Assembly::Namespace.Class::Method
        string? assembly = resource.Text(resource.Body.Get("handler"))?.Split("::")[0];
        return Whole(resource, environment, ImageText.Hint(resource.Body.Get("image_uri"), resource.Module.Values, assembly is null ? [] : [assembly]), static name => $"environment {{\n  variables = {{\n    {name} = var.llama_cloud_api_key\n  }}\n}}");
    }

    private static IEnumerable<Runtime> AppRunner(TerraformResource resource)
    {
        foreach (ConfigEntry image in Blocks(resource, "image_repository"))
        {
            ConfigEnvironment environment = resource.NewEnvironment();
            environment.AddMap(image.Value.Get("image_configuration", "runtime_environment_variables"));
            environment.AddMap(image.Value.Get("image_configuration", "runtime_environment_secrets"));
            yield return Whole(resource, environment, ImageText.Hint(image.Value.Get("image_identifier"), resource.Module.Values, []), static name => Map("runtime_environment_secrets", name, "aws_secretsmanager_secret.llama_cloud_api_key.arn"));
        }
    }

    private static IEnumerable<Runtime> CloudRun(TerraformResource resource) => Blocks(resource, "containers").Select(container => Container(resource, container, environment =>
    {
        foreach (ConfigEntry env in container.Value.All("env"))
        {
            ConfigNode? source = env.Value.Get("value_source", "secret_key_ref") ?? env.Value.Get("value_from", "secret_key_ref");
            if (source is not null && environment.NameOf(env.Value) is { } variable)
                environment.Add(OfSecret(resource, variable, source.Entry("secret") ?? source.Entry("name"), env));
            else
                environment.AddPair(env.Value);
        }
    }, static name => $"env {{\n  name = \"{name}\"\n  value_source {{\n    secret_key_ref {{\n      secret  = \"llama-cloud-api-key\"\n      version = \"latest\"\n    }}\n  }}\n}}"));

    private static Runtime CloudFunction(TerraformResource resource)
    {
        ConfigEnvironment environment = resource.NewEnvironment();
        ConfigNode service = resource.Body.Get("service_config") ?? resource.Body;
        if (service.All("dynamic").FirstOrDefault() is { } made)
            environment.AddUnknown(made.Value);
        environment.AddMap(service.Get("environment_variables"));
        foreach (ConfigEntry secret in service.All("secret_environment_variables"))
        {
            if (environment.NameOf(secret.Value, "key") is { } variable)
                environment.Add(OfSecret(resource, variable, secret.Value.Entry("secret"), secret));
        }

        return Whole(resource, environment, new ProgramHint(), static name => $"secret_environment_variables {{\n  key     = \"{name}\"\n  secret  = \"llama-cloud-api-key\"\n  version = \"latest\"\n}}");
    }

    /// <summary>A resource as Azure itself knows it, in Terraform's words.</summary>
    private static IEnumerable<Runtime> AzureApi(TerraformResource resource)
    {
        if (resource.Body.Get("body") is not { } node || resource.Text(resource.Body.Get("type")) is not { } type)
            return [];

        ConfigNode value = resource.Module.Values.Follow(node);
        ConfigNode body = value is { Kind: ConfigKind.Call, Text: "jsonencode", Items: [var encoded, ..] } ? resource.Module.Values.Follow(encoded) : value;
        return body.Kind != ConfigKind.Map ? []
            : AzureResourceReader.Runtimes(new(type.Split('@')[0], resource.Block.Label(1), body, resource.Block.Line, null, IsModule: false), new(resource.File, [], resource.Module.Values), resource.Report);
    }

    private static Runtime DockerContainer(TerraformResource resource)
    {
        ConfigEnvironment environment = resource.NewEnvironment();
        environment.AddTexts(resource.Body.Get("env"));
        return Whole(resource, environment, ImageText.Hint(resource.Body.Get("image"), resource.Module.Values, resource.Words(resource.Body.Get("command"))), static name => $"env = [\n  \"{name}=${{var.llama_cloud_api_key}}\",\n]");
    }

    private static Assignment OfSecret(TerraformResource resource, string variable, ConfigEntry? secret, ConfigEntry env)
    {
        Place place = new(resource.File, secret?.Line ?? env.Line);
        return secret is null ? new(variable, Supply.Given, place)
            : resource.Text(secret.Value) is { } name ? ConfigValue.From(variable, name, Supply.Given, place)
            : ConfigValue.Reference(secret.Value) is { } word && resource.Module.Values.Find(word) is { } definition ? ConfigValue.From(variable, definition.Name, Supply.Given, place)
            : new(variable, Supply.Given, place);
    }
}
