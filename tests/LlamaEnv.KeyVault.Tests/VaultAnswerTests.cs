using System.Text;
using LlamaEnv.Files.Sources.Processes;
using Microsoft.AspNetCore.Http;
using static LlamaEnv.KeyVault.Tests.StandInVault;

namespace LlamaEnv.KeyVault.Tests;

/// <summary>What a vault answers, on a good day and on a bad one: the reader within this process, the vault behind a real connection.</summary>
[TestClass]
public sealed class VaultAnswerTests
{
    private const string Name = "LLAMA-CLOUD-API-KEY";

    private static readonly string[] s_variables = ["LLAMA_CLOUD_API_KEY", "LLAMA_CLOUD_BASE_URL", "LLAMA_AGENTS_PROJECT_ID", "OpenAI__ApiKey"];

    private static string Key => Fake.Key("KeyVault");

    [TestInitialize]
    public void NeedTrust()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Inconclusive("SSL_CERT_FILE is a variable of Linux");
    }

    [TestMethod]
    public async Task Several_secrets_take_one_challenge_and_one_token()
    {
        await using StandInVault vault = await StartAsync();
        vault.With("llama-cloud-api-key", Key).With("LLAMA-AGENTS-PROJECT-ID", Fake.Project(1), "\"enabled\":true,\"exp\":4102444800").With("openai--apikey", "sk-fake", "\"enabled\":true,\"exp\":4102444900");
        FixedCredential login = new();

        string answer = Encoding.UTF8.GetString((Answer.Of(await Read(vault, login: login))).Span);

        Assert.AreEqual($$"""{"Version":1,"Variables":{"LLAMA_CLOUD_API_KEY":"{{Key}}","LLAMA_AGENTS_PROJECT_ID":"{{Fake.Project(1)}}","OpenAI__ApiKey":"sk-fake"},"Expiration":"2100-01-01T00:00:00Z"}""" + "\n", answer);
        Assert.AreEqual(1, login.Count);
        CollectionAssert.AreEquivalent(
            new[] { "GET /secrets/LLAMA-CLOUD-API-KEY", "GET /secrets/LLAMA-CLOUD-API-KEY", "GET /secrets/LLAMA-CLOUD-BASE-URL", "GET /secrets/LLAMA-AGENTS-PROJECT-ID", "GET /secrets/OpenAI--ApiKey" },
            vault.Seen.ToArray(), string.Join('\n', vault.Seen));
    }

    [TestMethod]
    public async Task What_expires_never_has_no_expiration()
    {
        await using StandInVault vault = (await StartAsync()).With(Name, Key);

        Assert.AreEqual($$$"""{"Version":1,"Variables":{"LLAMA_CLOUD_API_KEY":"{{{Key}}}"}}""" + "\n", Encoding.UTF8.GetString(Answer.Of(await Read(vault)).Span));
    }

    [TestMethod]
    [DataRow(429, "1", 4, DisplayName = "throttled, and told how long to wait")]
    [DataRow(429, null, 3, DisplayName = "throttled")]
    [DataRow(503, null, 3, DisplayName = "not available")]
    [DataRow(500, null, 1, DisplayName = "a mishap")]
    public async Task A_busy_vault_is_asked_again(int status, string? wait, int times)
    {
        await using StandInVault vault = await StartAsync();
        vault.With(Name, (context, asked) =>
        {
            if (asked >= times)
                return Json(context, 200, $$$"""{"value":"{{{Key}}}","id":"{{{vault.Address}}}secrets/{{{Name}}}/1","attributes":{"enabled":true}}""");
            context.Response.Headers.RetryAfter = wait;
            return Error(context, status, "Throttled");
        });

        Assert.AreEqual(1, (await Read(vault, Limits.Hang)).Count);
        Assert.HasCount(times + 2, vault.SeenBy(Name));
    }

    public static IEnumerable<(string Name, string Expected, Func<HttpContext, int, Task> Answer)> Faults =>
    [
        ("disabled", "is disabled. Enable", static (context, _) => Error(context, 403, "Forbidden", "SecretDisabled")),
        ("disabled, in its attributes", "is disabled. Enable", static (context, _) => Secret(context, "\"enabled\":false")),
        ("expired", "expired at 2001-09-09 01:46:40 UTC", static (context, _) => Secret(context, "\"enabled\":true,\"exp\":1000000000")),
        ("not yet valid", "not valid before 2100-01-01 00:00:00 UTC", static (context, _) => Secret(context, "\"enabled\":true,\"nbf\":4102444800")),
        ("no role", "'Key Vault Secrets User'", static (context, _) => Error(context, 403, "Forbidden", "ForbiddenByRbac")),
        ("no access policy", "access policies", static (context, _) => Error(context, 403, "Forbidden", "AccessDenied")),
        ("the firewall", "network in", static (context, _) => Error(context, 403, "Forbidden", "ForbiddenByFirewall")),
        ("a private link", "network in", static (context, _) => Error(context, 403, "Forbidden", "ForbiddenByConnection")),
        ("forbidden, nobody knows why", "(403)", static (context, _) => Error(context, 403, "Forbidden")),
        ("forbidden by a proxy", "(403)", static (context, _) => Html(context, 403)),
        ("another tenant", "az login --tenant", static (context, _) => Error(context, 401, "Unauthorized")),
        ("no such secret", "has no secret LLAMA-CLOUD-API-KEY", static (context, _) => Error(context, 404, "SecretNotFound")),
        ("no such page", "as no vault does", static (context, _) => Html(context, 404)),
        ("HTML", "as no vault does", static (context, _) => Html(context, 200)),
        ("an empty value", "without a value", static (context, _) => Json(context, 200, """{"value":"","attributes":{"enabled":true}}""")),
        ("an empty object", "without a value", static (context, _) => Json(context, 200, "{}")),
        ("no object", "as no vault does", static (context, _) => Json(context, 200, "[]")),
        ("a number", "as no vault does", static (context, _) => Json(context, 200, """{"value":5}""")),
        ("nothing", "as no vault does", static (context, _) => Json(context, 200, "")),
        ("half an object", "as no vault does", static (context, _) => Json(context, 200, """{"value":"ValueOfVault0Canary1""")),
        ("another address", "(302)", static (context, _) => { context.Response.Headers.Location = "https://127.0.0.1:1/"; return Error(context, 302, "Moved"); }),
        ("a wrong request", "(400)", static (context, _) => Error(context, 400, "BadParameter")),
        ("throttled for long", "asks to wait 3600 seconds", static (context, _) => { context.Response.Headers.RetryAfter = "3600"; return Error(context, 429, "Throttled"); }),
        ("out of order for long", "failed (503)", static (context, _) => { context.Response.Headers.RetryAfter = "3600"; return Error(context, 503, "Unavailable"); }),
        ("a connection that breaks", "broke off", static (context, _) => { context.Abort(); return Task.CompletedTask; }),
        ("a body that breaks off", "broke off", CutAsync),
    ];

    public static IEnumerable<object[]> FaultNames => Faults.Select(static fault => new object[] { fault.Name });

    [TestMethod]
    [DynamicData(nameof(FaultNames))]
    public async Task A_fault_is_one_line_with_its_fix(string fault)
    {
        (_, string expected, Func<HttpContext, int, Task> answer) = Faults.Single(f => f.Name == fault);
        await using StandInVault vault = (await StartAsync()).With(Name, answer).With("LLAMA-CLOUD-BASE-URL", (context, _) => Error(context, 404, "SecretNotFound"));

        VaultException exception = await Assert.ThrowsExactlyAsync<VaultException>(() => Read(vault));

        AssertIsGood(exception.Message, vault, expected);
    }

    [TestMethod]
    [DataRow(500, "failed (500)", DisplayName = "mishaps without end")]
    [DataRow(503, "failed (503)", DisplayName = "out of order")]
    [DataRow(429, "too many requests (429)", DisplayName = "too busy")]
    [DataRow(0, "broke off", DisplayName = "no answer at all")]
    public async Task What_goes_on_for_longer_than_there_is_time_is_told_by_its_last_word(int status, string expected)
    {
        await using StandInVault vault = (await StartAsync()).With(Name, (context, _) =>
        {
            if (status > 0)
                return Error(context, status, "Unavailable");
            context.Abort();
            return Task.CompletedTask;
        });

        VaultException exception = await Assert.ThrowsExactlyAsync<VaultException>(() => Read(vault, TimeSpan.FromSeconds(2)));

        AssertIsGood(exception.Message, vault, expected);
    }

    [TestMethod]
    [DataRow("\\n", DisplayName = "of Unix")]
    [DataRow("\\r\\n", DisplayName = "of Windows")]
    public async Task One_line_end_behind_a_value_is_its_file_s(string end)
    {
        await using StandInVault vault = (await StartAsync()).With(Name, Key + end);

        Assert.Contains($"\"{Key}\"", Encoding.UTF8.GetString(Answer.Of(await Read(vault)).Span));
    }

    [TestMethod]
    public async Task Another_secret_s_fault_is_one_too()
    {
        await using StandInVault vault = (await StartAsync()).With(Name, Key).With("LLAMA-AGENTS-PROJECT-ID", static (context, _) => Error(context, 403, "Forbidden", "SecretDisabled"));

        VaultException exception = await Assert.ThrowsExactlyAsync<VaultException>(() => Read(vault));

        AssertIsGood(exception.Message, vault, "the secret LLAMA-AGENTS-PROJECT-ID of");
    }

    [TestMethod]
    public async Task A_vault_that_does_not_answer_is_not_waited_for_longer_than_is_said()
    {
        await using StandInVault vault = (await StartAsync()).With(Name, static async (context, _) => await Task.Delay(Limits.Hang, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing));

        VaultException exception = await Assert.ThrowsExactlyAsync<VaultException>(() => Read(vault, TimeSpan.FromSeconds(1)));

        AssertIsGood(exception.Message, vault, "no answer within 1 seconds");
    }

    [TestMethod]
    public async Task A_vault_that_is_too_busy_all_the_time_is_named_so()
    {
        await using StandInVault vault = (await StartAsync()).With(Name, static (context, _) => Error(context, 429, "Throttled"));

        VaultException exception = await Assert.ThrowsExactlyAsync<VaultException>(() => Read(vault, TimeSpan.FromSeconds(10)));

        AssertIsGood(exception.Message, vault, "too many requests (429)");
    }

    [TestMethod]
    public async Task A_certificate_that_nobody_trusts_gets_no_token()
    {
        await using StandInVault vault = await StartAsync(VaultCertificate.Make());
        FixedCredential login = new();

        VaultException exception = await Assert.ThrowsExactlyAsync<VaultException>(() => Read(vault, login: login));

        AssertIsGood(exception.Message, vault, "is not trusted");
        Assert.AreEqual(0, login.Count);
    }

    [TestMethod]
    [DataRow("https://management.azure.com", DisplayName = "another service")]
    [DataRow("https://vault.azure.net.example.com", DisplayName = "one that looks like it")]
    public async Task A_vault_gets_no_token_for_another_service(string resource)
    {
        await using StandInVault vault = (await StartAsync()).With(Name, Key);
        vault.Resource = resource;
        FixedCredential login = new();

        VaultException exception = await Assert.ThrowsExactlyAsync<VaultException>(() => Read(vault, login: login));

        AssertIsGood(exception.Message, vault, "gets none");
        Assert.AreEqual(0, login.Count);
    }

    [TestMethod]
    public async Task A_port_that_nobody_listens_to_is_said()
    {
        Uri address;
        await using (StandInVault gone = await StartAsync())
            address = gone.Address;

        VaultException exception = await Assert.ThrowsExactlyAsync<VaultException>(() => new VaultReader(address, new FixedCredential(), new Deadline(Limits.Hang)).ReadAsync(s_variables, CancellationToken.None));

        Assert.Contains("cannot be reached", exception.Message);
    }

    private static async Task<IReadOnlyList<VaultSecret>> Read(StandInVault vault, TimeSpan? limit = null, FixedCredential? login = null) =>
        await new VaultReader(vault.Address, new VaultTokenCredential(login ?? new(), vault.Address), new Deadline(limit ?? TimeSpan.FromMinutes(10))).ReadAsync(s_variables, CancellationToken.None);

    /// <summary>It says what is meant and nothing of the vault's, and it passes through the source as it is: no word is taken for a secret there.</summary>
    private static void AssertIsGood(string message, StandInVault vault, string expected)
    {
        Assert.Contains(expected, message);
        Assert.Contains(vault.Address.AbsoluteUri, message);
        Assert.DoesNotContain("Canary", message);
        CollectionAssert.AreEqual(new[] { message }, MaskedText.Lines(message, [], KeyVaultSource.KnownWords(s_variables)).ToArray());
    }

    private static Task Secret(HttpContext context, string attributes) => Json(context, 200, $$$"""{"value":"ValueOfVault0Canary1","id":"https://127.0.0.1/secrets/{{{Name}}}/1","attributes":{ {{{attributes}}} }}""");

    private static Task Html(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync("<html><body>Log in to the hotel's network. PageOfHotel0Canary1</body></html>");
    }

    private static async Task CutAsync(HttpContext context, int asked)
    {
        context.Response.ContentLength = 1000;
        await context.Response.WriteAsync("""{"value":"ValueOfVault0Canary1""");
        await context.Response.Body.FlushAsync();
        context.Abort();
    }
}
