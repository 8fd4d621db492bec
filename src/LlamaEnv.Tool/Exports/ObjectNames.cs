namespace LlamaEnv.Tool.Exports;

/// <summary>Names of what holds the values, as the readers allow them.</summary>
internal static class ObjectNames
{
    internal const string Default = "llama-cloud";

    private const int MaxKubernetesLength = 253;

    /// <summary>https://kubernetes.io/docs/concepts/overview/working-with-objects/names: a DNS subdomain.</summary>
    internal static string? FindFaultForKubernetes(string name) =>
        name.Length <= MaxKubernetesLength && name.Split('.').All(IsLabel) ? null : "lower-case letters, digits, - and ., with a letter or digit at both ends of each part";

    /// <summary>https://docs.docker.com/reference/compose-file/services: the schema's own pattern.</summary>
    internal static string? FindFaultForCompose(string name) =>
        name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') ? null : "letters, digits, ., _ and -";

    private static bool IsLabel(string label) =>
        label.Length > 0 && label[0] != '-' && label[^1] != '-' && label.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
