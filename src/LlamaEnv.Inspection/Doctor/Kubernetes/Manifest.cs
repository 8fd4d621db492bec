using LlamaEnv.Inspection.Doctor.Model;

namespace LlamaEnv.Inspection.Doctor.Kubernetes;

/// <summary>A resource of Kubernetes.</summary>
/// <param name="Root">What it says.</param>
/// <param name="Names">Its name, and those it gets from an overlay's prefix; patches may call it by any of them.</param>
internal sealed record Manifest(ManifestNode Root, IReadOnlyList<string> Names)
{
    private static readonly string[] s_withTemplate = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job", "Rollout", "Service", "Configuration", "Revision", "DeploymentConfig", "SparkApplication"];

    internal string Kind { get; } = Root.TextOf("kind") ?? "";

    internal string ApiVersion { get; } = Root.TextOf("apiVersion") ?? "";

    internal string Name => Names[0];

    internal string? Namespace { get; } = Root.TextOf("metadata", "namespace");

    internal Place Place => Root.Place;

    /// <summary>What the pods are made of; null for what makes none.</summary>
    internal ManifestNode? Template => Kind switch
    {
        "Pod" => Root,
        "PodTemplate" => Root["template"],
        "CronJob" => Root.Get("spec", "jobTemplate", "spec", "template"),
        "ScaledJob" => Root.Get("spec", "jobTargetRef", "template"),
        _ when s_withTemplate.Contains(Kind, StringComparer.Ordinal) => Root.Get("spec", "template"),
        _ => null,
    };

    internal ManifestNode? PodSpec => Template?["spec"];

    /// <summary>The resources of a document, those of a list among them; none where it is none of Kubernetes.</summary>
    internal static IEnumerable<Manifest> Of(ManifestNode document)
    {
        string? kind = document.TextOf("kind");
        if (kind is null || document["apiVersion"] is null)
            return [];
        if (kind.EndsWith("List", StringComparison.Ordinal) && document["items"] is { IsList: true } items)
            return items.Items.SelectMany(Of);
        return [new(document, [document.TextOf("metadata", "name") ?? document.TextOf("metadata", "generateName") ?? ""])];
    }
}
