using System.Text;
using LlamaEnv.Tool.Formatting;

namespace LlamaEnv.Tool.Exports;

/// <summary>
/// A Secret with <c>data</c>. <c>kubectl apply</c> copies what it is given into an annotation, and with <c>stringData</c>
/// that would be the plain text (https://github.com/kubernetes/kubernetes/issues/23564).
/// </summary>
internal static class KubernetesExport
{
    internal static ExportFormat Kind { get; } = new("kubernetes", static (_, _) => null, Write) { FindFaultInObjectName = ObjectNames.FindFaultForKubernetes };

    private static string Write(Export export)
    {
        StringBuilder text = new();
        text.Append("# Use 'kubectl create -f -' or 'kubectl replace -f -': 'kubectl apply' would copy the values into an annotation.\n")
            .Append("apiVersion: v1\nkind: Secret\nmetadata:\n  name: ").Append(YamlText.Of(export.ObjectName)).Append("\ntype: Opaque\ndata:\n");
        foreach (ExportedVariable variable in export.Variables)
            text.Append("  ").Append(YamlText.Of(variable.Name)).Append(": ").Append(Scalar(Convert.ToBase64String(Encoding.UTF8.GetBytes(variable.Text)))).Append('\n');
        return text.ToString();
    }

    /// <summary>What begins with a digit may be a number. No text in UTF-8 becomes a word of YAML.</summary>
    private static string Scalar(string base64) => char.IsAsciiLetter(base64[0]) ? base64 : $"\"{base64}\"";
}
