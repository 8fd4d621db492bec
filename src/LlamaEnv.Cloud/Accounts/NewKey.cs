using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Llamactl;
using LlamaEnv.Validation;

namespace LlamaEnv.Cloud.Accounts;

/// <summary>A key that a user gives. It is checked before it is sent: another provider's key must not reach LlamaCloud.</summary>
internal static class NewKey
{
    /// <summary>What is worth a warning.</summary>
    /// <exception cref="DiagnosticException">It is no key for this URL (LLENV0010 to LLENV0018).</exception>
    internal static IReadOnlyList<Diagnostic> Check(Secret key, string apiUrl, string source, string urlSource = "llamactl's current environment")
    {
        return Validate([new Credential(Variable.ApiKey, key, source), new Credential(Variable.BaseUrl, new Secret(apiUrl), urlSource)]);
    }

    /// <summary>Warnings about a project that no server has checked. One without authentication takes any name.</summary>
    /// <exception cref="DiagnosticException">It is no project's id (LLENV0010 to LLENV0018).</exception>
    internal static IReadOnlyList<Diagnostic> CheckProject(string projectId, StoredEnvironment environment, string source)
    {
        IReadOnlyList<Diagnostic> findings = Validate([new Credential(Variable.ProjectId, new Secret(projectId), source)]);
        return environment.RequiresAuth ? findings : [];
    }

    private static List<Diagnostic> Validate(IReadOnlyList<Credential> credentials)
    {
        List<Diagnostic> findings = [.. Validator.Validate(credentials)];
        return findings.Find(static finding => finding.Severity == DiagnosticSeverity.Error) is { } error ? throw new DiagnosticException(error) : findings;
    }

    /// <summary>Whether it is the key that was turned down, here or by the server, so that another one may do.</summary>
    internal static bool IsAtFault(Diagnostic diagnostic) => diagnostic.Code is DiagnosticCodes.Placeholder or DiagnosticCodes.ForeignKey or DiagnosticCodes.StrayCharacters
        or DiagnosticCodes.NotOfficialKey or DiagnosticCodes.UnusualKeyShape or DiagnosticCodes.UnexpandedReference or DiagnosticCodes.KeyRejected;
}
