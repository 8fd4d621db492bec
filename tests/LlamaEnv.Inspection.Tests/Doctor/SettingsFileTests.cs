namespace LlamaEnv.Inspection.Tests.Doctor;

[TestClass]
public sealed class SettingsFileTests
{
    /// <summary>Of the right shape and nobody's.</summary>
    private const string Key = "llx-" + "fakeQ7wZ2mK9xB4vN8cR1tY6uH3jL5pD0sG7aE2fW9qX4zVb";

    [TestMethod]
    [DataRow("src/Worker/Properties/launchSettings.json", """
        {
          // A comment
          "profiles": {
            "Worker": {
              "commandName": "Project",
              "environmentVariables": {
                "LLAMA_CLOUD_API_KEY": "",
              }
            }
          }
        }
        """, "7 empty-value", DisplayName = "launch settings: an empty value wins")]
    [DataRow("src/Worker/Properties/launchSettings.json", """{ "profiles": { "Worker": { "environmentVariables": { "LLAMA_CLOUD_API_KEY": "${LLAMA_CLOUD_API_KEY}" } } } }""", "1 malformed-value", DisplayName = "launch settings: a shell's reference")]
    [DataRow("src/Worker/Properties/launchSettings.json", """{ "profiles": { "Worker": { "environmentVariables": { "LLAMA_CLOUD_API_KEY": "$(LLAMA_CLOUD_API_KEY)" } } } }""", "1 malformed-value", DisplayName = "launch settings: MSBuild's reference")]
    [DataRow("src/Worker/Properties/launchSettings.json", """{ "profiles": { "Worker": { "environmentVariables": { "LLAMA_CLOUD_API_KEY": "llx-gone-stale-in-May" } } } }""", "1 overridden", DisplayName = "launch settings: a fixed value")]
    [DataRow("src/Worker/Properties/launchSettings.json", """{ "profiles": { "Worker": { "environmentVariables": { "LLAMA_CLOUD_API_KEY": "your-api-key" } } } }""", "1 placeholder", DisplayName = "launch settings: a placeholder")]
    [DataRow("src/Worker/Properties/launchSettings.json", """{ "profiles": { "Worker": { "environmentVariables": { "LLAMA_CLOUD_API_KEY": "%OPENAI_API_KEY%" } } } }""", "1 other-provider", DisplayName = "launch settings: another provider's")]
    [DataRow("src/Worker/Properties/launchSettings.json", """{ "profiles": { "Worker": { "environmentVariables": { "LLAMA_PARSE_API_KEY": "%LLAMA_PARSE_API_KEY%" } } } }""", "1 wrong-name", DisplayName = "launch settings: another name")]
    [DataRow("src/Worker/Properties/launchSettings.json", """{ "profiles": { "Worker": { "environmentVariables": { "LLAMA_CLOUD_API_KEY": "%LLAMA_CLOUD_API_KEY%", "LLAMA_CLOUD_BASE_URL": "" } } } }""", "1 empty-value", DisplayName = "launch settings: an empty URL")]
    [DataRow("src/Worker/Worker.run.json", """{ "profiles": { "Worker": { "environmentVariables": { "LLAMA_CLOUD_API_KEY": "" } } } }""", "1 empty-value", DisplayName = "NAME.run.json: empty")]
    [DataRow("src/Worker/Properties/launchSettings.json", $$$"""{ "profiles": { "Worker": { "environmentVariables": { "LLAMA_CLOUD_API_KEY": "{{{Key}}}" } } } }""", "1 hard-coded", DisplayName = "launch settings: a key")]
    [DataRow("src/Worker/appsettings.Production.json", $$$"""{ "LlamaCloud": { "ApiKey": "{{{Key}}}" } }""", "1 hard-coded", DisplayName = "appsettings: a key")]
    [DataRow("src/Worker/appsettings.json", $$$"""{ "Parsers": [ { "Token": "{{{Key}}}" } ] }""", "1 hard-coded", DisplayName = "appsettings: a key by any name")]
    [DataRow("src/Worker/appsettings.json", """
        {
          "LlamaCloud": {
            "ApiKey": "YOUR_API_KEY"
          }
        }
        """, "3 placeholder", DisplayName = "appsettings: a placeholder")]
    [DataRow("src/Worker/appsettings.json", """{ "LlamaCloud:ApiKey": "${LLAMA_CLOUD_API_KEY}" }""", "1 malformed-value", DisplayName = "appsettings: a reference that .NET does not expand")]
    [DataRow("src/Worker/tests.runsettings", """
        <RunSettings>
          <RunConfiguration>
            <EnvironmentVariables>
              <LLAMA_CLOUD_API_KEY></LLAMA_CLOUD_API_KEY>
            </EnvironmentVariables>
          </RunConfiguration>
        </RunSettings>
        """, "4 empty-value", DisplayName = "runsettings: empty")]
    [DataRow("tests.runsettings", "<RunSettings><RunConfiguration><EnvironmentVariables><LLAMA_CLOUD_API_KEY>your-api-key</LLAMA_CLOUD_API_KEY></EnvironmentVariables></RunConfiguration></RunSettings>", "1 placeholder", DisplayName = "runsettings: a placeholder")]
    [DataRow("src/Worker/testconfig.json", """{ "environmentVariables": { "LLAMA_CLOUD_API_KEY": "" } }""", "1 empty-value", DisplayName = "testconfig.json: empty")]
    [DataRow("src/Worker/local.settings.json", """
        {
          "IsEncrypted": false,
          "Values": {
            "LLAMA_CLOUD_API_KEY": ""
          }
        }
        """, "4 empty-default", DisplayName = "Functions: empty where the environment has none")]
    [DataRow("src/Worker/local.settings.json", """{ "Values": { "LLAMA_CLOUD_API_KEY": "@Microsoft.KeyVault(SecretUri=https://contoso.vault.azure.net/secrets/llama)" } }""", "1 malformed-value", DisplayName = "Functions: a vault that only Azure asks")]
    [DataRow(".vscode/launch.json", """
        {
          "configurations": [
            {
              "name": "Worker", "type": "coreclr", "request": "launch", "program": "${workspaceFolder}/src/Worker/bin/Debug/net10.0/Worker.dll",
              "envFile": "${workspaceFolder}/dev.env",
              "env": { "LLAMA_CLOUD_API_KEY": "" },
            }
          ]
        }
        """, "6 overridden", DisplayName = "Visual Studio Code: empty over a file")]
    [DataRow(".vscode/launch.json", """{ "configurations": [ { "type": "coreclr", "program": "${workspaceFolder}/src/Worker/bin/Debug/net10.0/Worker.dll", "env": { "LLAMA_CLOUD_API_KEY": "" } } ] }""", "1 empty-value", DisplayName = "Visual Studio Code: empty")]
    [DataRow(".vscode/launch.json", """{ "configurations": [ { "type": "coreclr", "env": { "LLAMA_CLOUD_API_KEY": "%LLAMA_CLOUD_API_KEY%" } } ] }""", "1 malformed-value", DisplayName = "Visual Studio Code: another system's reference")]
    [DataRow(".vscode/launch.json", """{ "configurations": [ { "type": "coreclr", "linux": { "env": { "LLAMA_CLOUD_API_KEY": "" } } } ] }""", "1 empty-value", DisplayName = "Visual Studio Code: empty on one system")]
    [DataRow(".vscode/tasks.json", """{ "tasks": [ { "label": "run", "command": "dotnet run", "options": { "env": { "LLAMA_CLOUD_API_KEY": "" } } } ] }""", "1 empty-value", DisplayName = "a task: empty")]
    [DataRow(".vscode/settings.json", """{ "terminal.integrated.env.linux": { "LLAMA_CLOUD_API_KEY": "" } }""", "1 empty-value", DisplayName = "the terminal: empty")]
    [DataRow("app.code-workspace", """{ "launch": { "configurations": [ { "env": { "LLAMA_CLOUD_API_KEY": "" } } ] } }""", "1 empty-value", DisplayName = "a workspace: empty")]
    [DataRow(".devcontainer/devcontainer.json", """
        {
          "image": "mcr.microsoft.com/devcontainers/dotnet:10.0",
          "containerEnv": {
            "LLAMA_CLOUD_API_KEY": ""
          }
        }
        """, "4 empty-value", DisplayName = "devcontainer: empty")]
    [DataRow(".devcontainer/devcontainer.json", """{ "remoteEnv": { "LLAMA_CLOUD_API_KEY": "${localEnv:LLAMA_CLOUD_API_KEY:}" } }""", "1 empty-default", DisplayName = "devcontainer: an empty default")]
    [DataRow(".devcontainer/devcontainer.json", """{ "remoteEnv": { "LLAMA_CLOUD_API_KEY": "${LLAMA_CLOUD_API_KEY}" } }""", "1 malformed-value", DisplayName = "devcontainer: a reference without localEnv")]
    [DataRow(".devcontainer/devcontainer.json", """
        {
          "containerEnv": { "LLAMA_CLOUD_API_KEY": "${localEnv:LLAMA_CLOUD_API_KEY}" },
          "remoteEnv": { "LLAMA_CLOUD_API_KEY": "" }
        }
        """, "3 overridden", DisplayName = "devcontainer: remoteEnv over containerEnv")]
    [DataRow(".devcontainer/devcontainer.json", """{ "runArgs": ["--init", "-e", "LLAMA_CLOUD_API_KEY="] }""", "1 empty-value", DisplayName = "devcontainer: an empty argument")]
    [DataRow(".run/Worker.run.xml", """
        <component name="ProjectRunConfigurationManager">
          <configuration name="Worker" type="DotNetProject">
            <option name="PROJECT_PATH" value="$PROJECT_DIR$/src/Worker/Worker.csproj" />
            <envs>
              <env name="LLAMA_CLOUD_API_KEY" value="" />
            </envs>
          </configuration>
        </component>
        """, "5 empty-value", DisplayName = "Rider: empty")]
    public void A_settings_file_that_takes_the_key_away_is_found(string file, string text, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("dev.env", "LLAMA_CLOUD_API_KEY=anything\n").Add(file, text);

        Assert.AreEqual($"{file}:{expected}", string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow("src/Worker/Properties/launchSettings.json", """{ "profiles": { "Worker": { "environmentVariables": { "ASPNETCORE_ENVIRONMENT": "Development" } } } }""", DisplayName = "launch settings without it: inherited")]
    [DataRow("src/Worker/Properties/launchSettings.json", """{ "profiles": { "Worker": { "environmentVariables": { "LLAMA_CLOUD_API_KEY": "%LLAMA_CLOUD_API_KEY%", "LLAMA_CLOUD_BASE_URL": "https://api.cloud.eu.llamaindex.ai" } } } }""", DisplayName = "launch settings: a reference")]
    [DataRow("src/Worker/Properties/launchSettings.json", """{ "profiles": { "Worker": { "environmentVariables": { "LLAMA_CLOUD_API_KEY_FILE": "" } } } }""", DisplayName = "launch settings: a path")]
    [DataRow("src/Worker/launchSettings.json", """{ "profiles": { "Worker": { "environmentVariables": { "LLAMA_CLOUD_API_KEY": "" } } } }""", DisplayName = "launch settings where nothing reads them")]
    [DataRow("docs/Other.run.json", """{ "profiles": { "Worker": { "environmentVariables": { "LLAMA_CLOUD_API_KEY": "" } } } }""", DisplayName = "NAME.run.json without NAME")]
    [DataRow("src/Worker/appsettings.json", """{ "LlamaCloud": { "ApiKey": "", "BaseUrl": "" } }""", DisplayName = "appsettings: empty hides nothing")]
    [DataRow("src/Worker/appsettings.json", """{ "LlamaCloud": { "ApiKey": "#{LlamaCloudApiKey}#" } }""", DisplayName = "appsettings: a token of a release")]
    [DataRow("src/Worker/appsettings.json", """{ "OpenAI": { "ApiKey": "your-api-key" }, "Ollama": { "ApiKey": "your-api-key" } }""", DisplayName = "appsettings: others' placeholders")]
    [DataRow("src/Worker/tests.runsettings", "<RunSettings><RunConfiguration><EnvironmentVariables><LLAMA_CLOUD_API_KEY>llx-fake-for-tests</LLAMA_CLOUD_API_KEY></EnvironmentVariables></RunConfiguration></RunSettings>", DisplayName = "runsettings: made up for tests")]
    [DataRow("src/Worker/tests.runsettings", "<RunSettings><TestRunParameters><Parameter name=\"LLAMA_CLOUD_API_KEY\" value=\"\" /></TestRunParameters></RunSettings>", DisplayName = "runsettings: a parameter is no variable")]
    [DataRow("src/Worker/local.settings.json", """{ "IsEncrypted": true, "Values": { "LLAMA_CLOUD_API_KEY": "" } }""", DisplayName = "Functions: encrypted")]
    [DataRow("src/Worker/local.settings.json", """{ "Values": { "AzureWebJobsStorage": "" } }""", DisplayName = "Functions: others")]
    [DataRow(".vscode/launch.json", """{ "configurations": [ { "type": "coreclr", "program": "${workspaceFolder}/src/Worker/bin/Debug/net10.0/Worker.dll", "env": { "LLAMA_CLOUD_API_KEY": "${env:LLAMA_CLOUD_API_KEY}" } }, { "env": { "LLAMA_CLOUD_API_KEY": "${input:key}" } }, { "request": "attach", "env": { "LLAMA_CLOUD_API_KEY": "" } } ] }""", DisplayName = "Visual Studio Code: references")]
    [DataRow(".vscode/launch.json", """{ "configurations": [ { "type": "coreclr", "envFile": "${workspaceFolder}/.env" } ] }""", DisplayName = "Visual Studio Code: a file")]
    [DataRow(".devcontainer/devcontainer.json", """{ "remoteEnv": { "LLAMA_CLOUD_API_KEY": "${localEnv:LLAMA_CLOUD_API_KEY}" }, "containerEnv": { "LLAMA_CLOUD_BASE_URL": "${localEnv:LLAMA_CLOUD_BASE_URL:https://api.cloud.llamaindex.ai}" } }""", DisplayName = "devcontainer: the documented way")]
    [DataRow(".devcontainer/devcontainer.json", """{ "runArgs": ["-e", "LLAMA_CLOUD_API_KEY", "--env-file", ".devcontainer/.env"] }""", DisplayName = "devcontainer: arguments")]
    [DataRow(".run/Worker.run.xml", """<component><configuration name="Worker"><envs><env name="LLAMA_CLOUD_API_KEY" value="$LLAMA_CLOUD_API_KEY$" /></envs></configuration></component>""", DisplayName = "Rider: a reference")]
    public void A_healthy_settings_file_gives_no_finding(string file, string text)
    {
        using Repository repository = Repository.WithPrograms().Add(file, text);

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    [DataRow("src/Worker/Properties/launchSettings.json", """{ "profiles": """)]
    [DataRow("src/Worker/Properties/launchSettings.json", """[1, null, "\ud800"]""")]
    [DataRow("src/Worker/appsettings.json", """{ "LlamaCloud" }""")]
    [DataRow(".vscode/launch.json", "configurations:\n- x\n")]
    [DataRow("a.runsettings", "<RunSettings><x></RunSettings>")]
    [DataRow("a.runsettings", "<!DOCTYPE x [<!ENTITY y 'z'>]><RunSettings>&y;</RunSettings>")]
    public void A_malformed_file_is_a_notice(string file, string text)
    {
        using Repository repository = Repository.WithPrograms().Add(file, text);

        Assert.IsEmpty(repository.Examine());
        Assert.HasCount(1, repository.Examine(withNotices: true));
    }

    [TestMethod]
    public void XML_that_nobody_writes_is_a_notice_and_the_project_is_none()
    {
        const int Depth = 50_000;
        string text = string.Concat(Enumerable.Repeat("<Choose>", Depth)) + string.Concat(Enumerable.Repeat("</Choose>", Depth));
        using Repository repository = Repository.WithPrograms().Add("a.runsettings", text).Add("src/Other/Other.csproj", text);

        Assert.HasCount(1, repository.Examine(withNotices: true));
    }

    [TestMethod]
    public void A_file_of_another_shape_is_none_of_ours()
    {
        using Repository repository = Repository.WithPrograms()
            .Add("src/Worker/Properties/launchSettings.json", """{ "profiles": [ { "environmentVariables": "x" }, 3 ], "environmentVariables": { "LLAMA_CLOUD_API_KEY": "" } }""")
            .Add(".vscode/launch.json", """[ { "configurations": { "env": 4 } } ]""").Add(".vscode/tasks.json", "null").Add(".devcontainer.json", """{ "runArgs": "-e", "containerEnv": [] }""").Add("local.settings.json", "3");

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }
}
