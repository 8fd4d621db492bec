namespace LlamaEnv.Inspection.Tests.Doctor;

[TestClass]
public sealed class PlatformTests
{
    [TestMethod]
    [DataRow("command=dotnet Worker.dll\n", "", DisplayName = "inherited from the daemon")]
    [DataRow("command=dotnet Worker.dll\nenvironment=A=\"1\",LLAMA_CLOUD_API_KEY=\"%(ENV_LLAMA_CLOUD_API_KEY)s\"\n", "", DisplayName = "passed on")]
    [DataRow("command=dotnet Worker.dll\n;environment=LLAMA_CLOUD_API_KEY=\"\"\n", "", DisplayName = "a comment")]
    [DataRow("command=dotnet Worker.dll\nenvironment=LLAMA_CLOUD_API_KEY=\"\"\n", "supervisord.conf:6 empty-value", DisplayName = "empty")]
    [DataRow("command=dotnet Worker.dll\nenvironment =\n  A=\"1,2\",\n  LLAMA_CLOUD_API_KEY='',\n", "supervisord.conf:8 empty-value", DisplayName = "empty, on a line of its own")]
    [DataRow("command=dotnet Worker.dll\nenvironment=LLAMA_CLOUD_API_KEY=\"$LLAMA_CLOUD_API_KEY\"\n", "supervisord.conf:6 malformed-value", DisplayName = "a reference nobody expands")]
    [DataRow("command=dotnet Worker.dll\nenvironment=LLAMA_CLOUD_API_KEY=%(ENV_OPENAI_API_KEY)s\n", "supervisord.conf:6 other-provider", DisplayName = "another provider's")]
    [DataRow("command=dotnet Worker.dll\nenvironment=LLAMA_API_KEY=%(ENV_X)s\n", "supervisord.conf:6 wrong-name", DisplayName = "another name")]
    [DataRow("command=dotnet Worker.dll\nenvironment=LLAMA_CLOUD_API_KEY=changeme\n", "supervisord.conf:6 placeholder", DisplayName = "a placeholder")]
    public void Supervisord(string program, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("supervisord.conf", "[supervisord]\nnodaemon=true\n\n[program:worker]\n" + program);

        Assert.AreEqual(expected, string.Join(", ", repository.Examine(withNotices: true)));
    }

    [TestMethod]
    public void What_the_daemon_has_is_replaced_by_what_a_program_is_given()
    {
        using Repository repository = Repository.WithPrograms().Add("etc/worker.ini", "[supervisord]\nenvironment=LLAMA_CLOUD_API_KEY=\"%(ENV_K)s\"\n[program:w]\ncommand=/app/Worker\nenvironment=LLAMA_CLOUD_API_KEY=\"\"\n");

        Assert.AreEqual("etc/worker.ini:5 overridden", string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow("ecosystem.config.js", "module.exports = { apps: [{ name: 'w', script: 'dotnet', args: 'Worker.dll' }] }", "", DisplayName = "what the shell has")]
    [DataRow("ecosystem.config.js", "require('dotenv').config()\nconst key = process.env.LLAMA_CLOUD_API_KEY;\nmodule.exports = { apps: [{ script: 'dotnet', args: 'Worker.dll', env: { LLAMA_CLOUD_API_KEY: key } }] }", "", DisplayName = "passed on")]
    [DataRow("ecosystem.config.cjs", "module.exports = {\n  // env: { LLAMA_CLOUD_API_KEY: '' }\n  apps: [{\n    name: 'w', script: 'dotnet', args: ['Worker.dll'],\n    env: {\n      LLAMA_CLOUD_API_KEY: '',\n    },\n  }],\n}", "ecosystem.config.cjs:6 empty-value", DisplayName = "empty")]
    [DataRow("ecosystem.config.js", "module.exports = { apps: [{ script: 'dotnet', args: 'Worker.dll', env: {\n LLAMA_CLOUD_API_KEY: process.env['LLAMA_CLOUD_API_KEY'] || '' } }] }", "ecosystem.config.js:2 empty-default", DisplayName = "an empty default")]
    [DataRow("ecosystem.config.js", "module.exports = { apps: [{ script: 'dotnet', args: 'Worker.dll',\n env: { LLAMA_CLOUD_API_KEY: process.env.LLAMA_CLOUD_API_KEY },\n env_production: { LLAMA_CLOUD_API_KEY: '' } }] }", "ecosystem.config.js:3 overridden", DisplayName = "an empty one for production")]
    [DataRow("ecosystem.config.js", "module.exports = { apps: [{ script: 'w', env: {\n ...process.env,\n LLAMA_CLOUD_API_KEY: process.env.OPENAI_API_KEY } }] }", "ecosystem.config.js:3 other-provider", DisplayName = "another provider's")]
    [DataRow("ecosystem.json", "{ \"apps\": [ {\n \"script\": \"dotnet\", \"args\": \"Worker.dll\",\n \"env\": { \"LLAMA_CLOUD_API_KEY\": \"${LLAMA_CLOUD_API_KEY}\" } } ] }", "ecosystem.json:3 malformed-value", DisplayName = "a reference nobody expands")]
    [DataRow("process.yml", "apps:\n  - script: dotnet\n    args: Worker.dll\n    env:\n      LLAMA_CLOUD_API_KEY: your-api-key\n", "process.yml:5 placeholder", DisplayName = "a placeholder")]
    public void Pm2(string file, string text, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add(file, text);

        Assert.AreEqual(expected, string.Join(", ", repository.Examine(withNotices: true)));
    }

    [TestMethod]
    [DataRow("  - type: worker\n    runtime: docker\n    dockerfilePath: ./src/Worker/Dockerfile\n    dockerContext: ./src/Worker\n", "render.yaml:2 not-passed", DisplayName = "a worker without it")]
    [DataRow("  - type: cron\n    startCommand: dotnet Worker.dll\n    envVars:\n      - key: A\n        value: b\n", "render.yaml:2 not-passed", DisplayName = "a cron job without it")]
    [DataRow("  - type: web\n    startCommand: dotnet Worker.dll\n    envVars:\n      - key: LLAMA_CLOUD_API_KEY\n        value: \"\"\n", "render.yaml:6 empty-value", DisplayName = "empty")]
    [DataRow("  - type: web\n    startCommand: dotnet Worker.dll\n    envVars:\n      - key: LLAMA_CLOUD_API_KEY\n        generateValue: true\n", "render.yaml:5 malformed-value", DisplayName = "a value that is made up")]
    [DataRow("  - type: web\n    startCommand: dotnet Worker.dll\n    envVars:\n      - key: LLAMA_PARSE_API_KEY\n        sync: false\n", "render.yaml:5 wrong-name", DisplayName = "another name")]
    [DataRow("  - type: web\n    startCommand: dotnet Worker.dll\n    envVars:\n      - fromGroup: lama\nenvVarGroups:\n  - name: llama\n    envVars:\n      - key: LLAMA_CLOUD_API_KEY\n        sync: false\n", "render.yaml:5 dangling-reference", DisplayName = "a group that is called otherwise")]
    [DataRow("  - type: web\n    startCommand: dotnet Worker.dll\n    envVars:\n      - fromGroup: llama\nenvVarGroups:\n  - name: llama\n    envVars:\n      - key: LLAMA_CLOUD_API_KEY\n        sync: false\n", "", DisplayName = "a group")]
    [DataRow("  - type: web\n    startCommand: dotnet Worker.dll\n    envVars:\n      - fromGroup: of-the-dashboard\n", "", DisplayName = "a group of the dashboard")]
    [DataRow("  - type: web\n    startCommand: dotnet Worker.dll\n    envVars:\n      - key: LLAMA_CLOUD_API_KEY\n        sync: false\n", "", DisplayName = "entered in the dashboard")]
    [DataRow("  - type: web\n    runtime: static\n    rootDir: src/Worker\n  - type: keyvalue\n    name: cache\n  - type: web\n    startCommand: dotnet Web.dll\n", "", DisplayName = "what needs none")]
    [DataRow("  - type: web\n    startCommand: dotnet Worker.dll\n    envVars:\n      - fromGroup: llama\n  - type: worker\n    startCommand: dotnet Worker.dll\n    envVars:\n      - fromGroup: lama\nenvVarGroups:\n  - name: llama\n    envVars:\n      - key: LLAMA_CLOUD_API_KEY\n        sync: false\n", "render.yaml:9 dangling-reference", DisplayName = "almost the name of a group that another one uses")]
    [DataRow("  - type: web\n    startCommand: dotnet Worker.dll\n    envVars:\n      - fromgroup: llama\nenvVarGroups:\n  - name: llama\n    envVars:\n      - key: LLAMA_CLOUD_API_KEY\n        sync: false\n", "render.yaml:2 not-passed, render.yaml:5 malformed-value", DisplayName = "a key that Render does not know")]
    [DataRow("  - type: web\n    startCommand: dotnet Worker.dll\n    envVars:\n      - fromGroup: llama\nenvVarGroup:\n  - name: llama\n    envVars:\n      - key: LLAMA_CLOUD_API_KEY\n        sync: false\n", "render.yaml:6 malformed-value", DisplayName = "groups under a key that Render does not know")]
    [DataRow("  - type: web\n    startCommand: dotnet Worker.dll\n    envVars:\n      - key: LLAMA_CLOUD_API_KEY\n        fromService: { name: a, type: web, envVarKey: LLAMA_CLOUD_API_KEY }\n", "", DisplayName = "another service's")]
    public void Render(string services, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("render.yaml", "services:\n" + services);

        Assert.AreEqual(expected, string.Join(", ", repository.Examine(withNotices: true)));
    }

    [TestMethod]
    [DataRow("[build]\n  dockerfile = \"src/Worker/Dockerfile\"\n[env]\n  A = \"1\"\n", "", DisplayName = "secrets live outside")]
    [DataRow("[env]\n  LLAMA_CLOUD_API_KEY = \"\"\n", "fly.toml:2 empty-value", DisplayName = "empty, where no secret goes before it")]
    [DataRow("[env]\n  LLAMA_CLOUD_API_KEY = \"changeme\"\n", "fly.toml:2 placeholder", DisplayName = "a placeholder")]
    [DataRow("[env]\n# LLAMA_CLOUD_API_KEY = \"changeme\"\n[x]\nLLAMA_CLOUD_API_KEY = \"changeme\"\n", "", DisplayName = "elsewhere")]
    public void Fly(string text, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("fly.toml", text);

        Assert.AreEqual(expected, string.Join(", ", repository.Examine(withNotices: true)));
    }

    [TestMethod]
    [DataRow("\"environment\": []", "task.json:4 not-passed", DisplayName = "nothing")]
    [DataRow("\"environment\": [ { \"name\": \"LLAMA_CLOUD_API_KEY\", \"value\": \"\" } ]", "task.json:5 empty-value", DisplayName = "empty")]
    [DataRow("\"secrets\": [ { \"name\": \"LLAMA_CLOUD_API_KEY\", \"valueFrom\": \"arn:aws:ssm:r:1:parameter/OPENAI_API_KEY\" } ]", "task.json:5 other-provider", DisplayName = "another provider's")]
    [DataRow("\"secrets\": [ { \"name\": \"LLAMA_CLOUD_API_KEY\", \"valueFrom\": \"arn:aws:secretsmanager:r:1:secret:llama-AbCdEf\" } ]", "", DisplayName = "a secret")]
    [DataRow("\"environmentFiles\": [ { \"type\": \"s3\", \"value\": \"arn:aws:s3:::b/worker.env\" } ]", "", DisplayName = "a file")]
    public void A_task_definition_of_ECS(string line, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("task.json", "{\n  \"family\": \"f\",\n  \"containerDefinitions\": [\n    { \"image\": \"1.dkr.ecr.eu-west-1.amazonaws.com/worker:1\",\n      " + line + " }\n  ]\n}\n");

        Assert.AreEqual(expected, string.Join(", ", repository.Examine(withNotices: true)));
    }

    [TestMethod]
    [DataRow("runtime: custom\nenv: flex\n", "src/Worker/app.yaml:1 not-passed", DisplayName = "nothing")]
    [DataRow("runtime: aspnetcore\nenv_variables:\n  LLAMA_CLOUD_API_KEY: ''\n", "src/Worker/app.yaml:3 empty-value", DisplayName = "empty")]
    [DataRow("runtime: aspnetcore\nenv_variables:\n  LLAMA_CLOUD_API_KEY: ${LLAMA_CLOUD_API_KEY}\n", "src/Worker/app.yaml:3 malformed-value", DisplayName = "a reference nobody expands")]
    [DataRow("runtime: aspnetcore\nincludes: [env.yaml]\n", "", DisplayName = "another file")]
    [DataRow("kind: Service\nruntime: x\n", "", DisplayName = "something else")]
    [DataRow("image: {{ .Values.image }}: {\n", "", DisplayName = "a template, which is no YAML")]
    public void App_Engine(string text, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("src/Worker/app.yaml", text);

        Assert.AreEqual(expected, string.Join(", ", repository.Examine(withNotices: true)));
    }

    [TestMethod]
    public void A_Procfile_is_never_a_finding()
    {
        using Repository repository = Repository.WithPrograms().Add("Procfile", "worker: dotnet Worker.dll\nweb: LLAMA_CLOUD_API_KEY= dotnet Worker.dll\n");

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("[program:")]
    [DataRow("[supervisord]\n[program:w]\n  x\ncommand\nenvironment=,=,'\n")]
    [DataRow("services: [1, {envVars: [a, {key: {}}]}]\nenvVarGroups: 3")]
    [DataRow("{ \"apps\": [ 1, {\"script\": {}, \"env\": [1]}, \"containerDefinitions\" ")]
    [DataRow("module.exports = { apps: [{ script: `${a`, env: }] ")]
    [DataRow("[env]\nLLAMA_CLOUD_API_KEY = \"\n= \"a\"")]
    public void Malformed_ones_are_no_finding_and_no_failure(string text)
    {
        using Repository repository = Repository.WithPrograms();
        foreach (string file in (string[])["supervisord.conf", "render.yaml", "fly.toml", "task.json", "ecosystem.config.js", "ecosystem.json", "ecosystem.config.yml"])
            repository.Add(file, text);

        Assert.IsEmpty(repository.Examine());
    }
}
