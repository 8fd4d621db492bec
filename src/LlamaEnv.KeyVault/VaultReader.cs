using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using LlamaEnv.Detection;

namespace LlamaEnv.KeyVault;

/// <summary>Reads the current versions of secrets from a vault, and refuses those that may not be used now.</summary>
internal sealed class VaultReader
{
    private const int MostAtOnce = 8;

    private readonly Uri _vault;
    private readonly Deadline _deadline;
    private readonly SecretClient _client;
    private readonly LoginWatch _login;
    private readonly VaultRetry _retry;
    private bool _isOver;

    /// <param name="vault">The vault.</param>
    /// <param name="credential">Who asks.</param>
    /// <param name="deadline">When all of it has to be done.</param>
    internal VaultReader(Uri vault, TokenCredential credential, Deadline deadline)
    {
        _vault = vault;
        _deadline = deadline;
        _login = new LoginWatch(credential);
        _retry = new VaultRetry(vault, deadline);
        SecretClientOptions options = new() { RetryPolicy = _retry, DisableChallengeResourceVerification = vault.IsLoopback };
        // The time of the login counts into that of a request, so there is one limit for all of it.
        options.Retry.NetworkTimeout = deadline.Limit * 2;
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.Diagnostics.IsTelemetryEnabled = false;
        _client = new SecretClient(vault, _login, options);
    }

    /// <summary>The secrets that are there.</summary>
    /// <exception cref="VaultException">There are none, or one cannot be read or used.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    internal async Task<IReadOnlyList<VaultSecret>> ReadAsync(IReadOnlyList<string> variables, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new();
        using Timer timer = new(_ => End(limit), null, _deadline.Left, Timeout.InfiniteTimeSpan);
        using CancellationTokenRegistration registration = cancellationToken.Register(() => End(limit));
        VaultSecret?[] found = new VaultSecret?[variables.Count];
        try
        {
            // The first one alone: its challenge and its token serve the others, which would each ask for their own.
            found[0] = await ReadAsync(variables[0], limit.Token);
            await Parallel.ForAsync(1, variables.Count, new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = limit.Token }, async (i, token) => found[i] = await ReadAsync(variables[i], token));
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Explain(e) is { } fault)
                throw fault;
            throw;
        }

        VaultSecret[] secrets = [.. found.OfType<VaultSecret>()];
        return secrets.Length > 0 ? secrets : throw Fault.NoSecret(_vault, SecretName.Of(variables[0]));
    }

    private async Task<VaultSecret?> ReadAsync(string variable, CancellationToken cancellationToken)
    {
        string name = SecretName.Of(variable);
        try
        {
            KeyVaultSecret secret = await _client.GetSecretAsync(name, cancellationToken: cancellationToken);
            return Fault.Of(secret, name, _vault, DateTimeOffset.UtcNow) is { } fault ? throw fault : new VaultSecret(variable, new Secret(LineEnd.Strip(secret.Value)), secret.Properties.ExpiresOn);
        }
        catch (RequestFailedException e) when (e is { Status: 404, ErrorCode: "SecretNotFound" })
        {
            return null;
        }
        catch (RequestFailedException e) when (e.Status > 0)
        {
            throw Fault.Of(e, name, _vault);
        }
    }

    /// <summary>Programs first: when the libraries hear of it, they end a part of what they started.</summary>
    private void End(CancellationTokenSource limit)
    {
        Volatile.Write(ref _isOver, true);
        StartedPrograms.End();
        limit.Cancel();
    }

    private VaultException? Explain(Exception exception) => exception switch
    {
        _ when Volatile.Read(ref _isOver) => _login.IsWaiting ? LoginFault.TookTooLong(_deadline.Limit) : _retry.Last ?? Fault.TookTooLong(_vault, _deadline.Limit),
        _ when Connection.Causes(exception).OfType<VaultException>().FirstOrDefault() is { } inner => inner,
        _ when Connection.Causes(exception).OfType<AuthenticationFailedException>().FirstOrDefault() is { } login => LoginFault.Of(login),
        JsonException or FormatException or KeyNotFoundException => Fault.NoVault(_vault),
        InvalidOperationException => _login.HasToken ? Fault.NoVault(_vault) : Fault.AsksForAnother(_vault),
        RequestFailedException or AggregateException or IOException => Fault.OfConnection(exception, _vault),
        _ => null,
    };
}
