using LlamaEnv.Detection;

namespace LlamaEnv.Files.Tests.Validation;

/// <summary>What stands in an output and is to stay there (LLENV0037).</summary>
[TestClass]
public sealed class StandingReferenceTests
{
    /// <summary>In the order: the text, what should put a value there.</summary>
    public static IEnumerable<object[]> References { get; } =
    [
        // secret managers
        ["op://vault/item/field", ReferenceCause.Manager],
        ["op://Private/my item/section/field?attribute=otp", ReferenceCause.Manager],
        ["\"op://vault/item/field\"", ReferenceCause.Manager],
        ["vault://secret/data/llama#key", ReferenceCause.Manager],
        ["vault:secret/data/llama#key", ReferenceCause.Manager],
        ["bao://secret/llama", ReferenceCause.Manager],
        ["doppler://project/config/KEY", ReferenceCause.Manager],
        ["infisical://dev/KEY", ReferenceCause.Manager],
        ["akv://my-vault/llama-key", ReferenceCause.Manager],
        ["@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/llama/)", ReferenceCause.Manager],
        ["@Microsoft.AppConfiguration(Endpoint=https://c.azconfig.io; Key=llama)", ReferenceCause.Manager],
        ["https://v.vault.azure.net/secrets/llama/0123", ReferenceCause.Manager],
        ["aws-sm://prod/llama", ReferenceCause.Manager],
        ["awssm://prod/llama", ReferenceCause.Manager],
        ["arn:aws:secretsmanager:eu-west-1:123456789012:secret:llama-AbCdEf", ReferenceCause.Manager],
        ["arn:aws-cn:ssm:cn-north-1:123456789012:parameter/llama", ReferenceCause.Manager],
        ["projects/p/secrets/llama/versions/latest", ReferenceCause.Manager],
        ["//secretmanager.googleapis.com/projects/p/secrets/llama", ReferenceCause.Manager],
        ["gcpsm://p/llama", ReferenceCause.Manager],
        ["sm://llama", ReferenceCause.Manager],
        ["ref+vault://secret/llama#key", ReferenceCause.Manager],
        ["ref+awssecrets://llama", ReferenceCause.Manager],
        ["secret://llama", ReferenceCause.Manager],
        ["secretref:llama-key", ReferenceCause.Manager],
        ["bws:2f0c8a4b-0000-0000-0000-000000000000", ReferenceCause.Manager],
        ["bws://2f0c8a4b", ReferenceCause.Manager],
        ["keeper://UID/field/password", ReferenceCause.Manager],
        ["pass:llama/key", ReferenceCause.Manager],
        ["pass://Work/llama/key", ReferenceCause.Manager],
        ["keychain://llama", ReferenceCause.Manager],
        ["!var prod/llama/key", ReferenceCause.Manager],
        ["exec(`op read op://v/i/f`)", ReferenceCause.Manager],
        ["exec('pass show llama')", ReferenceCause.Manager],
        ["awsSecret(\"llama\")", ReferenceCause.Manager],
        ["@secret(llama)", ReferenceCause.Manager],
        ["<path:secret/data/llama#key>", ReferenceCause.Manager],
        ["onepassword://vault/item/field", ReferenceCause.Manager],
        ["gcsm://p/llama", ReferenceCause.Manager],
        ["varlock(\"local:Fake\")", ReferenceCause.Manager],
        ["%{lookup('llama')}", ReferenceCause.Manager],
        ["ssm:/llama/key", ReferenceCause.Manager],
        ["!secret llama_key", ReferenceCause.Manager],
        ["hashivault://secret/llama", ReferenceCause.Manager],
        ["https+vault://vault.example.com/llama", ReferenceCause.Manager],
        ["az-kv://vault/llama", ReferenceCause.Manager],
        ["gcp:secretmanager:p/llama", ReferenceCause.Manager],
        ["lpass:llama", ReferenceCause.Manager],
        ["chamber:prod/llama", ReferenceCause.Manager],
        ["thycotic:llama", ReferenceCause.Manager],
        ["cyberark:llama", ReferenceCause.Manager],
        ["<secret:llama>", ReferenceCause.Manager],
        ["v1:FakeFakeFakeFake:FakeFakeFakeFakeFakeFakeFakeFake", ReferenceCause.Encryption],
        ["env:NAME", ReferenceCause.Expansion],
        ["%name%", ReferenceCause.Expansion],
        ["@NAME@", ReferenceCause.Template],
        // encrypted values
        ["encrypted:BDqDBibm4wsYqMpCjTQ6BsDHmMadg9K3dAt+Z9HPMfLEIRVz50hmLXPXRuDBXaJi/LwWYEVUNiq0HISrslzQPaoyS8Lotg3gFWJTsNCdOWnqpjF2xNUX2RQiP05kAbEXM6MWVjDr", ReferenceCause.Encryption],
        ["ENC[AES256_GCM,data:Zm9v,iv:YmFy,tag:YmF6,type:str]", ReferenceCause.Encryption],
        ["ENC[PKCS7,MIIBeQYJKoZIhvcNAQcDoIIB]", ReferenceCause.Encryption],
        ["ENC(nrmZtkF7T0kjG/VodDvBw93Ct8EgjCA+)", ReferenceCause.Encryption],
        ["{cipher}FKSAJDFGYOS8F7GLHAKERGFHLSAJ", ReferenceCause.Encryption],
        ["$ANSIBLE_VAULT;1.1;AES256", ReferenceCause.Encryption],
        ["EJ[1:WGj2t4znULHT1IRveMEdvvNXqZzNBNMsJ5iZVy6Dvxs=:kA6ekF8ViYR5ZLeSmMXWsdLfWr7wn9qS:fcHQtdt6nqcNOXa97/M278RX6w==]", ReferenceCause.Encryption],
        ["!vault | $ANSIBLE_VAULT", ReferenceCause.Encryption],
        ["{AQAAABAAAAAQFakeFake==}", ReferenceCause.Encryption],
        ["{xor}FakeFake=", ReferenceCause.Encryption],
        ["{AES}FakeFake=", ReferenceCause.Encryption],
        ["![FakeFake==]", ReferenceCause.Encryption],
        ["encryptedFile:s3!r:eu!b:fake!f:fake", ReferenceCause.Encryption],
        ["!vault-encrypted |", ReferenceCause.Encryption],
        // variables
        ["${LLAMA_KEY}", ReferenceCause.Expansion],
        ["${LLAMA_KEY:-none}", ReferenceCause.Expansion],
        ["${env:LLAMA_KEY}", ReferenceCause.Expansion],
        ["llx-${SUFFIX}", ReferenceCause.Expansion],
        ["${{ secrets.LLAMA_CLOUD_API_KEY }}", ReferenceCause.Expansion],
        ["${{secrets.LLAMA_CLOUD_API_KEY}}", ReferenceCause.Expansion],
        ["$LLAMA_KEY", ReferenceCause.Expansion],
        ["$k", ReferenceCause.Expansion],
        ["$env:LLAMA_KEY", ReferenceCause.Expansion],
        ["$[variables.llamaKey]", ReferenceCause.Expansion],
        ["%LLAMA_CLOUD_API_KEY%", ReferenceCause.Expansion],
        ["%env.LLAMA_KEY%", ReferenceCause.Expansion],
        ["%env(LLAMA_KEY)%", ReferenceCause.Expansion],
        ["https://%HOST%/api", ReferenceCause.Expansion],
        ["https://$HOST/api", ReferenceCause.Expansion],
        ["https://api.$REGION.example.com", ReferenceCause.Expansion],
        ["secrets.LLAMA_CLOUD_API_KEY", ReferenceCause.Expansion],
        ["process.env.LLAMA_KEY", ReferenceCause.Expansion],
        ["$ENV{LLAMA_KEY}", ReferenceCause.Expansion],
        ["{env:LLAMA_KEY}", ReferenceCause.Expansion],
        ["env:LLAMA_KEY", ReferenceCause.Expansion],
        ["env.LLAMA_KEY", ReferenceCause.Expansion],
        ["ENV.fetch('LLAMA_KEY')", ReferenceCause.Expansion],
        ["credentials('llama')", ReferenceCause.Expansion],
        ["https://%ADMIN_HOST%/api", ReferenceCause.Expansion],
        ["%TZ%/x", ReferenceCause.Expansion],
        // commands
        ["$(LLAMA_KEY)", ReferenceCause.Expansion],
        ["$(op read op-vault)", ReferenceCause.Expansion],
        ["$(cat /run/secrets/llama)", ReferenceCause.Expansion],
        ["$(< /run/secrets/llama)", ReferenceCause.Expansion],
        ["$(~/bin/key)", ReferenceCause.Expansion],
        ["`pass show llama`", ReferenceCause.Expansion],
        ["`llama-key`", ReferenceCause.Expansion],
        // templates
        ["#{LlamaKey}#", ReferenceCause.Template],
        ["#{LlamaKey}", ReferenceCause.Template],
        ["__LLAMA_KEY__", ReferenceCause.Template],
        ["__LlamaKey__", ReferenceCause.Template],
        ["__llama-key__", ReferenceCause.Template],
        ["https://__HOST__/api", ReferenceCause.Template],
        ["https://a__b/__HOST__", ReferenceCause.Template],
        ["{{LLAMA_KEY}}", ReferenceCause.Template],
        ["{{ .Values.llama.key }}", ReferenceCause.Template],
        ["{{resolve:secretsmanager:llama:SecretString:key}}", ReferenceCause.Template],
        ["{{- include \"key\" . -}}", ReferenceCause.Template],
        ["<%= ENV['LLAMA_KEY'] %>", ReferenceCause.Template],
        ["((llama-key))", ReferenceCause.Template],
        ["<< pipeline.parameters.llama >>", ReferenceCause.Template],
        ["[parameters('llamaKey')]", ReferenceCause.Template],
        ["!Ref LlamaKey", ReferenceCause.Template],
        ["!reference [.llama, key]", ReferenceCause.Template],
        ["https://__LLAMA__HOST__/api", ReferenceCause.Template],
        ["https://api-__ENV__/x", ReferenceCause.Template],
        ["@@LLAMA_KEY@@", ReferenceCause.Template],
    ];

    /// <summary>What may be replaced.</summary>
    public static IEnumerable<object[]> Values { get; } =
    [
        [""],
        ["x"],
        ["llx-FakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFak1"],
        ["llx-old"],
        ["your-key"],
        ["<your key>"],
        ["changeme"],
        ["https://api.cloud.llamaindex.ai"],
        ["https://user:p%40ss@host.example/a%20b%C3%A9%E6%9D%B1/?q=50%25"],
        ["00000000-0000-4000-8000-000000000001"],
        ["postgres://u:p@db:5432/app?sslmode=require"],
        ["redis://localhost:6379"],
        ["vault:8200"],
        ["vault:8200/v1"],
        ["aws:kms"],
        ["__token__"],
        ["app.__main__"],
        ["Llama__ApiKey"],
        ["$2b$10$abcdefghijklmnopqrstuv"],
        ["pa$sword"],
        ["US$5"],
        ["50%"],
        ["100% of 50%"],
        ["50%off%sale"],
        ["100%A%"],
        ["a%b%c"],
        ["P@ss%w0rd%!"],
        ["<your:key>"],
        ["@me@"],
        ["secrets.json"],
        ["{\"a\":{\"b\":1}}"],
        ["f(x)"],
        ["a'b`c"],
        ["#"],
        ["$"],
        ["pkg.__init__"],
        ["keyvault:443/x"],
        ["vault:"],
        ["op://"],
        ["shop://A1b2"],
        ["p%40ss%EFg%20"],
        ["https://h.example/?q=50%&x=%C3%A9"],
        ["https://h.example/a%20b%C3%A9%"],
        ["%Y-%m-%d"],
        ["!vaultx9"],
        ["[[YOUR_KEY]]"],
        ["{YOUR_KEY}"],
        ["env:production"],
        ["vars.yml"],
        ["env.json"],
        ["me@example.com"],
        ["sm@example.com"],
        ["arn:aws:kms:eu-west-1:000000000000:key/fake"],
        ["/run/secrets/llama"],
        ["gAAAAABFakeFake"],
        ["CfDJ8FakeFake"],
    ];

    [TestMethod]
    [DynamicData(nameof(References))]
    public void A_reference_is_told_by_what_fills_it_in(string text, object cause) => Assert.AreEqual(cause, Find(text)?.Cause);

    [TestMethod]
    [DynamicData(nameof(Values))]
    public void A_value_is_none(string text) => Assert.IsNull(Find(text)?.Name);

    /// <summary>Whoever wrote it into the key's place knows what it means; a prefix of one's own is no old key.</summary>
    [TestMethod]
    [DataRow("bws:1234")]
    [DataRow("lpass:5678")]
    [DataRow("v1:Fake:Fake")]
    [DataRow("aws:llama")]
    [DataRow("gcloud:llama")]
    [DataRow("company-vault:llama")]
    [DataRow("our.tool:team/llama")]
    [DataRow("my_tool:llama")]
    [DataRow("ours://llama")]
    [DataRow("env:name")]
    [DataRow("llx-@REST@")]
    [DataRow("'llx-$REST'")]
    public void Where_the_key_goes_what_no_key_is_stays(string text)
    {
        Assert.IsNotNull(UnexpandedReferences.Find(text, ReferencePlaces.Standing | ReferencePlaces.StandingKey));
    }

    [TestMethod]
    [DataRow("llx-old:thing")]
    [DataRow("key:llx-FakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFake")]
    [DataRow("https://llama.example.com")]
    [DataRow("https://llama.example.com:8443/x")]
    [DataRow("llama:8000")]
    [DataRow("llama.example.com:8000/x")]
    [DataRow("your:key")]
    [DataRow("todo: put the key here")]
    [DataRow(@"C:\secrets\llama")]
    [DataRow("a:")]
    [DataRow(":a")]
    [DataRow("0000:fake")]
    [DataRow("A1b2/C3d4:E5f6")]
    public void Where_the_key_goes_other_text_is_replaced(string text) =>
        Assert.IsNull(UnexpandedReferences.Find(text, ReferencePlaces.Standing | ReferencePlaces.StandingKey)?.Name);

    [TestMethod]
    [DataRow("llx-$OTHER")]
    [DataRow("llx-${OTHER")]
    [DataRow("a$(b")]
    [DataRow("a`b`c")]
    [DataRow("`b")]
    public void What_a_shell_expands_in_a_word_is_one_without_single_quotes(string text)
    {
        Assert.IsNotNull(UnexpandedReferences.Find(text, ReferencePlaces.Standing | ReferencePlaces.Unquoted));
        Assert.IsNull(Find(text)?.Name);
    }

    [TestMethod]
    [DataRow("pa\\$word")]
    [DataRow("pa$$word")]
    [DataRow("pa\\`word`")]
    [DataRow("US$5")]
    [DataRow("a'b`c")]
    public void What_no_shell_expands_is_none(string text) => Assert.IsNull(UnexpandedReferences.Find(text, ReferencePlaces.Standing | ReferencePlaces.Unquoted)?.Name);

    [TestMethod]
    public void No_key_is_one_whatever_its_characters()
    {
        Random random = new(5);
        for (int i = 0; i < 10_000; i++)
            Assert.IsNull(Find("llx-" + random.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 48))?.Name);
    }

    [TestMethod]
    [DataRow("llx-self-hosted")]
    [DataRow("https://llama.example.com/prefix?q=%20")]
    [DataRow("Server=tcp:db,1433;User=me;Password=fak#e")]
    public void To_look_at_a_value_allocates_nothing(string text)
    {
        Look();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Look();
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Look()
        {
            UnexpandedReferences.Find(text, ReferencePlaces.Key);
            UnexpandedReferences.Find(text, ReferencePlaces.Public);
            UnexpandedReferences.Find(text, ReferencePlaces.Standing | ReferencePlaces.Unquoted);
        }
    }

    private static ReferenceKind? Find(string text) => UnexpandedReferences.Find(text, ReferencePlaces.Standing);
}
