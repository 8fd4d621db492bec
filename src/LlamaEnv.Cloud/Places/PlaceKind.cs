using LlamaEnv.Cloud.Rotation;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Places;

/// <summary>A kind of place outside this machine, which its own program writes to.</summary>
/// <param name="Name">What users write.</param>
/// <param name="Shape">What goes with it.</param>
/// <param name="Make">The place; null where that is not its shape.</param>
internal sealed record PlaceKind(string Name, string Shape, Func<string, PlaceText, string, HostEnvironment, IRotationOutput?> Make)
{
    internal static IReadOnlyList<PlaceKind> All { get; } =
    [
        new("gh", "gh[:OWNER/REPO][,env=ENVIRONMENT][,name=SECRET]", GitHubSecret.Make),
        new("kubectl", "kubectl:[NAMESPACE/]SECRET[,context=CONTEXT][,key=ENTRY]", KubernetesSecret.Make),
        new("az", "az:VAULT[/SECRET]", KeyVaultSecret.Make),
    ];

    internal static string Shapes => string.Join(", ", All.Select(static kind => kind.Shape));

    /// <summary>The place that is meant; null where the first word is none of these.</summary>
    /// <exception cref="DiagnosticException">It is, and the rest cannot be understood (LLENV0006).</exception>
    internal static IRotationOutput? Find(string text, string directory, HostEnvironment host)
    {
        string word = text.Split(':', ',')[0].Trim();
        if (All.FirstOrDefault(kind => string.Equals(kind.Name, word, StringComparison.OrdinalIgnoreCase)) is not { } kind)
            return null;

        bool isClean = !KeyShapes.MayHoldCredential(text) && !text.Any(char.IsControl);
        return isClean && PlaceText.Parse(text) is { } parts && kind.Make(text, parts, directory, host) is { } place ? place
            : throw new DiagnosticException(Findings.BadSetting("--to", text, kind.Shape));
    }
}
