using LlamaEnv.Detection;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.Azure;

/// <summary>Adds <c>variables</c> to a scope. A plain one is in the environment of every step; a secret never is, nor one that is mapped from a secret here.</summary>
internal static class AzureVariables
{
    private const int MaxDepth = 4;

    internal static AzureScope Add(AzureScope scope, YamlNode? variables, DoctorReport report, int depth = 0)
    {
        foreach ((YamlNode key, YamlNode value) in YamlFile.Entries(variables))
        {
            if (key is YamlScalarNode { Value: { } name })
                scope = name.StartsWith("${{", StringComparison.Ordinal) ? Add(scope, value, report, depth) : AddOne(scope, name, value, YamlFile.LineOf(key));
        }

        foreach (YamlNode item in YamlFile.Items(variables))
        {
            if (YamlFile.Text(YamlFile.Get(item, "name")) is { } name && YamlFile.Get(item, "value") is { } value)
                scope = AddOne(scope, name, value, YamlFile.LineOf(YamlFile.Entry(item, "value")!.Value.Key));
            else if (YamlFile.Text(YamlFile.Get(item, "template")) is { } template)
                scope = AddTemplate(scope, template, report, depth);
            else if (YamlFile.Get(item, "group") is null)
                scope = YamlFile.Entries(item).Aggregate(scope, (s, e) => Add(s, e.Value, report, depth + 1));
        }

        return scope;
    }

    private static AzureScope AddTemplate(AzureScope scope, string template, DoctorReport report, int depth)
    {
        if (depth > MaxDepth || AzureTemplate.Find(template, scope, report) is not { } file || YamlFile.Read(file, report) is not [var root, ..])
            return scope with { HasUnknown = true };

        return Add(scope with { File = file }, YamlFile.Get(root, "variables"), report, depth + 1) with { File = scope.File };
    }

    private static AzureScope AddOne(AzureScope scope, string name, YamlNode node, int line)
    {
        string text = YamlFile.Text(node) ?? "";
        Place place = new(scope.File, line);
        string variable = name.Replace('.', '_').Replace('-', '_');
        bool isOurs = ValueText.IsOurs(variable);
        if (AzureValue.Macro(text.Trim()) is { } from && !scope.Variables.ContainsKey(from))
        {
            // Not in the file, so it is a secret. Its name may be another provider's, and that is wrong wherever it is used.
            return scope with { IsMappedInVain = scope.IsMappedInVain || (isOurs && ValueText.MeantBy(variable) == Variable.ApiKey) };
        }

        Assignment made = AzureValue.Expression(variable, text, place, scope) ?? (isOurs ? ValueText.Literal(variable, text, place) : new(variable, Supply.Given, place));
        // Names are upper-cased on their way into the environment, so that a different case is no other name.
        Assignment given = ValueText.MeantBy(variable) is { } meant && string.Equals(variable, meant.Name, StringComparison.OrdinalIgnoreCase) ? made with { Name = meant.Name } : made;
        Dictionary<string, string> values = new(scope.Variables, StringComparer.OrdinalIgnoreCase);
        if (!isOurs && !text.Contains(KeyLiteral.Prefix, StringComparison.Ordinal))
            values[name] = scope.Expand(text);
        else
            values[name] = text.Length == 0 ? "" : "\0";
        return scope with { Environment = [.. scope.Environment, given], Variables = values };
    }
}
