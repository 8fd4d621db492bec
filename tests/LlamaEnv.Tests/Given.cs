using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tests;

/// <summary>Values as a source hands them over.</summary>
internal static class Given
{
    /// <summary>A key, and what else is given, as a source would hand it over.</summary>
    internal static IReadOnlyList<Credential> Credentials(string? key = null, string? url = null, string? project = null) =>
    [
        new(Variable.ApiKey, new Secret(key ?? Fake.Key("New")), "test"),
        .. url is null ? Array.Empty<Credential>() : [new(Variable.BaseUrl, new Secret(url), "test")],
        .. project is null ? Array.Empty<Credential>() : [new(Variable.ProjectId, new Secret(project), "test")],
    ];
}

internal static class DiagnosticExtensions
{
    extension(IEnumerable<Diagnostic> diagnostics)
    {
        /// <summary>The codes in the order of the findings, or nothing.</summary>
        internal string Codes => string.Join(' ', diagnostics.Select(d => d.Code));
    }
}
