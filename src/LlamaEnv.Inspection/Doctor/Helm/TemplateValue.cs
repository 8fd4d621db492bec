using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Inspection.Doctor.Kubernetes;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Helm;

/// <summary>Judges an expression that gives a variable its value: whether values.yaml has it, and what it is by default.</summary>
/// <param name="values">The values.</param>
/// <param name="texts">The templates of the chart and its schema, to see what is demanded or used elsewhere.</param>
/// <param name="tree">The repository.</param>
internal sealed class TemplateValue(ChartValues values, IReadOnlyList<string> texts, RepositoryTree tree)
{
    /// <summary>Functions that leave an empty text empty. Any other may do anything.</summary>
    private static readonly string[] s_plain = ["quote", "squote", "toString", "trim", "b64enc", "|", "(", ")", ".", "$", "tpl"];

    internal Assignment Read(string name, ManifestNode node)
    {
        Assignment given = new(name, Supply.Given, node.Place);
        string text = (node.Text ?? "").Trim().Trim('"', '\'');
        if (TemplateExpression.Actions(text).ToList() is not [(0, var end, var inner)] || end != text.Length)
            return given;

        List<string> words = TemplateExpression.Words(inner);
        string? fallback = TakeDefault(words);
        List<string> paths = [.. words.Select(TemplateExpression.PathOf).OfType<string>()];
        if (paths is not [var path] || !words.TrueForAll(w => TemplateExpression.PathOf(w) is not null || s_plain.Contains(w, StringComparer.Ordinal)) || !values.IsKnown || !IsLive(node.Conditions, path))
            return given;

        bool isUnset = values.Find(path) is null or { Text: null or "", Entries: null, IsList: false };
        if (fallback is { Length: > 0 })
            return given with { From = $".Values.{path}", Faults = isUnset ? [.. ValueText.Literal(name, fallback, node.Place).Faults.Select(Lower)] : [.. Judge(name, path, node.Place)] };
        if (fallback is "" && values.Find(path) is null && Dangling(name, path, node.Place) is null && !values.IsSetElsewhere(path) && !IsDemanded(path))
            return new(name, Supply.EmptyDefault, node.Place) { From = $".Values.{path}" };

        return given with { From = $".Values.{path}", Faults = [.. Judge(name, path, node.Place)] };
    }

    /// <summary>Takes <c>default "…"</c> out of the words of an expression; null where there is none, or one that is no text.</summary>
    private static string? TakeDefault(List<string> words)
    {
        int at = words.IndexOf("default");
        if (at < 0 || at + 1 >= words.Count || words[at + 1] is not ['"' or '`', .., '"' or '`'] text)
            return null;

        words.RemoveRange(at, 2);
        return text[1..^1];
    }

    private IEnumerable<Finding> Judge(string name, string path, Place place)
    {
        ManifestNode? value = values.Find(path);
        if (value is null)
            return Dangling(name, path, place) is { } dangling ? [dangling] : [];
        if (value.Entries is not null || value.IsList || value.Text?.Contains("{{", StringComparison.Ordinal) is true || values.IsSetElsewhere(path) || IsDemanded(path))
            return [];
        // Whoever installs the chart may set another one.
        if (value.Text is { Length: > 0 } text)
            return ValueText.Literal(name, text, value.Place).Faults.Select(Lower);
        return
        [
            DoctorFindings.Make(DiagnosticCodes.EmptyValue, DiagnosticSeverity.Warning, "empty-value", value.Place,
                $"where nobody sets .Values.{path}, {name} becomes an empty value ({place}), and LlamaCloud answers 401. Take it by 'required', or leave the variable out while the value is empty", null),
        ];
    }

    private static Finding Lower(Finding finding) => SettingsValue.Softened(finding);

    /// <summary>A path that values.yaml does not have, while it has one of that meaning which no template takes.</summary>
    private Finding? Dangling(string name, string path, Place place)
    {
        if (values.IsSetElsewhere(path) || IsDemanded(path))
            return null;

        string leaf = path[(path.LastIndexOf('.') + 1)..];
        (string Path, ManifestNode Node)? meant = values.Leaves().Where(l => !IsUsed(l.Path)).Select(static l => ((string Path, ManifestNode Node)?)l)
            .FirstOrDefault(l => IsNear(l!.Value.Path, path, leaf) || ValueText.MeantBy(Joined(l.Value.Path)) is { } variable && variable == ValueText.MeantBy(name));
        return meant is null ? null : DoctorFindings.Dangling(place, $"values.yaml has no '{path}', so {name} becomes an empty value", $"'{meant.Value.Path}' ({meant.Value.Node.Place})");
    }

    /// <summary><c>llamaCloud.apiKey</c> is <c>LLAMA_CLOUD_API_KEY</c> by its letters.</summary>
    private static string Joined(string path) => path.Replace('.', '_').Replace('-', '_');

    private static bool IsNear(string other, string path, string leaf) =>
        string.Equals(Joined(other).Replace("_", "", StringComparison.Ordinal), Joined(path).Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)
        || (FolderOf(other) == FolderOf(path) && EditDistance.IsWithin(2, other[(other.LastIndexOf('.') + 1)..], leaf));

    private static string FolderOf(string path) => path.LastIndexOf('.') is >= 0 and var dot ? path[..dot] : "";

    private bool IsUsed(string path) => texts.Any(t => HasPath(t, path));

    private static bool HasPath(string text, string path)
    {
        string word = $".Values.{path}";
        for (int at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (at + word.Length == text.Length || !(char.IsAsciiLetterOrDigit(text[at + word.Length]) || text[at + word.Length] is '_' or '.'))
                return true;
        }

        return false;
    }

    /// <summary>Whether a template refuses to go on without it, the schema does, or a script sets it.</summary>
    private bool IsDemanded(string path)
    {
        string leaf = path[(path.LastIndexOf('.') + 1)..];
        return texts.Any(t => HasPath(t, path) && (t.Split('\n').Any(l => l.Contains("required", StringComparison.Ordinal) && HasPath(l, path)) || t.Contains("fail ", StringComparison.Ordinal)))
            || texts.Any(t => t.Contains("minLength", StringComparison.Ordinal) && t.Contains($"\"{leaf}\"", StringComparison.Ordinal))
            || tree.Files.Any(f => Path.GetExtension(f) is ".sh" or ".yml" or ".yaml" or ".ps1" or ".mk" or "" or ".md" or ".tf" && tree.Read(f) is { } text && text.Contains($"{path}=", StringComparison.Ordinal) && text.Contains("--set", StringComparison.Ordinal));
    }

    /// <summary>Whether the blocks around it are taken as the chart comes, and none of them asks for the value itself.</summary>
    private bool IsLive(IReadOnlyList<string> conditions, string path) => conditions.All(condition =>
        !HasPath(condition, path) && TemplateExpression.Words(condition) switch
        {
            [var word] when TemplateExpression.PathOf(word) is { } asked => values.IsTrue(asked),
            ["not", var word] when TemplateExpression.PathOf(word) is { } asked => !values.IsTrue(asked),
            _ => false,
        });
}
