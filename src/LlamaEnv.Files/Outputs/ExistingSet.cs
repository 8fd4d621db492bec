using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Files.Outputs;

/// <summary>The LlamaCloud values that a file holds, beside those that are about to be written.</summary>
internal static class ExistingSet
{
    /// <summary>What gets lost, or is left and does not belong. Said before the file is written: afterwards it is no longer true.</summary>
    /// <param name="credentials">What is written.</param>
    /// <param name="path">The file.</param>
    /// <param name="find">The text that the file has for a variable, or null.</param>
    /// <param name="reference">What is written in place of the key, where that is not the key itself.</param>
    internal static IEnumerable<Diagnostic> Compare(IReadOnlyList<Credential> credentials, string path, Func<Variable, string?> find, string? reference = null)
    {
        Credential? key = credentials.FirstOrDefault(static c => c.Variable == Variable.ApiKey);
        if (key is null)
            yield break;

        Credential? project = credentials.FirstOrDefault(static c => c.Variable == Variable.ProjectId);
        Secret existingProject = new(find(Variable.ProjectId) ?? "");
        Secret existingKey = new(find(Variable.ApiKey) ?? "");
        // In every run, not only when the key changes: the next one would read the two from the file as one set. A set from the file itself has its project.
        if (project is null && !existingProject.IsEmpty)
            yield return Findings.ForeignProject(path);
        else if (project is not null && !existingProject.IsEmpty && existingProject != project.Value && (existingKey == key.Value || (reference is not null && existingKey == new Secret(reference))))
            yield return Findings.ProjectsTakeTurns(path, existingProject, project);

        Credential? url = credentials.FirstOrDefault(static c => c.Variable == Variable.BaseUrl);
        if (url is { IsExplicit: false } && find(Variable.BaseUrl) is { } existingUrl && url.Value.Ask(text => LostUrl.IsLost(existingUrl, text)))
            yield return Findings.UrlReplaced(path, existingUrl, url);
    }
}
