#pragma warning disable IDE0130 // Where everybody has it in scope who has the services.
using LlamaEnv.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what a program has of LlamaCloud.</summary>
public static class LlamaCloudServiceCollectionExtensions
{
    /// <summary>
    /// Stops the start of the host, before any other service runs, when key, URL or project are missing or wrong; no network
    /// is used. Also registers <see cref="LlamaCloudOptions"/>. <c>LlamaEnv:Check=false</c> in the configuration switches
    /// the check off.
    /// </summary>
    /// <param name="services">The program's services.</param>
    /// <param name="configure">Where the key is, and what is needed.</param>
    public static IServiceCollection AddLlamaCloudCheck(this IServiceCollection services, Action<LlamaCloudCheckOptions>? configure = null)
    {
        services.AddLlamaCloudOptions(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, LlamaCloudCheck>(static provider =>
            new LlamaCloudCheck(provider.GetRequiredService<LlamaCloudState>(), Logger<LlamaCloudCheck>(provider), provider.GetService<IConfiguration>())));
        return services;
    }

    /// <summary>Registers <see cref="LlamaCloudOptions"/> alone: the values are there, and nothing is stopped without them.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="configure">Where the key is, and what is needed.</param>
    public static IServiceCollection AddLlamaCloudOptions(this IServiceCollection services, Action<LlamaCloudCheckOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions();
        if (configure is not null)
            services.Configure(configure);
        services.TryAddSingleton(static provider => new LlamaCloudState(
            provider.GetRequiredService<IOptions<LlamaCloudCheckOptions>>(), Logger<LlamaCloudState>(provider), provider.GetService<IConfiguration>(), provider.GetService<IHostEnvironment>(), provider.GetService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<LlamaCloudOptions>, LlamaCloudState>(static provider => provider.GetRequiredService<LlamaCloudState>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOptionsChangeTokenSource<LlamaCloudOptions>, LlamaCloudState>(static provider => provider.GetRequiredService<LlamaCloudState>()));
        return services;
    }

    /// <summary>
    /// Adds a check that asks LlamaCloud whether it accepts the key; the answer holds for five minutes. Degraded where it
    /// cannot be asked, unhealthy where the key is turned down. For readiness, never for liveness.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="tags">Its tags. Default: <c>ready</c>.</param>
    public static IHealthChecksBuilder AddLlamaCloud(this IHealthChecksBuilder builder, string name = "llamacloud", IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddLlamaCloudOptions();
        builder.Services.TryAddSingleton(static provider => new LlamaCloudHealthCheck(provider.GetRequiredService<LlamaCloudState>(), provider.GetService<TimeProvider>()));
        return builder.Add(new HealthCheckRegistration(name, static provider => provider.GetRequiredService<LlamaCloudHealthCheck>(), failureStatus: null, tags ?? ["ready"]));
    }

    private static ILogger<T> Logger<T>(IServiceProvider provider) => provider.GetService<ILogger<T>>() ?? NullLogger<T>.Instance;
}
