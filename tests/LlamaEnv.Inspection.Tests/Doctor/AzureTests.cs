namespace LlamaEnv.Inspection.Tests.Doctor;

[TestClass]
public sealed class AzureTests
{
    private const string Services = "services:\n  worker:\n    project: ./src/Worker\n    host: containerapp\n";

    [TestMethod]
    [DataRow("""
        resource worker 'Microsoft.App/containerApps@2024-03-01' = {
          name: 'worker'
          properties: {
            template: {
              containers: [
                {
                  name: 'worker'
                  image: '${registry}/worker:latest'
                }
              ]
            }
          }
        }
        """, "main.bicep:6 not-passed", DisplayName = "a container app without it")]
    [DataRow("""
        param llamaKey string
        resource worker 'Microsoft.App/jobs@2024-03-01' = {
          name: 'worker'
          properties: {
            configuration: {
              secrets: [
                { name: 'llama-key', value: llamaKey }
              ]
            }
            template: {
              containers: [
                {
                  image: 'acr.io/worker'
                  env: [
                    {
                      name: 'LLAMA_CLOUD_API_KEY'
                      secretRef: 'llama-cloud-key'
                    }
                  ]
                }
              ]
            }
          }
        }
        """, "main.bicep:17 dangling-reference", DisplayName = "a secret that the job does not have")]
    [DataRow("""
        @description('the key')
        @secure()
        param llamaKey string = ''
        var env = [
          {
            name: 'LLAMA_CLOUD_API_KEY'
            value: llamaKey
          }
        ]
        resource worker 'Microsoft.App/containerApps@2024-03-01' = {
          properties: { template: { containers: [ { image: 'acr.io/worker', env: concat(env, [ { name: 'A', value: '1' } ]) } ] } }
        }
        """, "main.bicep:3 empty-default", DisplayName = "an empty default, through a variable")]
    [DataRow("""
        resource site 'Microsoft.Web/sites@2023-12-01' = {
          name: 'site'
          tags: union(tags, { 'azd-service-name': 'worker' })
          properties: {
            siteConfig: {
              appSettings: [
                {
                  name: 'A'
                  value: '1'
                }
              ]
            }
          }
        }
        """, "main.bicep:6 not-passed", DisplayName = "a site's settings")]
    [DataRow("""
        resource site 'Microsoft.Web/sites@2023-12-01' = {
          name: 'site'
          tags: { 'azd-service-name': 'worker' }
          resource settings 'config' = {
            name: 'appsettings'
            properties: {
              LLAMA_CLOUD_API_KEY: ''
            }
          }
        }
        """, "main.bicep:7 empty-value", DisplayName = "settings in a resource of their own")]
    [DataRow("""
        resource site 'Microsoft.Web/sites@2023-12-01' = {
          properties: { siteConfig: { appSettings: [
            {
              name: 'LLAMA_CLOUD_API_KEY'
              value: '@Microsoft.KeyVault(SecretName=a)'
            }
          ] } }
        }
        """, "main.bicep:5 malformed-value", DisplayName = "half a reference to a vault")]
    [DataRow("""
        module worker 'core/host.bicep' = {
          name: 'worker'
          params: {
            serviceName: 'worker'
            appSettings: {
              A: '1'
            }
          }
        }
        """, "main.bicep:5 not-passed", DisplayName = "a module's settings")]
    [DataRow("""
        resource group 'Microsoft.ContainerInstance/containerGroups@2023-05-01' = {
          properties: {
            containers: [
              {
                name: 'worker'
                properties: {
                  image: 'acr.io/worker'
                  environmentVariables: [
                    { name: 'LLAMA_CLOUD_API_KEY', secureValue: '' }
                  ]
                }
              }
            ]
          }
        }
        """, "main.bicep:9 empty-value", DisplayName = "a container group")]
    public void A_bicep_resource_that_starts_without_a_usable_key_is_found(string text, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("azure.yaml", Services).Add("main.bicep", text);

        Assert.AreEqual(expected, string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow("""
        @secure()
        param llamaKey string
        resource worker 'Microsoft.App/containerApps@2024-03-01' = if (deploy) {
          properties: {
            configuration: { secrets: [ { name: 'llama-key', value: llamaKey } ] }
            template: { containers: [
              {
                image: 'acr.io/worker'
                env: [ { name: 'LLAMA_CLOUD_API_KEY', secretRef: 'llama-key' } ]
              }
              { image: 'redis' }
            ] }
          }
        }
        """, DisplayName = "a secret")]
    [DataRow("""
        param env array = []
        resource worker 'Microsoft.App/containerApps@2024-03-01' = {
          properties: { template: { containers: [ { image: 'acr.io/worker', env: env } ] } }
        }
        """, DisplayName = "a list from outside")]
    [DataRow("""
        resource worker 'Microsoft.App/containerApps@2024-03-01' = {
          properties: {
            configuration: { secrets: [for s in secrets: { name: s.name, value: s.value }] }
            template: { containers: [ { image: 'acr.io/worker', env: [ { name: 'LLAMA_CLOUD_API_KEY', secretRef: 'x' } ] } ] }
          }
        }
        """, DisplayName = "secrets that are computed")]
    [DataRow("""
        resource site 'Microsoft.Web/sites@2023-12-01' = {
          tags: { 'azd-service-name': 'worker' }
          properties: { siteConfig: { appSettings: [ { name: 'LLAMA_CLOUD_API_KEY', value: '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=k)' } ] } }
        }
        """, DisplayName = "a reference to a vault")]
    [DataRow("""
        resource site 'Microsoft.Web/sites@2023-12-01' = {
          tags: { 'azd-service-name': 'worker' }
        }
        module settings 'appservice-appsettings.bicep' = { name: 's', params: { name: site.name, appSettings: union(appSettings, {}) } }
        """, DisplayName = "settings that a module sets")]
    [DataRow("""
        param llamaKey string = ''
        var env = empty(llamaKey) ? [] : [ { name: 'LLAMA_CLOUD_API_KEY', value: llamaKey } ]
        resource worker 'Microsoft.App/containerApps@2024-03-01' = {
          properties: { template: { containers: [ { image: 'acr.io/worker', env: env } ] } }
        }
        """, DisplayName = "only where there is one")]
    [DataRow("""
        resource site 'Microsoft.Web/sites@2023-12-01' existing = {
          name: 'x'
        }
        // resource worker 'Microsoft.App/containerApps@2024-03-01' = { properties: { template: { containers: [ { image: 'worker' } ] } } }
        """, DisplayName = "what is there already, and comments")]
    public void A_healthy_bicep_resource_gives_no_finding(string text)
    {
        using Repository repository = Repository.WithPrograms().Add("azure.yaml", Services).Add("main.bicep", text);

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    public void A_parameter_that_a_file_or_a_caller_gives_has_no_empty_default()
    {
        const string Template = "@secure()\nparam llamaKey string = ''\nresource w 'Microsoft.App/containerApps@2024-03-01' = {\n  properties: { template: { containers: [ { image: 'worker', env: [ { name: 'LLAMA_CLOUD_API_KEY', value: llamaKey } ] } ] } }\n}\n";
        using Repository alone = Repository.WithPrograms().Add("infra/app.bicep", Template);
        using Repository file = Repository.WithPrograms().Add("infra/app.bicep", Template).Add("infra/main.parameters.json", """{ "parameters": { "llamaKey": { "value": "${LLAMA_CLOUD_API_KEY}" } } }""");
        using Repository caller = Repository.WithPrograms().Add("infra/app.bicep", Template).Add("infra/main.bicep", "module app './app.bicep' = {\n  params: {\n    llamaKey: key\n  }\n}\n");

        Assert.AreEqual("infra/app.bicep:2 empty-default", string.Join(", ", alone.Examine()));
        Assert.IsEmpty(file.Examine(withNotices: true));
        Assert.IsEmpty(caller.Examine(withNotices: true));
    }

    [TestMethod]
    [DataRow("", "'llama-cloud-api-key'", "// configuration.secrets needs { name: 'llama-cloud-api-key', value: llamaCloudApiKey }", DisplayName = "none")]
    [DataRow("{ name: 'llama-key', value: key }", "'llama-key'", null, DisplayName = "one for the key")]
    [DataRow("{ name: 'llama-key', value: '' }", "'llama-cloud-api-key'", "// configuration.secrets needs { name: 'llama-cloud-api-key', value: llamaCloudApiKey }", DisplayName = "an empty one")]
    public void The_lines_refer_to_a_secret_that_is_there_or_say_that_it_is_needed(string secret, string expected, string? comment)
    {
        using Repository repository = Repository.WithPrograms().Add("infra/app.bicep", $"resource app 'Microsoft.App/containerApps@2024-03-01' = {{\n  properties: {{\n    configuration: {{\n      secrets: [\n        {secret}\n      ]\n    }}\n    template: {{\n      containers: [\n        {{\n          name: 'worker'\n          image: 'acr.io/worker'\n          env: [\n            {{ name: 'A', value: 'b' }}\n          ]\n        }}\n      ]\n    }}\n  }}\n}}\n");
        string[] lines = repository.Findings().Single().Fix!.Split('\n');

        Assert.AreEqual(comment, lines.Length > 1 ? lines[0].Trim() : null);
        Assert.AreEqual($"            {{ name: 'LLAMA_CLOUD_API_KEY', secretRef: {expected} }}", lines[^1]);
    }

    [TestMethod]
    [DataRow("""{ "name": "worker", "image": "[concat(parameters('registry'), '/worker')]" }""", "", DisplayName = "an image that is computed")]
    [DataRow("""{ "name": "worker", "image": "acr.io/worker" }""", "infra/azuredeploy.json:10 not-passed", DisplayName = "nothing")]
    [DataRow("""{ "image": "acr.io/worker", "env": [ { "name": "LLAMA_CLOUD_API_KEY", "value": "[parameters('key')]" } ] }""", "infra/azuredeploy.json:4 empty-default", DisplayName = "an empty default")]
    [DataRow("""{ "image": "acr.io/worker", "env": [ { "name": "LLAMA_CLOUD_API_KEY", "secretRef": "b" } ] }""", "infra/azuredeploy.json:10 dangling-reference", DisplayName = "a secret that is not there")]
    [DataRow("""{ "image": "acr.io/worker", "env": [ { "name": "LLAMA_CLOUD_API_KEY", "secretRef": "a" } ] }""", "", DisplayName = "a secret")]
    [DataRow("""{ "image": "redis" }""", "", DisplayName = "somebody else's")]
    public void An_ARM_template_is_read_as_Bicep_is(string container, string expected)
    {
        string text = $$"""
            {
              "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
              "parameters": {
                "key": { "type": "securestring", "defaultValue": "" }
              },
              "resources": [
                { "type": "Microsoft.App/containerApps", "name": "worker", "properties": {
                    "configuration": { "secrets": [ { "name": "a", "keyVaultUrl": "https://v" } ] },
                    "template": { "containers": [
                      {{container}}
                    ] }
                } }
              ]
            }
            """;
        using Repository repository = Repository.WithPrograms().Add("infra/azuredeploy.json", text);

        Assert.AreEqual(expected, string.Join(", ", repository.Examine(withNotices: true)));
    }

    [TestMethod]
    [DataRow("      - image: acr.io/worker\n", "app.yaml:9 not-passed", DisplayName = "nothing")]
    [DataRow("      - image: acr.io/worker\n        env:\n          - name: LLAMA_CLOUD_API_KEY\n            secretRef: other\n", "app.yaml:12 dangling-reference", DisplayName = "a secret that is not there")]
    [DataRow("      - image: acr.io/worker\n        env:\n          - name: LLAMA_CLOUD_API_KEY\n            value:\n", "app.yaml:12 empty-value", DisplayName = "no value")]
    [DataRow("      - image: acr.io/worker\n        env:\n          - name: LLAMA_CLOUD_API_KEY\n            secretRef: llama\n", "", DisplayName = "a secret")]
    public void The_YAML_of_a_container_app_is_read_as_Bicep_is(string containers, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("app.yaml", "type: Microsoft.App/containerApps\nproperties:\n  configuration:\n    secrets:\n      - name: llama\n        keyVaultUrl: https://v\n  template:\n    containers:\n" + containers);

        Assert.AreEqual(expected, string.Join(", ", repository.Examine(withNotices: true)));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("resource a")]
    [DataRow("resource a 'Microsoft.App/containerApps@1' = {")]
    [DataRow("param a string = a\nvar b = c\nvar c = b\nresource r 'Microsoft.Web/sites@1' = { properties: { siteConfig: b } }")]
    [DataRow("resource r 'Microsoft.Web/sites@1' = [for x in y: ")]
    [DataRow("var a = '''\nnever ends")]
    [DataRow("module m 'x' = { params: { env: [ 1, 'a', { name: } ] appSettings: null } }")]
    public void Malformed_ones_are_no_finding_and_no_failure(string text)
    {
        using Repository repository = Repository.WithPrograms().Add("main.bicep", text).Add("a.json", "\"deploymentTemplate.json\" " + text).Add("b.json", "{\"$schema\":\"deploymentTemplate.json\",\"resources\":[1,{\"type\":{}},{\"type\":\"Microsoft.Web/sites\",\"properties\":[\"[\"]}]}");

        Assert.IsEmpty(repository.Examine());
    }
}
