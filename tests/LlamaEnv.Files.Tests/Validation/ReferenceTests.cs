using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Validation;

namespace LlamaEnv.Files.Tests.Validation;

/// <summary>What only says where a value is, is no value: in the key, whatever the host, and in declared secrets.</summary>
[TestClass]
public sealed class ReferenceTests
{
    private const string Own = "https://llama.example.com";

    /// <summary>In the order: what it is, the reference, words of the message.</summary>
    public static IEnumerable<object[]> References { get; } =
    [
        // secret managers
        ["op://vault/item/field", "op run -- dotnet build"], ["OP://Private/LlamaCloud/credential", "1Password"], ["{{ op://vault/item/field }}", "1Password"], ["op://${VAULT}/item/field", "1Password"],
        ["doppler://project/config/NAME", "doppler run"], ["infisical://project/env/NAME", "infisical run"], ["keeper://record/field/password", "Keeper"], ["bws://00000000-0000-4000-8000-000000000001", "Bitwarden"],
        ["vault:secret/data/llama#KEY", "Vault"], [">>vault:secret/data/llama#KEY", "Vault"], ["vault://secret/llama", "Vault"], ["ref+vault://secret/llama#/key", "vals"], ["ref+awssm://llama", "vals"], ["secretref+sops://file#key", "vals"],
        ["@Microsoft.KeyVault(SecretUri=https://fake.vault.azure.net/secrets/llama/)", "Azure Key Vault"], ["@microsoft.keyvault(VaultName=fake;SecretName=llama)", "Azure Key Vault"], ["https://fake.vault.azure.net/secrets/llama/0", "Azure Key Vault"],
        ["{\"uri\":\"https://fake.vault.azure.net/secrets/llama\"}", "Azure Key Vault"], ["akv://fake/llama", "Azure Key Vault"], ["secretref:llama", "Azure Container Apps"], ["keyvaultref:https://fake", "Azure Key Vault"],
        ["arn:aws:secretsmanager:eu-central-1:000000000000:secret:llama", "AWS"], ["arn:aws-us-gov:ssm:us-gov-west-1:000000000000:parameter/llama", "AWS"], ["ssm:/llama/key", "AWS"], ["awssm://llama", "AWS Secrets Manager"], ["{{resolve:secretsmanager:llama:SecretString:key}}", "{{NAME}}"],
        ["projects/fake/secrets/llama/versions/latest", "Google Secret Manager"], ["sm://fake/llama", "Google Secret Manager"], ["gcp-sm://fake/llama", "Google Secret Manager"], ["berglas://fake/llama", "Google Secret Manager"],
        ["!var llama/key", "Conjur"], ["keychain://llama", "the keychain"], ["hashivault://secret/llama", "manager"], ["https+vault://vault.example.com/llama", "manager"], ["my-secrets://llama", "manager"], ["gcp:secretmanager:fake/llama", "manager"], ["aws:ssm:/llama/key", "manager"],
        ["az:keyvault/fake/llama", "manager"], ["az-kv://fake/llama", "Azure Key Vault"], ["<secret:llama>", "manager"], ["<vault:llama#key>", "manager"],
        // encrypted values
        ["encrypted:BFakeFakeFake+/=", "dotenvx run"], ["ENC[AES256_GCM,data:Fake,iv:Fake,tag:Fake,type:str]", "SOPS"], ["ENC[PKCS7,Fake]", "eyaml"], ["ENC(FakeFake==)", "Jasypt"], ["{cipher}FakeFake", "Spring"], ["$ANSIBLE_VAULT;1.1;AES256", "Ansible"],
        ["EJ[1:Fake:Fake:Fake]", "EJSON"], ["vault:v1:FakeFake==", "transit"], ["credentialsJSON:00000000-0000-4000-8000-000000000001", "TeamCity"], ["secure: FakeFake==", "secure:"], ["U2FsdGVkX1FakeFakeFake", "OpenSSL"], ["AQICAHhFakeFakeFake", "KMS"],
        // pipelines and shells
        ["$(LLAMA_KEY)", "nothing expanded"], ["${LLAMA_KEY}", "nothing expanded"], ["${LLAMA_KEY:-}", "nothing expanded"], ["${{ secrets.LLAMA_KEY }}", "nothing expanded"], ["${{secrets.LLAMA_KEY}}", "nothing expanded"], ["%LLAMA_KEY%", "nothing expanded"], ["%%LLAMA_KEY%%", "nothing expanded"],
        ["$LLAMA_KEY", "nothing expanded"], ["$env:LLAMA_KEY", "nothing expanded"], ["${env:LLAMA_KEY}", "nothing expanded"], ["$(op read \"op://vault/item/field\")", "1Password"], ["$(cat key.txt)", "nothing expanded"], ["secrets.LLAMA_KEY", "nothing expanded"], ["secrets.llama_key", "nothing expanded"], ["env:NAME", "nothing expanded"], ["env:LLAMA_KEY", "nothing expanded"], ["%NAME%", "nothing expanded"], ["prefix-%LLAMA_KEY%", "nothing expanded"], ["process.env.LLAMA_KEY", "nothing expanded"],
        ["os.environ[\"LLAMA_KEY\"]", "nothing expanded"], ["Environment.GetEnvironmentVariable(\"LLAMA_KEY\")", "nothing expanded"], ["env(LLAMA_KEY)", "nothing expanded"],
        // templates
        ["__TOKEN__", "token of a template"], ["__LlamaKey__", "token of a template"], ["__LLAMA.KEY__", "token of a template"], ["{{TOKEN}}", "token of a template"], ["{{ .Values.llama.key }}", "token of a template"], ["{{- $key -}}", "token of a template"], ["#{TOKEN}#", "token of a template"], ["#{TOKEN}", "token of a template"],
        ["#{{ TOKEN }}#", "token of a template"], ["[[TOKEN]]", "token of a template"], ["@@TOKEN@@", "token of a template"], ["@LLAMA_KEY@", "token of a template"], ["@NAME@", "token of a template"], ["#LLAMA_KEY#", "token of a template"], ["<%= LLAMA_KEY %>", "template"], ["%(LLAMA_KEY)s", "token of a template"], ["{LLAMA_KEY}", "token of a template"], ["!LLAMA_KEY!", "token of a template"],
        // around them
        ["\"op://vault/item/field\"", "1Password"], [" op://vault/item/field\n", "1Password"], ["'__TOKEN__'", "token of a template"],
        // paths
        ["/builds/group/project.tmp/LLAMA_CLOUD_API_KEY", "CI variables of type File"], ["/run/secrets/llama", "mounted secrets"], ["/var/run/secrets/kubernetes.io/token", "mounted secrets"], ["/vault/secrets/llama", "mounted secrets"],
        ["/home/vsts/work/_temp/llama.txt", "secure files"], [@"D:\a\_temp\llama.txt", "secure files"], [@"C:\Users\fake\llama.txt", "path"], ["C:/fake/llama", "path"], [@"\\server\share\llama", "path"], ["~/llama.key", "path"], ["./secrets/llama", "path"], ["../llama.txt", "path"],
        ["secrets/llama.txt", "path"], ["/etc/llama/key", "path"], ["file:///etc/llama/key", "path"], ["/somewhere/LLAMA_CLOUD_API_KEY", "path"],
    ];

    [TestMethod]
    [DynamicData(nameof(References))]
    public void A_reference_is_no_key_of_any_host(string value, string words)
    {
        Expect(words, Validator.Validate(Given.Credentials(value, Own)));
        Expect(words, Validator.Validate(Given.Credentials(value, Variable.DefaultBaseUrl)));
    }

    [TestMethod]
    [DynamicData(nameof(References))]
    public void A_reference_is_no_declared_secret(string value, string words) => Expect(words, Declared("OPENAI_API_KEY", value));

    [TestMethod]
    [DataRow("op://vault/item/url")]
    [DataRow("https://__HOST__")]
    [DataRow("https://__LLAMA_HOST__/llama")]
    [DataRow("https://{{ .Values.host }}")]
    [DataRow("https://#{HOST}#:8000")]
    [DataRow("https://%HOST%")]
    [DataRow("https://%DEPLOY_HOST%/llama")]
    [DataRow("https://$HOST")]
    [DataRow("${{ vars.LLAMA_CLOUD_BASE_URL }}")]
    [DataRow("/builds/group/project.tmp/LLAMA_CLOUD_BASE_URL")]
    [DataRow("/run/secrets/llama-url")]
    [DataRow("encrypted:FakeFake")]
    [DataRow("ENC[AES256_GCM,data:Fake]")]
    [DataRow("LLAMA_CLOUD_BASE_URL")]
    public void A_reference_is_no_url(string url) => Assert.AreEqual("LLENV0018", Validator.Validate(Given.Credentials(url: url)).Codes);

    [TestMethod]
    [DataRow("op://vault/item/project")]
    [DataRow("__PROJECT__")]
    [DataRow("{{PROJECT}}")]
    [DataRow("#{PROJECT}#")]
    [DataRow("/run/secrets/project")]
    [DataRow("/builds/group/project.tmp/LLAMA_AGENTS_PROJECT_ID")]
    [DataRow("LLAMA_AGENTS_PROJECT_ID")]
    public void A_reference_is_no_project(string project) => Assert.AreEqual("LLENV0018", Validator.Validate(Given.Credentials(url: Own, project: project)).Codes);

    [TestMethod]
    [DataRow("LLAMA_CLOUD_API_KEY")]
    [DataRow("llama_cloud_api_key")]
    public void The_name_is_no_value(string value) => Assert.AreEqual("LLENV0018", Validator.Validate(Given.Credentials(value, Own)).Codes);

    [TestMethod]
    [DataRow("/A1b2C3d4E5f6G7h8/A1b2C3d4E5f6G7h8+A1b2C3d4=")]
    [DataRow("A1b2/C3d4==")]
    [DataRow("A1b2__C3d4__E5f6")]
    [DataRow("p%2Fq%20r")]
    [DataRow("p%40ss%EFg%20")]
    [DataRow("price$5")]
    [DataRow("{A1b2}C3d4")]
    [DataRow("op-A1b2C3d4E5f6")]
    [DataRow("az:A1b2C3d4E5f6")]
    [DataRow("top:A1b2C3d4E5f6")]
    [DataRow("A1b2op:C3d4E5f6")]
    [DataRow("A1b2%C3d4")]
    [DataRow("a%b%c")]
    [DataRow("P@ss%w0rd%!")]
    [DataRow("50%off%sale")]
    [DataRow("100%A%")]
    [DataRow("$ecret")]
    [DataRow("{curly}")]
    [DataRow("me:A1b2C3d4")]
    [DataRow("A1b2:C3d4:E5f6")]
    [DataRow("vaulted:A1b2")]
    [DataRow("@me@")]
    [DataRow("!fake!")]
    [DataRow("pa-$word")]
    [DataRow("a.b.c-A1b2_C3d4")]
    public void A_self_hosted_key_may_be_almost_anything(string key) => Assert.AreEqual("", Validator.Validate(Given.Credentials(key, Own)).Codes);

    /// <summary>More than this is known of LlamaCloud's key than of a declared secret.</summary>
    [TestMethod]
    [DataRow("shop://A1b2")]
    [DataRow("whatever+else://A1b2")]
    [DataRow("jdbc:thing://A1b2")]
    [DataRow("env:name")]
    [DataRow("bws:2f0c8a4b")]
    [DataRow("bws:1234")]
    [DataRow("lpass:llama")]
    [DataRow("pass:llama")]
    [DataRow("gopass:llama")]
    [DataRow("keychain:llama")]
    [DataRow("keyring:llama")]
    [DataRow("op:vault/item")]
    [DataRow("op:tpl.env")]
    [DataRow("op:My-Item")]
    [DataRow("OP:x")]
    [DataRow("sops:file#key")]
    [DataRow("1password:llama")]
    [DataRow("conjur:llama")]
    [DataRow("cyberark:llama")]
    [DataRow("thycotic:llama")]
    [DataRow("akeyless:/llama")]
    [DataRow("hcvault:llama")]
    [DataRow("chamber:llama/key")]
    [DataRow("aws:llama")]
    [DataRow("azure:llama")]
    [DataRow("gcloud:llama")]
    [DataRow("doppler:llama")]
    [DataRow("infisical:llama")]
    [DataRow("age:llama")]
    [DataRow("cmd:llama")]
    [DataRow("v1:FakeFakeFakeFake:FakeFakeFakeFakeFakeFakeFakeFake")]
    [DataRow("llx-$REST")]
    [DataRow("llx-$rest")]
    [DataRow("llx-@REST@")]
    [DataRow("llx-env:REST")]
    [DataRow("llx-op://vault/item/field")]
    [DataRow("PREFIX_$REST")]
    [DataRow("$FIRST-$SECOND")]
    [DataRow("$apiKey")]
    [DataRow("$token")]
    [DataRow("{key}")]
    [DataRow("{apiKey}")]
    [DataRow("{TOKEN}")]
    [DataRow("@token@")]
    [DataRow("~API_KEY~")]
    [DataRow("%env:LLAMA_KEY%")]
    [DataRow("{env.LLAMA_KEY}")]
    [DataRow("{$LLAMA_KEY}")]
    [DataRow("%{LLAMA_KEY}")]
    [DataRow("secret/data/llama#key")]
    [DataRow("@keyvault:llama")]
    [DataRow("$secret:llama")]
    public void What_no_key_is_stays_and_is_no_key(string text)
    {
        Assert.AreEqual("LLENV0018", Validator.Validate(Given.Credentials(text, Own)).Codes);
        Assert.AreEqual("LLENV0018", Validator.Validate(Given.Credentials(text, Variable.DefaultBaseUrl)).Codes);
        // In single brackets, people write what is to be put there.
        Assert.AreEqual(text[0] != '{' || text.Contains("env.", StringComparison.Ordinal) || text[1] == '$', UnexpandedReferences.Find(text, ReferencePlaces.Standing | ReferencePlaces.StandingKey) is not null);
    }

    [TestMethod]
    [DataRow("DATABASE", "postgres://me:fake@db.example.com/my-app?sslmode=require")]
    [DataRow("DATABASE", "Server=tcp:db,1433;User=me;Password=f!a@k#e$1%2^&*{}[]()")]
    [DataRow("DATABASE", "Data Source=/data/app.db;Cache=Shared")]
    [DataRow("DATABASE", "/data/app.db")]
    [DataRow("DATABASE_URL", "amqp://me:p%40ss%2Fw@mq/%2Fvhost")]
    [DataRow("DB_PASSWORD_FILE", "/run/secrets/db_password")]
    [DataRow("GOOGLE_APPLICATION_CREDENTIALS", "/home/me/gcp.json")]
    [DataRow("KUBECONFIG", "/home/me/.kube/config")]
    [DataRow("SSH_KEY_PATH", "~/.ssh/id_ed25519")]
    [DataRow("TLS_CERT", "/etc/tls/tls.crt")]
    [DataRow("SECRET_ARN", "arn:aws:secretsmanager:eu-central-1:000000000000:secret:fake")]
    [DataRow("DB_PASSWORD", "!Fake1!")]
    [DataRow("DB_PASSWORD", "@fake@")]
    [DataRow("DB_PASSWORD", "$ecret")]
    [DataRow("DB_PASSWORD", "100%fake%")]
    [DataRow("DB_PASSWORD", "100%A%")]
    [DataRow("DB_PASSWORD", "100%OFF%")]
    [DataRow("DB_PASSWORD", "vault:1")]
    [DataRow("DB_PASSWORD", "keyvault:443")]
    [DataRow("DB_PASSWORD", "pass:word")]
    [DataRow("DB_PASSWORD", "op:A1b2/C3d4")]
    [DataRow("DB_PASSWORD", "aws:kms")]
    [DataRow("BASIC_AUTH", "user:password")]
    [DataRow("BOT_TOKEN", "0000000000:AAFakeFakeFakeFakeFakeFakeFakeFakeFake")]
    [DataRow("SIGNATURE", "v1:Fake:Fake")]
    [DataRow("STAGE", "env.production")]
    [DataRow("STAGE", "env:production")]
    [DataRow("STAGE", "vars.yml")]
    [DataRow("DB_PASSWORD", "{curly}")]
    [DataRow("DB_PASSWORD", "@token@")]
    [DataRow("QUEUE", "amqp+ssl://me:fake@mq")]
    [DataRow("DATABASE", "postgresql+asyncpg://me:fake@db")]
    [DataRow("SERVICE_ACCOUNT", "{\"type\":\"service_account\",\"inner\":{\"id\":{\"x\":1}}}")]
    public void A_declared_secret_may_be_a_connection_string_or_what_its_name_says(string name, string value) => Assert.AreEqual("", Declared(name, value).Codes);

    [TestMethod]
    [DataRow("DATABASE", "/run/secrets/db")]
    [DataRow("DATABASE", "/builds/group/project.tmp/DATABASE")]
    [DataRow("DB_PASSWORD", "/run/secrets/db")]
    [DataRow("KEYSTORE_PASSWORD", "/etc/keystore/password")]
    [DataRow("DATABASE", "Server=__DB_HOST__;Password=__DB_PASSWORD__")]
    [DataRow("DATABASE", "postgres://me:op://vault/db/password@db")]
    [DataRow("DATABASE", "Server=db;Password=${DB_PASSWORD}")]
    [DataRow("DATABASE", "Server=db;Password={{ db_password }}")]
    [DataRow("OpenAI__ApiKey", "/etc/openai/key")]
    [DataRow("DATABASE", "Server=db;Password=%DB_PASSWORD%;Timeout=5")]
    [DataRow("DATABASE", "Server=%HOST%;Password=fake")]
    [DataRow("DB_PASSWORD", "vars.db_password")]
    public void A_reference_in_a_longer_secret_is_found(string name, string value) => Assert.AreEqual("LLENV0018", Declared(name, value).Codes);

    [TestMethod]
    [DataRow("/etc/app/settings.json")]
    [DataRow("/run/secrets")]
    [DataRow(@"C:\Data")]
    [DataRow("~/.cache")]
    [DataRow("Hello {{ name }}")]
    [DataRow("{{name}}")]
    [DataRow("__init__")]
    [DataRow("[%level] %msg%n")]
    [DataRow("%level %msg%n")]
    [DataRow("%d{HH:mm} %level%")]
    [DataRow("%Y-%m-%d %H:%M")]
    [DataRow("k8s://https://cluster.example.com")]
    [DataRow("projects/fake/secrets/fake")]
    [DataRow("@me@")]
    public void A_declared_value_that_is_no_secret_may_be_a_path_or_a_template(string value) => Assert.AreEqual("", Declared("SETTING", value, isSecret: false).Codes);

    [TestMethod]
    [DataRow("op://vault/item/field")]
    [DataRow("$(NAME)")]
    [DataRow("${NAME}")]
    [DataRow("#{NAME}#")]
    [DataRow("encrypted:FakeFake")]
    public void Some_references_are_no_value_of_any_variable(string value) => Assert.AreEqual("LLENV0018", Declared("SETTING", value, isSecret: false).Codes);

    [TestMethod]
    public void Azure_leaves_a_secret_of_a_fork_unexpanded_but_not_encrypted()
    {
        using Machine machine = new Machine().Set("TF_BUILD", "True").Set("SYSTEM_PULLREQUEST_ISFORK", "True").Set("LLAMA_CLOUD_API_KEY", "op://vault/item/field");
        Assert.AreEqual("LLENV0018", machine.Inject("environment").Codes);
    }

    private static void Expect(string words, IEnumerable<Diagnostic> findings)
    {
        Diagnostic finding = findings.Single();
        Assert.AreEqual((DiagnosticCodes.UnexpandedReference, DiagnosticSeverity.Error), (finding.Code, finding.Severity), finding.Message);
        Assert.Contains(words, finding.Message);
    }

    private static IEnumerable<Diagnostic> Declared(string name, string value, bool isSecret = true) =>
        Validator.Validate([new Credential(new Variable(name, isSecret), new Secret(value), "test")]);
}
