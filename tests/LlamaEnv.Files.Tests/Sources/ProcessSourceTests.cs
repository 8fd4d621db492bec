using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Sources.Processes;

namespace LlamaEnv.Files.Tests.Sources;

/// <summary>Commands that print values, with stand-ins that behave as the real programs do, and as they do on a bad day.</summary>
[TestClass]
public sealed class ProcessSourceTests
{
    private const string Canary = "Canary7Secret9Text";

    private static string Key => Fake.Key("Manager");

    [TestMethod]
    [DataRow("""{"Version":1,"Variables":{"LLAMA_CLOUD_API_KEY":"KEY"},"Expiration":"2999-01-01T00:00:00Z"}""", DisplayName = "the protocol")]
    [DataRow("""{"Version":1,"Variables":{"LLAMA_CLOUD_API_KEY":"KEY"}}""", DisplayName = "the protocol, for ever")]
    [DataRow("""{"LLAMA_CLOUD_API_KEY":"KEY","PORT":"1"}""", DisplayName = "a flat object")]
    [DataRow("""{"LlamaCloud:ApiKey":"KEY"}""", DisplayName = "the configuration's name")]
    [DataRow("""{"request_id":"1","data":{"data":{"LLAMA_CLOUD_API_KEY":"KEY","n":1},"metadata":{"version":3}}}""", DisplayName = "vault, version 2")]
    [DataRow("""{"data":{"LLAMA_CLOUD_API_KEY":"KEY"},"lease_id":""}""", DisplayName = "vault, version 1")]
    [DataRow("""[{"key":"LLAMA_CLOUD_API_KEY","value":"KEY","type":"shared"}]""", DisplayName = "infisical")]
    [DataRow("""[{"secretKey":"LLAMA_CLOUD_API_KEY","secretValue":"KEY"}]""", DisplayName = "infisical, another version")]
    [DataRow("""{"object":"secret","id":"1","key":"LLAMA_CLOUD_API_KEY","value":"KEY"}""", DisplayName = "bws")]
    [DataRow("""{"ARN":"a","SecretString":"{\"LLAMA_CLOUD_API_KEY\":\"KEY\"}"}""", DisplayName = "AWS, an object")]
    [DataRow("""{"ARN":"a","SecretString":"KEY"}""", DisplayName = "AWS, a text")]
    [DataRow("""{"apiVersion":"v1","kind":"Secret","data":{"LLAMA_CLOUD_API_KEY":"BASE64","other":"AA=="},"metadata":{"name":"llama"}}""", DisplayName = "a Secret of Kubernetes")]
    [DataRow("""{"version":1,"variables":{"LLAMA_CLOUD_API_KEY":"KEY"},"expiration":null}""", DisplayName = "the protocol in small letters")]
    [DataRow("""{"request_id":"1","data":{"data":"x","LLAMA_CLOUD_API_KEY":"KEY"}}""", DisplayName = "vault, version 1, with a field data")]
    [DataRow("""{"request_id":"1","data":{"data":"x","metadata":"y","LLAMA_CLOUD_API_KEY":"KEY"}}""", DisplayName = "vault, version 1, with fields data and metadata")]
    [DataRow("""{"request_id":"1","data":{"data":null,"LLAMA_CLOUD_API_KEY":"KEY"}}""", DisplayName = "vault, version 1, with an empty field data")]
    [DataRow("""{"data":{"data":{"LLAMA_CLOUD_API_KEY":"x"},"LLAMA_CLOUD_API_KEY":"KEY"}}""", DisplayName = "vault, version 1, with an object data")]
    [DataRow("""{"LLAMA_CLOUD_API_KEY":"KEY","data":{"A":"b"}}""", DisplayName = "the variable beside data")]
    [DataRow("""{"LLAMA_CLOUD_API_KEY":"KEY","data":{"data":{"A":"b"},"metadata":{"version":1}}}""", DisplayName = "the variable beside data.data")]
    [DataRow("""{"LLAMA_CLOUD_API_KEY":"KEY","data":{"LLAMA_CLOUD_API_KEY":"KEY"}}""", DisplayName = "the variable there and in data, the same")]
    [DataRow("""{"LLAMA_CLOUD_API_KEY":"KEY","data":null}""", DisplayName = "the variable beside data that is null")]
    [DataRow("""{"LLAMA_CLOUD_API_KEY":"KEY","SecretString":"llx-FakeOther0000"}""", DisplayName = "the variable beside a SecretString that is a text")]
    [DataRow("""{"LLAMA_CLOUD_API_KEY":"KEY","SecretString":"{\"A\":\"b\"}"}""", DisplayName = "the variable beside a SecretString")]
    [DataRow("""{"LLAMA_CLOUD_API_KEY":"KEY","SecretString":"Please log in."}""", DisplayName = "the variable beside a SecretString that is prose")]
    [DataRow("""{"LLAMA_CLOUD_API_KEY":"KEY","SecretString":"{not JSON"}""", DisplayName = "the variable beside a SecretString that is malformed")]
    [DataRow("""{"LLAMA_CLOUD_API_KEY":"KEY","key":"x","value":"y"}""", DisplayName = "the variable beside key and value")]
    [DataRow("""{"LlamaCloud__ApiKey":"KEY","data":{"A":"b"}}""", DisplayName = "the configuration's name beside data")]
    [DataRow("# comment\nexport LLAMA_CLOUD_API_KEY=\"KEY\"\nPORT=1\n", DisplayName = "a .env file")]
    [DataRow("LLAMA_CLOUD_API_KEY='KEY'\r\n", DisplayName = "a .env file of Windows")]
    [DataRow("KEY\n", DisplayName = "a key")]
    [DataRow("KEY", DisplayName = "a key without a line end")]
    public void The_content_decides_what_it_is(string output)
    {
        using Machine machine = MachineWith("give", $"cat <<'END_OF_IT'\n{output.Replace("BASE64", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Key + "\n")), StringComparison.Ordinal).Replace("KEY", Key, StringComparison.Ordinal).Replace("LLAMA_CLOUD_API_" + Key, "LLAMA_CLOUD_API_KEY", StringComparison.Ordinal)}\nEND_OF_IT\n");

        InjectResult result = machine.Inject("process:give");

        Assert.AreEqual("", result.Codes, string.Join('\n', result.Diagnostics.Select(static d => d.Message)));
        Assert.AreEqual(Key, result.Key);
    }

    [TestMethod]
    [DataRow("exit 3", "exit code 3", DisplayName = "it fails")]
    [DataRow("echo $KEY; exit 1", "exit code 1", DisplayName = "it prints the key and fails")]
    [DataRow("true", "printed nothing", DisplayName = "nothing")]
    [DataRow("echo '{}'", "printed no variable", DisplayName = "an empty object")]
    [DataRow("echo '{\"Version\":2,\"Variables\":{}}'", "version 2", DisplayName = "a version nobody knows")]
    [DataRow("echo '{\"Version\":1,\"Variables\":{\"LLAMA_CLOUD_API_KEY\":5}}'", "no text", DisplayName = "a number")]
    [DataRow("echo '{\"Version\":1,\"Variables\":{\"LLAMA_CLOUD_API_KEY\":\"'$KEY'\"},\"Expiration\":\"2001-01-01T00:00:00Z\"}'", "expired at 2001-01-01T00:00:00Z", DisplayName = "expired")]
    [DataRow("echo '{\"Version\":1,\"Variables\":{\"LLAMA_CLOUD_API_KEY\":\"'$KEY'\"},\"Expiration\":\"soon\"}'", "no time", DisplayName = "a time that is none")]
    [DataRow("echo '{\"LLAMA_CLOUD_API_KEY\":\"'$KEY'\",'", "malformed", DisplayName = "half a JSON")]
    [DataRow("echo '{\"LLAMA_CLOUD_API_KEY\":\"a\",\"LLAMA_CLOUD_API_KEY\":\"b\"}'", "twice", DisplayName = "one name twice")]
    [DataRow("echo '{\"LLAMA_CLOUD_API_KEY\":\"'$KEY'\",\"data\":{\"LLAMA_CLOUD_API_KEY\":\"b\"}}'", "twice", DisplayName = "one name there and in data")]
    [DataRow("echo '{\"LLAMA_CLOUD_API_KEY\":\"'$KEY'\",\"data\":{\"data\":{\"LLAMA_CLOUD_API_KEY\":\"b\"},\"metadata\":{}}}'", "twice", DisplayName = "one name there and in data.data")]
    [DataRow("echo '{\"LLAMA_CLOUD_API_KEY\":\"'$KEY'\",\"key\":\"LLAMA_CLOUD_API_KEY\",\"value\":\"b\"}'", "twice", DisplayName = "one name there and as a key")]
    [DataRow("echo '{\"data\":{\"data\":null,\"metadata\":{\"deletion_time\":\"x\"}}}'", "deleted", DisplayName = "a deleted version of vault's")]
    [DataRow("echo 'Please log in.'", "neither JSON", DisplayName = "prose")]
    [DataRow("printf '%s' $KEY | base64 -w0", "none of the project's variables", DisplayName = "the key in Base64, whose = looks like a line of a .env file")]
    [DataRow("echo 'https://login.example.com/?user_code=ABCD'", "none of the project's variables", DisplayName = "a page to log in at")]
    [DataRow("printf 'DEBUG=1\ntimeout=30\n'", "none of the project's variables", DisplayName = "other variables")]
    [DataRow("echo '{\"message\":\"Unauthorized\",\"statusCode\":401}'", "none of the project's variables", DisplayName = "an error as JSON")]
    [DataRow("echo '{\"errors\":\"permission denied\"}'", "none of the project's variables", DisplayName = "errors as JSON")]
    [DataRow("echo '{\"DOPPLER_CONFIG\":\"prd\",\"DOPPLER_PROJECT\":\"app\"}'", "none of the project's variables", DisplayName = "what doppler adds by itself")]
    [DataRow("echo '{\"llama_cloud_api_key\":\"'$KEY'\"}'", "variables, but llama_cloud_api_key", DisplayName = "the name in small letters")]
    [DataRow("echo '{\"LLAMA_PARSE_API_KEY\":\"'$KEY'\"}'", "variables, but LLAMA_PARSE_API_KEY", DisplayName = "another name")]
    [DataRow("echo '[{\"key\":\"LLAMA_CLOUD_API_KEY\",\"value\":\"'$KEY'\"},{\"key\":\"LLAMA_CLOUD_API_KEY\",\"value\":\"b\"}]'", "two secrets of one name", DisplayName = "a list with one name twice")]
    [DataRow("printf '%s' '{\"LLAMA_CLOUD_API_KEY\":\"a\",\"NOTE\":\"\\ud83d\"}'", "malformed", DisplayName = "half of a character")]
    [DataRow("printf '%s' '{\"Version\":1,\"Variables\":{\"\\ud83d\":\"a\"}}'", "malformed", DisplayName = "half of a character as a name")]
    [DataRow("echo '{\"Version\":1,\"Variables\":{\"LLAMA_CLOUD_API_KEY\":\"'$KEY'\"},\"Expiration\":\"12/11/2999\"}'", "no time", DisplayName = "a date that may be two")]
    [DataRow("echo '{\"Version\":1,\"Variables\":{\"LLAMA_CLOUD_API_KEY\":\"'$KEY'\"},\"Expiration\":\"23:59\"}'", "no time", DisplayName = "an hour of no day")]
    [DataRow("echo '{\"version\":1,\"variables\":{\"LLAMA_CLOUD_API_KEY\":\"'$KEY'\"},\"expiration\":\"2001-01-01T00:00:00Z\"}'", "expired at 2001", DisplayName = "expired, in small letters")]
    [DataRow("printf '\\377\\376'", "UTF-8", DisplayName = "bytes")]
    [DataRow("head -c 70000 /dev/zero | tr '\\0' a", "64 KiB", DisplayName = "too much")]
    [DataRow("head -c 9000000 /dev/zero | tr '\\0' a", "64 KiB", DisplayName = "far too much")]
    [DataRow("read x && echo $KEY; exit 4", "exit code 4", DisplayName = "a question, which nobody answers")]
    public void What_cannot_be_used_stops_and_no_older_value_is_taken(string script, string reason)
    {
        using Machine machine = MachineWith("give", $"KEY={Key}\necho 'bad line: TOKEN={Canary} {Canary} {Key}' >&2\n{script}\n").WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("Old")}\n");

        InjectResult result = machine.Inject("process:give", "dotenv");

        Diagnostic error = result.Diagnostics.Single(static d => d.Severity == DiagnosticSeverity.Error);
        Assert.AreEqual("LLENV0002", error.Code);
        StringAssert.Contains(error.Message, reason);
        StringAssert.Contains(error.Message, "'give'");
        Assert.IsEmpty(result.Credentials);
        foreach (Diagnostic diagnostic in result.Diagnostics)
        {
            Assert.DoesNotContain(Canary, diagnostic.Message);
            Assert.DoesNotContain(Key, diagnostic.Message);
        }
    }

    [TestMethod]
    public void What_it_says_of_its_failure_is_passed_on_masked()
    {
        using Machine machine = MachineWith("give", $"echo '[ERROR] you are not signed in, see https://example.test/login' >&2\necho 'token {Canary}' >&2\nexit 1\n");

        InjectResult result = machine.Inject("process:give");

        CollectionAssert.AreEqual(new[] { "give: [ERROR] you are not signed in, see https://example.test/login", "give: token ***" }, result.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Notice).Select(static d => d.Message).ToArray());
    }

    [TestMethod]
    [DataRow("got bGx4LUZBS0VGQUtFRkFLRUZBS0VGQUtFRkFLRQ==", "got ***", DisplayName = "Base64")]
    [DataRow("token: FAKE9876543210fedcbaFAKE= (bad)", "token: *** (bad)", DisplayName = "Base64 of one sign")]
    [DataRow("pw:QUJDRA==.", "***", DisplayName = "Base64 behind a colon")]
    [DataRow("{\"DB_PASSWORD\":\"U3RyMG5n=\"}", "{\"***}", DisplayName = "JSON")]
    [DataRow("ops_abc123=", "***", DisplayName = "a token that looks like a name")]
    [DataRow("set LLAMA_CLOUD_API_KEY=hunter2", "set LLAMA_CLOUD_API_KEY=***", DisplayName = "a variable")]
    [DataRow("region=eu is wrong", "region=*** is wrong", DisplayName = "a word")]
    [DataRow("see https://example.com/login", "see https://example.com/login", DisplayName = "an address")]
    [DataRow("invalid dotenv input line: correct horse", "invalid dotenv input line: ***", DisplayName = "a line that sops cannot read")]
    [DataRow("+ curl -u admin:sunshine https://x", "+ curl -u *** https://x", DisplayName = "a login on a traced command line")]
    [DataRow("+ curl -H 'Authorization: Bearer abcdefgh'", "+ curl -H 'Authorization: Bearer ***'", DisplayName = "a token in a header")]
    [DataRow("password = sunshine", "password = ***", DisplayName = "a password that is a word")]
    [DataRow("password: sunshine", "password: ***", DisplayName = "the same behind a colon")]
    [DataRow("the server refused the token: it is of another tenant", "the server refused the token: it is of another tenant", DisplayName = "prose behind a colon")]
    [DataRow("An error occurred (ResourceNotFoundException) when calling the GetSecretValue operation", "An error occurred (ResourceNotFoundException) when calling the GetSecretValue operation", DisplayName = "an error of AWS")]
    [DataRow("AADSTS700082: The refresh token has expired", "AADSTS700082: The refresh token has expired", DisplayName = "an error of Azure")]
    [DataRow("DB_PASSWORD=\"tiger lily\" is wrong", "DB_PASSWORD=*** is wrong", DisplayName = "a value with blanks in quotes")]
    [DataRow("DB_PASSWORD='tiger lily'", "DB_PASSWORD=***", DisplayName = "in other quotes")]
    [DataRow("DB_PASSWORD: tigerlily", "DB_PASSWORD: ***", DisplayName = "a line of YAML")]
    [DataRow("LLAMA_CLOUD_API_KEY: \"tiger lily\" # of the team", "LLAMA_CLOUD_API_KEY: *** # of the team", DisplayName = "the same in quotes")]
    [DataRow("{\"password\":\"tiger lily\",\"user\":\"me\"}", "{\"***\"}", DisplayName = "JSON with blanks")]
    [DataRow("{\"value\": \"tiger lily\", \"key\": \"DB\"}", "{\"value\": ***, \"key\": \"DB\"}", DisplayName = "an entry of a list")]
    [DataRow("+ mysql --password tigerlily -h db", "+ mysql --password *** -h db", DisplayName = "an option")]
    [DataRow("password \"tigerlily\" rejected", "password *** rejected", DisplayName = "a sentence that quotes it")]
    [DataRow("secret \"prod/llama\" does not exist", "secret \"prod/llama\" does not exist", DisplayName = "a name in quotes")]
    [DataRow("(RESOURCE_EXHAUSTED) quota", "(RESOURCE_EXHAUSTED) quota", DisplayName = "an error of Google")]
    public void Whatever_may_be_a_secret_is_masked(string said, string shown) => Assert.AreEqual(shown, MaskedText.Lines(said, [], []).Single());

    [TestMethod]
    public void One_that_prints_without_end_is_ended_at_once()
    {
        using Machine machine = new Machine().Set("PATH", Environment.GetEnvironmentVariable("PATH")!);
        Assert.Contains("64 KiB", machine.Inject(new Settings().With(Setting.Sources, "process:yes").With(Setting.ProcessTimeout, "3600")).Messages);
    }

    [TestMethod]
    public void Of_a_command_that_has_no_key_the_arguments_are_not_repeated()
    {
        using Machine machine = new Machine().Set("PATH", Environment.GetEnvironmentVariable("PATH")!);
        string messages = machine.Inject("process:echo LLAMA_CLOUD_BASE_URL=https://a.example --token hvs.Fake").Messages;
        Assert.Contains("process:echo …", messages);
        Assert.DoesNotContain("hvs", messages);
    }

    [TestMethod]
    public void Of_a_source_that_there_is_none_of_the_arguments_are_not_repeated()
    {
        using Machine machine = new();
        string messages = machine.Inject("procss:x --token hvs.Fake").Messages;
        Assert.Contains("unknown source 'procss:x …'", messages);
        Assert.DoesNotContain("hvs", messages);
    }

    [TestMethod]
    [DataRow("process:VAULT_TOKEN=Fake1 vault read", "LLENV0006", DisplayName = "a variable in front of the command")]
    [DataRow("process:'VAULT_TOKEN=Fake1 2' vault", "LLENV0006", DisplayName = "in quotes")]
    [DataRow("procss:VAULT_TOKEN=Fake1", "LLENV0006", DisplayName = "no such source")]
    [DataRow("process:vault --token hvs.CAESIFake1Fake1Fake1Fake1Fake1Fake1", "LLENV0006", DisplayName = "an option, readable for all on the machine")]
    [DataRow("process:hvs.CAESIFake1Fake1Fake1Fake1Fake1Fake1", "LLENV0006", DisplayName = "a token in the place of the command")]
    public void What_a_shell_would_take_is_named_and_a_token_in_it_is_not(string source, string code)
    {
        using Machine machine = new();
        InjectResult result = machine.Inject(source);
        Assert.AreEqual(code, result.Codes);
        Assert.DoesNotContain("Fake1", result.Messages);
    }

    [TestMethod]
    [DataRow("pass:--clip")]
    [DataRow("pass://--clip")]
    [DataRow("sops:-d")]
    [DataRow("sops://--version")]
    [DataRow("op:--help")]
    [DataRow("vault:-address=https://fake.example")]
    [DataRow("vault://-address=https://fake.example")]
    [DataRow("vault://-help#field")]
    [DataRow("bws:--server-url=https://fake.example")]
    [DataRow("bws://--server-url=https://fake.example")]
    [DataRow("bws:project/--server-url=https://fake.example")]
    [DataRow("bws://project/--color")]
    [DataRow("aws://--debug")]
    [DataRow("aws:ssm/--debug")]
    [DataRow("aws://ssm/--debug")]
    [DataRow("az:--debug/name")]
    [DataRow("az:vault/--debug")]
    [DataRow("az://vault/--debug")]
    [DataRow("gcloud:project/name/--format=json")]
    [DataRow("gcloud://project/name/--format=json")]
    [DataRow("doppler:project/--debug")]
    [DataRow("doppler://--debug/config")]
    [DataRow("infisical:--domain=https://fake.example")]
    [DataRow("infisical://--domain=https://fake.example")]
    public void A_reference_is_no_option(string source)
    {
        using Machine machine = MachineWith(source.Split(':')[0], "echo ran > ran");

        InjectResult result = machine.Inject(source);

        Assert.AreEqual("LLENV0006", result.Codes, result.Messages);
        Assert.Contains("begins with -", result.Messages);
        Assert.IsFalse(File.Exists(Path.Combine(machine.Project, "ran")));
    }

    [TestMethod]
    [DataRow("sleep 600 & wait", DisplayName = "a child")]
    [DataRow("trap '' TERM; sleep 600 & while :; do sleep 1; done", DisplayName = "it does not listen")]
    [DataRow("(sleep 600 & (sleep 600 & wait) & wait)", DisplayName = "a child's child")]
    [DataRow("(sleep 600 &); sleep 600", DisplayName = "a child whose parent has ended")]
    [DataRow("(setsid sleep 600 &); sleep 600", DisplayName = "a daemon")]
    public void One_that_hangs_is_ended_with_all_that_it_started(string script)
    {
        using Machine machine = MachineWith("give", $"echo $$ > \"$HOME_OF_TEST/pid\"\n{script.Replace("sleep 600", "sleep 613.$LLAMA_TEST_ID", StringComparison.Ordinal)}\n");
        string id = Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        machine.Set("HOME_OF_TEST", machine.Folder.Root).Set("LLAMA_TEST_ID", id);

        InjectResult result = machine.Inject(new Settings { [Setting.Sources] = ["process:give"], [Setting.ProcessTimeout] = "1" });

        Assert.AreEqual("LLENV0002", result.Codes);
        StringAssert.Contains(result.Diagnostics[0].Message, "longer than 1 seconds");
        for (int i = 0; Sleepers(id).Count > 0; i++)
        {
            Assert.IsLessThan(600, i, "left behind: " + string.Join(", ", Sleepers(id)));
            Thread.Sleep(100);
        }
    }

    [TestMethod]
    public void A_daemon_that_keeps_the_output_open_is_not_waited_for()
    {
        using Machine machine = MachineWith("give", $"(sleep 20 &)\necho {Key}\n");

        Assert.AreEqual(Key, machine.Inject("process:give").Key);
    }

    [TestMethod]
    [DataRow("process:give one 'two three' \"fo\\\"ur\" C:\\x $HOME *", "[one][two three][fo\"ur][C:\\x][$HOME][*]", DisplayName = "no shell")]
    [DataRow("process:sh:for a in one \"two three\"\ndo printf '[%s]' \"$a\" >> args\ndone && printenv GIVEN", "[one][two three]", DisplayName = "a shell where it is asked for")]
    public void Arguments_are_what_stands_there(string source, string expected)
    {
        using Machine machine = MachineWith("give", $"for a in \"$@\"; do printf '[%s]' \"$a\"; done > args\necho {Key}\n");

        Assert.AreEqual(Key, machine.Set("GIVEN", Key).Inject(source).Key);

        Assert.AreEqual(expected, File.ReadAllText(Path.Combine(machine.Project, "args")));
    }

    [TestMethod]
    [DataRow("process:", "LLENV0006", DisplayName = "no command")]
    [DataRow("process:'give", "LLENV0006", DisplayName = "an open quote")]
    [DataRow("process:sh:", "LLENV0006", DisplayName = "a shell without a command")]
    [DataRow("op://", "LLENV0006", DisplayName = "no vault")]
    [DataRow("op://Private/LlamaCloud", "LLENV0006", DisplayName = "an item without a field")]
    [DataRow("op://Private//credential", "LLENV0006", DisplayName = "no item")]
    [DataRow("az:my-vault/llama-key/version", "LLENV0006", DisplayName = "more than a vault and a name")]
    [DataRow("doppler:app/dev/KEY", "LLENV0006", DisplayName = "more than a project and a config")]
    [DataRow("infisical:be8e0ad8-d545-4017-a55a-b02f014d4158", "LLENV0006", DisplayName = "a project without an environment")]
    [DataRow("process:no-such-program-anywhere", "LLENV0002", DisplayName = "not installed")]
    [DataRow("process:./no-such-file", "LLENV0002", DisplayName = "no such file")]
    [DataRow("vault:", "LLENV0006", DisplayName = "no reference")]
    [DataRow("op:op://v/i/f", "LLENV0006", DisplayName = "a reference behind the name again")]
    [DataRow("vault:secret/app#", "LLENV0006", DisplayName = "no field")]
    [DataRow("aws:ssm/", "LLENV0006", DisplayName = "no parameter")]
    [DataRow("bws:project/", "LLENV0006", DisplayName = "no project")]
    [DataRow("az:https://v.vault.azure.net/secrets/X", "LLENV0006", DisplayName = "an address")]
    [DataRow("az:only-a-vault", "LLENV0006", DisplayName = "half a reference")]
    public void What_makes_no_sense_is_said(string source, string code)
    {
        using Machine machine = MachineWith("give", "true");

        InjectResult result = machine.Inject(source);

        Assert.AreEqual(code, result.Codes);
    }

    [TestMethod]
    [DataRow("op://Private/LlamaCloud/credential", "op", "[read][--no-newline][op://Private/LlamaCloud/credential]", "KEY", DisplayName = "op, a reference")]
    [DataRow("op:llama.env.tpl", "op", "[inject][--in-file][llama.env.tpl]", "LLAMA_CLOUD_API_KEY=KEY\nLLAMA_AGENTS_PROJECT_ID=00000000-0000-4000-8000-000000000001\n", DisplayName = "op, a template")]
    [DataRow("vault:secret/llama", "vault", "[kv][get][-format=json][secret/llama]", """{"data":{"data":{"LLAMA_CLOUD_API_KEY":"KEY"}}}""", DisplayName = "vault")]
    [DataRow("vault:secret/llama#token", "vault", "[kv][get][-format=json][secret/llama]", """{"data":{"data":{"token":"KEY"}}}""", DisplayName = "vault, one field")]
    [DataRow("vault:my-kv/-llama-", "vault", "[kv][get][-format=json][my-kv/-llama-]", """{"data":{"LLAMA_CLOUD_API_KEY":"KEY"}}""", DisplayName = "vault, a sign that begins no argument")]
    [DataRow("vault:kv/llama#data", "vault", "[kv][get][-format=json][kv/llama]", """{"request_id":"1","data":{"data":"KEY","other":"x"}}""", DisplayName = "vault, version 1, its field data")]
    [DataRow("doppler:app/dev", "doppler", "[secrets][download][--no-file][--format][json][--no-fallback][--project][app][--config][dev]", """{"LLAMA_CLOUD_API_KEY":"KEY","DOPPLER_CONFIG":"dev"}""", DisplayName = "doppler")]
    [DataRow("infisical:dev/llama", "infisical", "[export][--format=json][--env=dev][--path=/llama][--silent]", """[{"key":"LLAMA_CLOUD_API_KEY","value":"KEY"}]""", DisplayName = "infisical")]
    [DataRow("infisical:be8e0ad8-d545-4017-a55a-b02f014d4158/dev/llama", "infisical", "[export][--format=json][--env=dev][--path=/llama][--silent][--projectId=be8e0ad8-d545-4017-a55a-b02f014d4158]", """[{"key":"LLAMA_CLOUD_API_KEY","value":"KEY"}]""", DisplayName = "infisical, with its project")]
    [DataRow("sops:.env.production", "sops", "[decrypt][--output-type][json][.env.production]", """{"data":"LLAMA_CLOUD_API_KEY=KEY\nA=1\n"}""", DisplayName = "sops, a file whose name says nothing")]
    [DataRow("pass:llama/env", "pass", "[show][llama/env]", "A=1\nLLAMA_CLOUD_API_KEY=KEY\n", DisplayName = "pass, lines of a file")]
    [DataRow("aws:prod/llama", "aws", "[secretsmanager][get-secret-value][--secret-id][prod/llama][--query][SecretString][--output][text]", """{"LLAMA_CLOUD_API_KEY":"KEY"}""", DisplayName = "aws, an object")]
    [DataRow("aws:ssm//prod/llama", "aws", "[ssm][get-parameter][--with-decryption][--name][/prod/llama][--query][Parameter.Value][--output][text]", "KEY\n", DisplayName = "aws, a parameter")]
    [DataRow("az:my-vault/llama-key", "az", "[keyvault][secret][show][--vault-name][my-vault][--name][llama-key][--query][value][--output][tsv][--only-show-errors]", "KEY\n", DisplayName = "az")]
    [DataRow("gcloud:my-project/llama-key", "gcloud", "[secrets][versions][access][latest][--secret=llama-key][--project=my-project][--quiet]", "KEY", DisplayName = "gcloud")]
    [DataRow("sops:secrets.enc.env", "sops", "[decrypt][--output-type][json][secrets.enc.env]", """{"LLAMA_CLOUD_API_KEY":"KEY"}""", DisplayName = "sops")]
    [DataRow("pass:llama/key", "pass", "[show][llama/key]", "KEY\nurl: https://cloud.llamaindex.ai\n", DisplayName = "pass, with notes")]
    [DataRow("bws:be8e0ad8-d545-4017-a55a-b02f014d4158", "bws", "[secret][get][be8e0ad8-d545-4017-a55a-b02f014d4158][--output][json]", """{"key":"llama","value":"KEY"}""", DisplayName = "bws")]
    public void A_manager_is_asked_as_its_own_program_wants_it(string source, string program, string arguments, string output)
    {
        using Machine machine = MachineWith(program, $"for a in \"$@\"; do printf '[%s]' \"$a\"; done > args\ncat <<'END_OF_IT'\n{output.Replace("\"KEY\"", $"\"{Key}\"", StringComparison.Ordinal).Replace("=KEY", $"={Key}", StringComparison.Ordinal)}\nEND_OF_IT\n");
        if (output.StartsWith("KEY", StringComparison.Ordinal))
            Write(machine, program, $"for a in \"$@\"; do printf '[%s]' \"$a\"; done > args\nprintf '%s' '{Key}{output["KEY".Length..]}'\n");

        InjectResult result = machine.Inject(source);

        Assert.AreEqual("", result.Codes, string.Join('\n', result.Diagnostics.Select(static d => d.Message)));
        Assert.AreEqual(Key, result.Key);
        Assert.AreEqual(arguments, File.ReadAllText(Path.Combine(machine.Project, "args")));
    }

    /// <summary>A host of one's own may have keys of any form, and still this is none.</summary>
    [TestMethod]
    [DataRow("LLAMACLOUD_API_KEY=abc", "but LLAMACLOUD_API_KEY", DisplayName = "a line with a wrong name")]
    [DataRow("export LLAMA_KEY=abc", "none of the project's variables", DisplayName = "a line of a shell")]
    [DataRow("LLAMA_KEY = abc", "none of the project's variables", DisplayName = "a line with blanks")]
    [DataRow("A=1\nB=2", "none of the project's variables", DisplayName = "lines")]
    [DataRow("<html><body>Sign in</body></html>", "a line that is no key", DisplayName = "a page")]
    [DataRow("The secret was not found", "a line that is no key", DisplayName = "a sentence")]
    public void What_is_no_value_alone_is_no_key(string output, string reason)
    {
        foreach ((string source, string program) in (IEnumerable<(string, string)>)[("gcloud:key", "gcloud"), ("pass:key", "pass"), ("az:vault/key", "az"), ("aws:ssm/key", "aws"), ("op://a/b/c", "op")])
        {
            using Machine machine = MachineWith(program, $"cat <<'END_OF_IT'\n{output}\nEND_OF_IT");

            InjectResult result = machine.Inject(new Settings { [Setting.Sources] = [source], [Setting.BaseUrl] = "https://llama.corp.test" });

            Assert.AreEqual("LLENV0002", result.Codes, $"{source}: {result.Messages}");
            Assert.Contains(reason, result.Messages, source);
        }
    }

    [TestMethod]
    [DataRow("c2VjcmV0LXZhbHVlLW9m=")]
    [DataRow("c2VjcmV0LXZhbHVlLW9==")]
    public void A_key_in_Base64_is_one(string key)
    {
        using Machine machine = MachineWith("pass", $"echo {key}");
        Assert.AreEqual(key, machine.Inject(new Settings { [Setting.Sources] = ["pass:key"], [Setting.BaseUrl] = "https://llama.corp.test" }).Key);
    }

    [TestMethod]
    [DataRow(30, "dotenv", DiagnosticSeverity.Warning, DisplayName = "a program may come too late")]
    [DataRow(30, "none", DiagnosticSeverity.Warning, DisplayName = "a program may come too late, whoever starts it")]
    [DataRow(8 * 3600, "dotenv", DiagnosticSeverity.Notice, DisplayName = "shorter than a file")]
    [DataRow(8 * 3600, "user-secrets", DiagnosticSeverity.Notice, DisplayName = "shorter than a file elsewhere")]
    [DataRow(8 * 3600, "launch-settings", DiagnosticSeverity.Notice, DisplayName = "shorter than a launch profile")]
    [DataRow(8 * 3600, "none", null, DisplayName = "no file")]
    [DataRow(3 * 24 * 3600, "dotenv", null, DisplayName = "longer than from build to build")]
    public void An_end_that_is_near_is_told(int seconds, string output, DiagnosticSeverity? severity)
    {
        using Machine machine = MachineWith("give", $$$"""
            echo '{"Version":1,"Variables":{"LLAMA_CLOUD_API_KEY":"{{{Key}}}","LLAMA_AGENTS_PROJECT_ID":"{{{Guid.Empty}}}"},"Expiration":"{{{DateTimeOffset.UtcNow.AddSeconds(seconds):O}}}"}'
            """);
        Settings settings = new() { [Setting.Sources] = ["process:give"], [Setting.Outputs] = [output], [Setting.UserSecretsId] = "an-app", [Setting.LaunchProfile] = "App" };

        DiagnosticSeverity? Told() => machine.Inject(settings).Diagnostics.SingleOrDefault(static d => d.Code == DiagnosticCodes.ValueEnds)?.Severity;

        Assert.AreEqual(severity, Told());
        Assert.AreEqual(severity == DiagnosticSeverity.Warning ? severity : null, Told(), "a file is told of when it is written");
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow("some notes\n", "Exec format error")]
    [DataRow("#!/no/such/interpreter\n", "No such file or directory")]
    public void A_program_that_does_not_start_says_why(string content, string reason)
    {
        using Machine machine = new();
        Script.Write(machine.Folder.At("bin", "give"), content);

        InjectResult result = machine.Set("PATH", machine.Folder.At("bin")).Inject($"process:give {Canary}");

        Assert.AreEqual("LLENV0002", result.Codes);
        StringAssert.Contains(result.Messages, $"'give' does not start: {reason}");
        Assert.DoesNotContain(Canary, result.Messages);
    }

    [TestMethod]
    public void What_infisical_prints_of_an_earlier_time_is_not_used()
    {
        using Machine machine = MachineWith("infisical", $$"""
            echo 'Warning: Unable to fetch the latest secret(s) due to connection error, serving secrets from last successful fetch. For more info, run with --debug' >&2
            echo '[{"key":"LLAMA_CLOUD_API_KEY","value":"{{Key}}"}]'
            """);

        InjectResult result = machine.Inject("infisical:dev");

        Assert.IsEmpty(result.Credentials);
        Assert.Contains("values of an earlier time", result.Messages);
    }

    /// <summary>Whatever is around it, standard error is no place that anybody keeps short.</summary>
    [TestMethod]
    [DataRow(0, 17_000, DisplayName = "in front of much")]
    [DataRow(17_000, 0, DisplayName = "behind much")]
    [DataRow(200_000, 200_000, DisplayName = "between much")]
    public void What_infisical_prints_of_an_earlier_time_is_not_used_however_much_it_says(int before, int after)
    {
        string Script(string warning) => $$"""
            head -c {{before}} /dev/zero | tr '\0' x | fold -w 60 >&2
            echo '{{warning}}' >&2
            head -c {{after}} /dev/zero | tr '\0' x | fold -w 60 >&2
            echo '[{"key":"LLAMA_CLOUD_API_KEY","value":"{{Key}}"}]'
            """;
        using Machine machine = MachineWith("infisical", Script("Unable to fetch the latest secret(s), serving secrets from last successful fetch."));

        InjectResult result = machine.Inject("infisical:dev");

        Assert.IsEmpty(result.Credentials);
        Assert.Contains("values of an earlier time", result.Messages);
        Write(machine, "infisical", Script("A new release is available."));
        Assert.AreEqual(Key, machine.Inject("infisical:dev").Key);
    }

    [TestMethod]
    public void The_first_line_of_what_it_says_is_told_however_much_follows()
    {
        using Machine machine = MachineWith("az", "echo \"ERROR: Please run 'az login' to setup account.\" >&2; head -c 17000 /dev/zero | tr '\\0' x | fold -w 60 >&2; exit 1");

        Assert.Contains("exit code 1 (ERROR: Please run 'az login' to setup account)", machine.Inject("az:vault/name").Messages);
    }

    /// <summary>A secret that is no variable may be called anything; one that is another variable's is that.</summary>
    [TestMethod]
    [DataRow("LLAMA_CLOUD_API_KEY", true)]
    [DataRow("llama-cloud-prod", true)]
    [DataRow("STRIPE_API_KEY", true, DisplayName = "no variable of this project")]
    [DataRow("OPENAI_API_KEY", false)]
    [DataRow("LLAMA_CLOUD_BASE_URL", false)]
    [DataRow("LLAMA_AGENTS_PROJECT_ID", false)]
    [DataRow("LlamaCloud:BaseUrl", false)]
    public void A_secret_with_the_name_of_another_variable_is_no_key(string name, bool isKey)
    {
        using Machine machine = MachineWith("bws", $$"""echo '{"id":"1","key":"{{name}}","value":"{{Key}}","note":""}'""").WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("Next")}\n");
        Settings settings = new() { [Setting.Sources] = ["bws:be8e0ad8-d545-4017-a55a-b02f014d4158", "dotenv"], [Setting.Outputs] = ["none"], Variables = [new VariableDeclaration("OPENAI_API_KEY")] };

        InjectResult result = machine.Inject(settings);

        Assert.AreEqual(isKey ? Key : Fake.Key("Next"), result.Key, result.Messages);
        Assert.AreEqual(name == "OPENAI_API_KEY" ? Key : null, result.Credentials.FirstOrDefault(static c => c.Variable.Name == "OPENAI_API_KEY")?.Value.Reveal());
    }

    [TestMethod]
    public void A_declared_variable_beside_what_wraps_others_counts_as_ours_do()
    {
        using Machine machine = MachineWith("give", $$$"""echo '{"OPENAI_API_KEY":"a","data":{"OPENAI_API_KEY":"b","LLAMA_CLOUD_API_KEY":"{{{Key}}}"}}'""");
        Settings settings = new() { [Setting.Sources] = ["process:give"], [Setting.Outputs] = ["none"] };

        Assert.AreEqual(Key, machine.Inject(settings).Key, "nobody knows that name");
        InjectResult result = machine.Inject(settings with { Variables = [new VariableDeclaration("OPENAI_API_KEY")] });
        Assert.Contains("twice", result.Messages);
        Assert.IsEmpty(result.Credentials);
    }

    [TestMethod]
    [DataRow("aws:x", 252, "aws: error: argument --secret-id: expected one argument", "correct the reference, or leave")]
    [DataRow("aws:x", 253, "Unable to locate credentials", "log in with 'aws sso login'")]
    [DataRow("aws:x", 254, "An error occurred (ResourceNotFoundException) when calling the GetSecretValue operation", "correct the reference, or the region")]
    [DataRow("aws:ssm/x", 254, "An error occurred (ParameterNotFound) when calling the GetParameter operation", "correct the reference, or the region")]
    [DataRow("aws:x", 254, "An error occurred (AccessDeniedException) when calling the GetSecretValue operation", "the right to read it")]
    [DataRow("aws:x", 254, "An error occurred (ExpiredTokenException) when calling the GetSecretValue operation", "log in with 'aws sso login'")]
    [DataRow("aws:x", 255, "Could not connect to the endpoint URL", "can be reached")]
    [DataRow("aws:x", 255, "Unable to locate credentials", "log in with 'aws sso login'", DisplayName = "the first version of aws, which has one code for all")]
    [DataRow("vault:secret/x", 2, "No value found at secret/data/x", "correct the path")]
    [DataRow("vault:secret/x", 2, "permission denied", "log in with 'vault login'")]
    [DataRow("op://a/b/c", 1, "[ERROR] could not read secret: b isn't an item in the a vault", "correct the reference")]
    [DataRow("op://a/b/c", 1, "[ERROR] you are not currently signed in", "sign in with 'op signin'")]
    public void What_to_do_fits_what_it_says(string source, int exitCode, string said, string hint)
    {
        using Machine machine = MachineWith(source.Split(':')[0], $"echo \"{said}\" >&2; exit {exitCode}");

        string messages = machine.Inject(source).Messages;

        Assert.Contains(hint, messages);
        Assert.AreEqual(hint.Contains("og in with", StringComparison.Ordinal), messages.Contains("og in with", StringComparison.Ordinal), messages);
    }

    [TestMethod]
    public void The_name_of_the_manager_is_no_secret()
    {
        using Machine machine = MachineWith("op", "echo \"[ERROR] couldn't connect to the 1Password desktop app, abc123def\" >&2; exit 1");
        Assert.Contains("couldn't connect to the 1Password desktop app, ***", machine.Inject("op://Private/LlamaCloud/credential").Messages);
    }

    [TestMethod]
    [DataRow("", "", "", DisplayName = "a developer, whose desktop app unlocks it")]
    [DataRow("OP_SERVICE_ACCOUNT_TOKEN", "ops_fake", "false", DisplayName = "a service account")]
    [DataRow("OP_LOAD_DESKTOP_APP_SETTINGS", "true", "true", DisplayName = "what the user says")]
    public void Op_leaves_the_desktop_app_alone_where_it_has_a_token(string name, string value, string expected)
    {
        using Machine machine = MachineWith("op", $"printf '%s' \"$OP_LOAD_DESKTOP_APP_SETTINGS\" > desktop\necho {Key}\n");
        if (name.Length > 0)
            machine.Set(name, value);

        machine.Inject("op://Private/LlamaCloud/credential");

        Assert.AreEqual(expected, File.ReadAllText(Path.Combine(machine.Project, "desktop")));
    }

    [TestMethod]
    [DataRow("aws:prod/llama", "echo None", "no text")]
    [DataRow("pass:llama", "printf '\\nuser: me\\n'", "empty first line")]
    [DataRow("pass:llama", "printf 'llama\\n\\342\\224\\234\\342\\224\\200\\342\\224\\200 key\\n'", "a folder of secrets")]
    [DataRow("vault:secret/app", "echo '{\"data\":{\"data\":{\"api_key\":\"x\"}}}'", "name the field that is the key: vault:secret/app#FIELD")]
    public void What_is_no_key_is_not_taken_for_one(string source, string script, string reason)
    {
        using Machine machine = MachineWith(source.Split(':')[0], script).WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("Old")}\n");

        InjectResult result = machine.Inject(source, "dotenv");

        Assert.AreEqual("LLENV0002", result.Codes);
        Assert.Contains(reason, result.Messages);
    }

    [TestMethod]
    [DataRow("process:./nope", "/nope. No other")]
    [DataRow("process:nope", "'nope' in PATH")]
    public void A_program_that_is_not_there_is_looked_for_where_it_is_said_to_be(string source, string reason)
    {
        using Machine machine = new();
        Assert.Contains(reason, machine.Inject(source).Messages);
    }

    /// <summary>On Windows many of them are batch files (az, gcloud), and cmd.exe would run what stands behind an ampersand.</summary>
    [TestMethod]
    public void An_argument_that_a_batch_file_would_take_for_a_command_is_not_handed_over()
    {
        using Machine machine = MachineWith("give.cmd", $"echo {Key}");

        InjectResult result = machine.Inject("process:give.cmd \"a&calc\"");

        Assert.AreEqual("LLENV0002", result.Codes);
        StringAssert.Contains(result.Diagnostics[0].Message, "batch file");
        Assert.AreEqual(Key, machine.Inject("process:give.cmd a").Key);
    }

    [TestMethod]
    public void Every_manager_has_a_row_in_the_documentation()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "sources.md"));
        foreach (string name in LlamaEnv.Files.Sources.Processes.Manager.All.Select(static m => m.Name))
            StringAssert.Contains(page, $"`{name}:");
    }

    private static Machine MachineWith(string program, string script)
    {
        Machine machine = new();
        Write(machine, program, script);
        return machine.Set("PATH", $"{machine.Folder.At("bin")}:/usr/bin:/bin");
    }

    private static void Write(Machine machine, string program, string script) => Script.Make(machine.Folder.At("bin", program), script);

    private static List<string> Sleepers(string id)
    {
        List<string> found = [];
        foreach (string directory in Directory.EnumerateDirectories("/proc").Where(static d => char.IsAsciiDigit(Path.GetFileName(d)[0])))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(directory, "cmdline")).Contains($"613.{id}", StringComparison.Ordinal))
                    found.Add(directory);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has ended.
            }
        }

        return found;
    }
}
