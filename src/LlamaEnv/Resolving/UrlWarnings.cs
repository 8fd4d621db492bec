using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Sources;

namespace LlamaEnv.Resolving;

/// <summary>Says which URL was set and is not the one in effect: a key is good in one region only.</summary>
internal static class UrlWarnings
{
    /// <summary>What is to be said of a set that has a key. An explicit URL is what the user wants.</summary>
    internal static IEnumerable<Diagnostic> Find(IReadOnlyList<Credential> set, ResolutionPlan plan, HostEnvironment host, Func<Variable, WrongName?> findWrongName)
    {
        Credential? key = set.FirstOrDefault(static c => c.Variable == Variable.ApiKey);
        Credential? url = set.FirstOrDefault(static c => c.Variable == Variable.BaseUrl);
        if (key is null || url is null or { IsExplicit: true })
            yield break;

        if (!plan.IsInProgram && key.Source != EnvironmentSource.Name && host.GetInAnyCase(Variable.BaseUrl.Name) is { } unused && url.Value.Ask(text => LostUrl.IsLost(unused, text)))
            yield return Findings.UrlNotUsed(key, url, unused);

        if (url == ExplicitSource.BaseUrlDefault && findWrongName(Variable.BaseUrl) is { } wrong && !IsAboutToBeWritten(wrong, plan)
            && wrong.Value.Ask(LostUrl.Meant) is { } meant && url.Value.Ask(text => LostUrl.IsLost(meant, text)))
            yield return Findings.MisspeltUrl(wrong, meant);
    }

    /// <summary>Of launch settings that are an output, the output speaks.</summary>
    private static bool IsAboutToBeWritten(WrongName wrong, ResolutionPlan plan) =>
        wrong is { Kind: WrongNameKind.LaunchSettings } && wrong.Form == Variable.BaseUrl.Name && plan.WritesLaunchSettings;
}
