namespace LlamaEnv.Hosting;

/// <summary>Where a program has its key from, and what it needs.</summary>
public sealed class LlamaCloudCheckOptions
{
    /// <summary>
    /// A folder with one file for each variable, named like it, as Docker, Kubernetes, CSI drivers and systemd mount
    /// secrets. It goes before the environment and the configuration, and is followed: a rotated file needs no restart.
    /// </summary>
    public string? SecretsDirectory { get; set; }

    /// <summary>How often <see cref="SecretsDirectory"/> is looked at; zero or less for never. Default: 10 seconds.</summary>
    public TimeSpan ReloadInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether a missing project stops the start, too.</summary>
    public bool RequireProject { get; set; }

    /// <summary>Hosts to which plain http is allowed beside this machine; <c>;</c> between them.</summary>
    public string? AllowHttp { get; set; }

    /// <summary>
    /// The fingerprint of the key that is expected, as <c>dotnet llama-env fingerprint</c> prints it, or
    /// <c>NAME=FINGERPRINT</c> for each environment of the host; <c>;</c> between them. Another key stops the start (LLENV0023).
    /// </summary>
    public string? KeyFingerprint { get; set; }
}
