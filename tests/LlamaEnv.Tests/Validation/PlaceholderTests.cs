using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Validation;

namespace LlamaEnv.Tests.Validation;

[TestClass]
public sealed class PlaceholderTests
{
    private const string Own = "https://llama.example.com";

    [TestMethod]
    // words of templates, in the languages they are written in
    [DataRow("llx-tu-api-key-aqui")]
    [DataRow("llx-REDACTED_GET_FROM_DASHBOARD")]
    [DataRow("llx-test-key-123")]
    [DataRow("llx-YourApiKeyHere")]
    [DataRow("llx-yourapikeyhere")]
    [DataRow("llx-my-key")]
    [DataRow("llx-paste-key-here")]
    [DataRow("llx-your-48-character-key")]
    [DataRow("llx-votre-cle")]
    [DataRow("llx-votre-clé-ici")]
    [DataRow("llx-dein-schluessel")]
    [DataRow("llx-dein_schlüssel_hier")]
    [DataRow("llx-sua-chave")]
    [DataRow("llx-sua-chave-aqui")]
    [DataRow("llx-inserisci-la-chiave")]
    [DataRow("llx-jouw-sleutel")]
    [DataRow("llx-twoj-klucz")]
    [DataRow("llx-ni-de-miyao")]
    [DataRow("llx-nide-key-zaici")]
    [DataRow("llx-你的密钥")]
    [DataRow("llx-ここにキー")]
    [DataRow("llx-ваш-ключ")]
    [DataRow("llx-secret")]
    [DataRow("tu-clave-api")]
    [DataRow("votre-cle")]
    [DataRow("dein-schluessel")]
    [DataRow("sua-chave")]
    // runs
    [DataRow("llx-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [DataRow("llx-000000000000000000000000000000000000000000000000")]
    [DataRow("llx-AaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAa")]
    [DataRow("llx-123456789012345678901234567890123456789012345678")]
    [DataRow("llx-012345678901234567890123456789012345678901234567")]
    [DataRow("llx-123456789012345678901234")]
    [DataRow("llx-987654321098765432109876543210987654321098765432")]
    [DataRow("llx-abcdefghijklmnopqrstuvwxyz0123456789abcdefghijkl")]
    [DataRow("llx-ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuv")]
    [DataRow("llx-abc123abc123abc123abc123abc123abc123abc123abc123")]
    [DataRow("llx-ababababababababababababababababababababababababab")]
    [DataRow("llx-121212121212121212121212121212121212121212121212")]
    [DataRow("aaaaaaaa")]
    public void What_nobody_was_given_is_a_placeholder(string key)
    {
        Assert.AreEqual("LLENV0010", Validator.Validate(Given.Credentials(key, Variable.DefaultBaseUrl)).Codes);
        Assert.AreEqual("LLENV0010", Validator.Validate(Given.Credentials(key, Own)).Codes);
    }

    /// <summary>An official host hands out random ones only; a server of one's own may let people choose.</summary>
    [TestMethod]
    [DataRow("llx-fake-key-for-testing-only")]
    [DataRow("llx-this-is-not-a-real-key")]
    [DataRow("llx-THIS_IS_NOT_A_REAL_KEY")]
    [DataRow("llx-get-one-at-cloud-llamaindex-ai")]
    [DataRow("llx-hier-einfuegen-bitte")]
    [DataRow("llx-sign-up-to-get-a-key-1")]
    [DataRow("llx-ask-your-colleague-about-it")]
    [DataRow("llx-some-kind-of-sentence")]
    [DataRow("llx-Ask-The-Team-Lead")]
    [DataRow("llx-aanvragen_bij_beheer")]
    [DataRow("llx-спросить-у-админа")]
    [DataRow("llx-YOURLLAMACLOUDAPIKEYGOESHERE")]
    [DataRow("llx-notarealkeynotarealkey")]
    [DataRow("llx-insertyourkeyplease")]
    [DataRow("llx-thisisnotakey")]
    [DataRow("llx-notareal-keyatall")]
    [DataRow("llx-ThisIsNotARealKeyAtAll")]
    [DataRow("llx-testtesttesttesttest")]
    [DataRow("llx-qwertyqwertyqwerty")]
    [DataRow("llx-1a2b1a2b1a2b1a2b")]
    [DataRow("llx-deadbeefdeadbeef")]
    public void A_sentence_or_a_few_letters_are_no_key_of_an_official_host(string key)
    {
        Assert.AreEqual("LLENV0010", Validator.Validate(Given.Credentials(key, Variable.DefaultBaseUrl)).Codes);
        Assert.AreEqual("LLENV0010", Validator.Validate(Given.Credentials(key, OfficialHosts.EuropeUrl)).Codes);
    }

    [TestMethod]
    [DataRow("llx-deadbeefdeadbeefdeadbeefdeadbeefdeadbeefdeadbeef")]
    [DataRow("llx-DEADBEEFDEADBEEFDEADBEEFDEADBEEFDEADBEEFDEADBEEF")]
    [DataRow("llx-cafebabecafebabecafebabecafebabecafebabecafebabe")]
    public void A_number_that_is_a_word_is_no_key(string key)
    {
        Assert.AreEqual("LLENV0010", Validator.Validate(Given.Credentials(key, Variable.DefaultBaseUrl)).Codes);
        Assert.AreEqual("LLENV0010", Validator.Validate(Given.Credentials(key, Own)).Codes);
    }

    /// <summary>What may be a key that is only unusual, and what tests make up, stays a warning.</summary>
    [TestMethod]
    [DataRow("llx-FakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFak")]
    [DataRow("llx-FakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeF")]
    [DataRow("llx-FakeFakeFakeFakeFake")]
    [DataRow("llx-fakefakefakefakefake")]
    [DataRow("llx-FakeKeyOfTheServer")]
    [DataRow("llx-fakefakefake-fakefake")]
    [DataRow("llx-FAKEFAKEFAKEFAKEFAKE")]
    [DataRow("llx-canary-of-the-client-0123456789")]
    [DataRow("llx-qzv-krt-wxp-bnm-zrtk")]
    [DataRow("llx-A1b2C3d4E5f6G7h8A1b2-C3d4_E5")]
    [DataRow("llx-kqzrtwxnmbvcplkjhgfd")]
    [DataRow("llx-A1b2C3d4E5f6G7h8A1b2C3d4E5f6G7h8A1b2C3d4E5f6G7h89")]
    public void Other_made_up_keys_are_only_unusual(string key) => Assert.AreEqual("LLENV0014", Validator.Validate(Given.Credentials(key, Variable.DefaultBaseUrl)).Codes);

    [TestMethod]
    public void No_random_key_is_a_placeholder_or_a_reference()
    {
        Random random = new(7);
        for (int i = 0; i < 10_000; i++)
        {
            string key = "llx-" + random.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 44 + (i % 9));
            Assert.AreEqual(key.Length == 52 ? "" : "LLENV0014", Validator.Validate(Given.Credentials(key, Variable.DefaultBaseUrl)).Codes, key);
        }
    }

    [TestMethod]
    [DataRow("llx-team-a-staging")]
    [DataRow("llx-local-dev-key")]
    [DataRow("llx-testtesttesttesttest")]
    public void A_server_of_ones_own_may_take_words(string key) => Assert.AreEqual("LLENV0014", Validator.Validate(Given.Credentials(key, Own)).Codes);

    [TestMethod]
    [DataRow("llx-FakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFake")]
    [DataRow("llx-fakefakefakefakefakefakefakefakefakefakefakefake")]
    [DataRow("llx-ThisKeyIsFakeItOpensNothingAndOnlyServesMySample")]
    [DataRow("llx-testtesttesttesttesttesttesttesttesttesttesttest")]
    [DataRow("llx-FakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFak1")]
    [DataRow("llx-FakeNew00000000000000000000000000000000000000000")]
    [DataRow("llx-GoodFakeKey0000000000000000000000000000000000000")]
    [DataRow("llx-FakeKeyForTests0123456789ABCDEFGHIJKLMNOPQRSTUVW")]
    [DataRow("llx-TestKeyOfTheEnvironment0123456789abcdefABCDEF001")]
    [DataRow("llx-Benchmark0Benchmark1Benchmark2Benchmark3Benchmar")]
    [DataRow("llx-todotodotodotodotodotodotodotodotodotodotodotodo")]
    [DataRow("llx-YourApiKeyHereYourApiKeyHereYourApiKeyHere000001")]
    [DataRow("llx-w00001r00000002zABCDEFGHIJKLMNOPQRSTUVWXYZabcdef")]
    public void A_made_up_key_of_the_official_shape_is_a_key(string key) => Assert.AreEqual("", Validator.Validate(Given.Credentials(key, Variable.DefaultBaseUrl)).Codes);

    [TestMethod]
    [DataRow("key-prod-7f3a9c21")]
    [DataRow("my-llama-7f3a9c21")]
    [DataRow("correct-horse-battery-staple")]
    [DataRow("test-3b9f77e1c0")]
    [DataRow("abc123")]
    [DataRow("qwertzuiop")]
    [DataRow("0123456789abcdef")]
    [DataRow("0123456789abcdef0123456789abcdef")]
    [DataRow("1234")]
    [DataRow("SuaMiTuDe7f3a")]
    [DataRow("test-key")]
    [DataRow("my-secret-key")]
    [DataRow("dev-token")]
    public void A_self_hosted_key_may_have_such_words_in_it(string key) => Assert.AreEqual("", Validator.Validate(Given.Credentials(key, Own)).Codes);

    [TestMethod]
    // the length alone is only unusual
    [DataRow("llx-0123456789abcdef", DiagnosticSeverity.Warning, DiagnosticSeverity.Warning)]
    [DataRow("llx-A1b2C3d4E5f6G7h8", DiagnosticSeverity.Warning, DiagnosticSeverity.Warning)]
    [DataRow("llx-A1b2C3d4E5f6G7h8A1b2-C3d4_E5", DiagnosticSeverity.Warning, DiagnosticSeverity.Warning)]
    // what cannot be a key of an official host
    [DataRow("llx-A1b2C3d4E5f6G7h", DiagnosticSeverity.Error, DiagnosticSeverity.Warning)]
    [DataRow("llx-A1b2", DiagnosticSeverity.Error, DiagnosticSeverity.Warning)]
    [DataRow("llx-A1b2C3d4E5f6G7h8A1b2C3d4E5f6G7h8A1b2C3d4E5f6G7h8;", DiagnosticSeverity.Error, DiagnosticSeverity.Warning)]
    [DataRow("llx-A1b2C3d4E5f6G7h8A1b2C3d4E5f6G7h8A1b2C3d4E5f6G7h8,", DiagnosticSeverity.Error, DiagnosticSeverity.Warning)]
    [DataRow("llx-A1b2C3d4E5f6G7h8\"A1b2C3d4E5f6G7h8A1b2C3d4E5f6G7h8", DiagnosticSeverity.Error, DiagnosticSeverity.Warning)]
    [DataRow("llx-A1b2C3d4E5f6G7h8A1b2C3d4E5f6G7h8A1b2C3d4E5f6G7h8llx-A1b2C3d4E5f6G7h8A1b2C3d4E5f6G7h8A1b2C3d4E5f6G7h8", DiagnosticSeverity.Error, DiagnosticSeverity.Warning)]
    [DataRow("llx-llx-A1b2C3d4E5f6G7h8A1b2C3d4E5f6G7h8A1b2C3d4E5f6G7h8", DiagnosticSeverity.Error, DiagnosticSeverity.Warning)]
    [DataRow("llx-A1b2C3d4E5f6G7h8A1b2C3d4E5f6G7h8A1b2C3d4E5f6G7h8)", DiagnosticSeverity.Error, DiagnosticSeverity.Warning)]
    public void A_key_that_cannot_be_one_is_an_error_at_an_official_host(string key, DiagnosticSeverity official, DiagnosticSeverity own)
    {
        Diagnostic at = Validator.Validate(Given.Credentials(key, Variable.DefaultBaseUrl)).Single();
        Diagnostic elsewhere = Validator.Validate(Given.Credentials(key, Own)).Single();

        Assert.AreEqual((DiagnosticCodes.UnusualKeyShape, official), (at.Code, at.Severity));
        Assert.AreEqual((DiagnosticCodes.UnusualKeyShape, own), (elsewhere.Code, elsewhere.Severity));
        Assert.DoesNotContain("A1b2", at.Message);
    }

    [TestMethod]
    [DataRow("OLLAMA_API_KEY", "llx-FAKE", "LLENV0011")]
    [DataRow("MY_OLLAMA_KEY", "llx-FAKE", "LLENV0011")]
    [DataRow("OllamaKey", "llx-FAKE", "LLENV0011")]
    [DataRow("LLAMA_KEY", "llx-FAKE", "")]
    [DataRow("MyLlamaKey", "llx-FAKE", "")]
    [DataRow("LLAMA_OLLAMA_KEY", "llx-FAKE", "")]
    [DataRow("OPENAI_API_KEY", "sk-ant-FAKE", "LLENV0011")]
    [DataRow("OpenAI__ApiKey", "sk-ant-FAKE", "LLENV0011")]
    [DataRow("OpenAI__ApiKey", "sk-FAKE", "")]
    [DataRow("ANTHROPIC_API_KEY", "sk-proj-FAKE", "LLENV0011")]
    [DataRow("ANTHROPIC_API_KEY", "sk-ant-FAKE", "")]
    [DataRow("GROQ_API_KEY", "xai-FAKE", "LLENV0011")]
    [DataRow("GEMINI_API_KEY", "sk-FAKE", "LLENV0011")]
    [DataRow("HF_TOKEN", "ghp_FAKE", "LLENV0011")]
    [DataRow("GITHUB_TOKEN", "github_pat_FAKE", "")]
    [DataRow("AZURE_OPENAI_API_KEY", "sk-FAKE", "")]
    [DataRow("DEEPSEEK_API_KEY", "sk-FAKE", "")]
    [DataRow("MISTRAL_API_KEY", "gsk_FAKE", "LLENV0011")]
    [DataRow("SUPABASE_KEY", "eyJFAKE", "")]
    [DataRow("AZURE_OPENAI_AD_TOKEN", "eyJFAKE", "")]
    [DataRow("DOCKER_PASSWORD", "ghp_FAKE", "")]
    [DataRow("LLAMA_CLOUD_EU_KEY", "sk-proj-FAKE", "LLENV0011")]
    [DataRow("THIRD_PARTY_KEY", "sk-FAKE", "")]
    public void A_key_of_one_provider_is_none_of_anothers(string name, string value, string codes) =>
        Assert.AreEqual(codes, Validator.Validate([new Credential(new Variable(name, IsSecret: true), new Secret(value), "test")]).Codes);

    [TestMethod]
    [DataRow("OPENAI_API_KEY", "votre-cle-openai", "LLENV0010")]
    [DataRow("OPENAI_API_KEY", "sk-dein-schluessel", "LLENV0010")]
    [DataRow("OPENAI_API_KEY", "sk-test-key-123", "LLENV0010")]
    [DataRow("OPENAI_API_KEY", "sk-aaaaaaaaaaaaaaaa", "LLENV0010")]
    [DataRow("OPENAI_API_KEY", "sk-123456789012345678901234567890", "LLENV0010")]
    [DataRow("PASSWORD", "correct-horse-battery-staple", "")]
    [DataRow("PASSWORD", "mein-hund-heisst-rex", "")]
    [DataRow("PIN", "0000", "")]
    [DataRow("JWT_SECRET", "dev-secret-key", "")]
    [DataRow("PASSWORD", "test1234", "")]
    public void A_declared_secret_may_be_a_passphrase(string name, string value, string codes) =>
        Assert.AreEqual(codes, Validator.Validate([new Credential(new Variable(name, IsSecret: true), new Secret(value), "test")]).Codes);
}
