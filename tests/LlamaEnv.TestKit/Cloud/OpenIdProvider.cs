using System.Diagnostics;

namespace LlamaEnv.TestKit;

/// <summary>The npm package oidc-provider, as a process on this machine that can be ended and started again.</summary>
public sealed class OpenIdProvider : IAsyncDisposable
{
    private static readonly string s_folder = Repository.At("tests", "LlamaEnv.TestKit", "oidc");

    private readonly string _stateFile = Path.Combine(Directory.CreateTempSubdirectory("llama-env-oidc-").FullName, "state.json");
    private readonly int _port = Ports.Free();
    private readonly int _codeSeconds;
    private readonly HttpClient _http = new();
    private Process? _process;

    private OpenIdProvider(int codeSeconds) => _codeSeconds = codeSeconds;

    public string Url => $"http://127.0.0.1:{_port}";

    public string DiscoveryUrl => Url + FakeProvider.Discovery;

    /// <summary>Ends the test as inconclusive where node or the package is missing.</summary>
    public static async Task<OpenIdProvider> StartAsync(int codeSeconds = 600)
    {
        if (!Directory.Exists(Path.Combine(s_folder, "node_modules", "oidc-provider")))
            Assert.Inconclusive($"There is no oidc-provider: run 'npm ci' in {s_folder}, or .ci/readers.");

        for (int tries = 1; ; tries++)
        {
            OpenIdProvider provider = new(codeSeconds);
            try
            {
                await provider.StartProcessAsync();
                return provider;
            }
            catch (AssertFailedException) when (tries < 5)
            {
                await provider.DisposeAsync(); // Somebody else may have taken the port.
            }
        }
    }

    public async Task StartProcessAsync()
    {
        try
        {
            _process = Process.Start(new ProcessStartInfo("node", ["provider.mjs", $"{_port}", _stateFile, $"{_codeSeconds}"])
            {
                WorkingDirectory = s_folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Inconclusive("There is no node.");
        }

        Task<string> errors = _process!.StandardError.ReadToEndAsync();
        if (await _process.StandardOutput.ReadLineAsync() != "listening")
            Assert.Fail($"The provider did not start: {await errors}");
    }

    public async Task EndProcessAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>The next question for tokens is one too early.</summary>
    public async Task SlowDownAsync() => (await _http.PostAsync($"{Url}/test/slow-down", null)).EnsureSuccessStatusCode();

    /// <summary>Ends an access token, as time would.</summary>
    public async Task ExpireAsync(string accessToken) => (await _http.PostAsync($"{Url}/test/expire", new StringContent(accessToken))).EnsureSuccessStatusCode();

    /// <summary>A path of an API that accepts this provider's access tokens.</summary>
    public Reply Accepting(string json) => new(async (context, body) =>
    {
        using HttpRequestMessage question = new(HttpMethod.Get, $"{Url}/me");
        question.Headers.TryAddWithoutValidation("Authorization", context.Request.Headers.Authorization.ToString());
        using HttpResponseMessage answer = await _http.SendAsync(question);
        await (answer.IsSuccessStatusCode ? Reply.Json(json) : Reply.Status(401)).Write(context, body);
    });

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await EndProcessAsync();
        _http.Dispose();
        Directory.Delete(Path.GetDirectoryName(_stateFile)!, recursive: true);
    }
}
