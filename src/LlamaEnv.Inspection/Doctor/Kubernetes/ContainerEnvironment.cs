using LlamaEnv.Diagnostics;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Programs;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Kubernetes;

/// <summary>
/// The variables of a container: <c>env</c> goes before <c>envFrom</c>, and of each the last of a name counts. Source: the
/// kubelet's makeEnvironmentVariables.
/// </summary>
/// <param name="manifest">The resource.</param>
/// <param name="scope">What it is deployed with.</param>
/// <param name="container">The container, as a message calls it.</param>
/// <param name="isCertain">Whether its program is known to need the key.</param>
internal sealed class ContainerEnvironment(Manifest manifest, ManifestScope scope, string container, bool isCertain)
{
    private readonly List<Assignment> _assignments = [];
    private readonly List<Assignment> _misnamed = [];
    private readonly List<Carrier> _carriers = [];
    private readonly HashSet<string> _above = new(StringComparer.Ordinal);
    private readonly HashSet<string> _emptyAbove = new(StringComparer.Ordinal);

    internal IReadOnlyList<Assignment> Assignments => _assignments;

    internal IReadOnlyList<Carrier> Carriers => _carriers;

    /// <summary>Whether it gets more than can be read.</summary>
    internal bool IsOpen { get; private set; }

    internal void Read(ManifestNode node)
    {
        IsOpen = node["env"]?.IsOpen is true || node["envFrom"]?.IsOpen is true;
        HashSet<string> named = [.. (node["env"]?.Items ?? []).Select(static e => e.TextOf("name")).OfType<string>()];
        foreach (ManifestNode item in node["envFrom"]?.Items ?? [])
            ReadWhole(item, named);
        foreach (ManifestNode item in node["env"]?.Items ?? [])
            ReadEntry(item, isConditional: item.Conditions.Count > node.Conditions.Count);
        if (!IsOpen && !_carriers.Any(static c => c.MayBring(Variable.ApiKey.Name)))
            _assignments.AddRange(_misnamed);
    }

    /// <param name="item">The entry.</param>
    /// <param name="isConditional">Whether a template may leave it out, or take another branch.</param>
    private void ReadEntry(ManifestNode item, bool isConditional)
    {
        if (item.TextOf("name") is not { } name || name.Contains("{{", StringComparison.Ordinal))
        {
            IsOpen = true;
            return;
        }

        if (!ValueText.IsOurs(name))
        {
            // Only whether it is empty is of interest: $(X) may refer to it.
            if (item["valueFrom"] is null && string.IsNullOrEmpty(item.TextOf("value")))
                _emptyAbove.Add(name);
            _above.Add(name);
            return;
        }

        Assignment? assignment = Of(item, name);
        if (isConditional && assignment is { Supply: Supply.Empty })
            assignment = assignment with { Supply = Supply.Given };
        if (assignment is { Supply: Supply.Empty } && item.Replaced is { } earlier && Of(earlier, name) is { Supply: not Supply.Empty, Faults.Count: 0 } good)
            _assignments.Add(good);
        if (assignment is { Supply: not Supply.Empty })
        {
            // What this one replaces has no effect, whatever it is; a key that stands there is found out nevertheless.
            for (int i = _assignments.Count - 1; i >= 0; i--)
            {
                if (_assignments[i].Name == name)
                    _assignments[i] = _assignments[i] with { Supply = Supply.Given, Faults = [.. _assignments[i].Faults.Where(static f => f.Kind == "hard-coded")] };
            }
        }

        if (assignment is not null)
            _assignments.Add(assignment);
        _above.Add(name);
        if (assignment is { Supply: Supply.Empty })
            _emptyAbove.Add(name);
        else
            _emptyAbove.Remove(name);
    }

    private Assignment? Of(ManifestNode item, string name)
    {
        Place head = item.Entry("name")?.Place ?? item.Place;
        bool isRight = Variable.All.Any(v => v.Name == name);
        if (item["valueFrom"] is { } from && string.IsNullOrEmpty(item.TextOf("value")))
            return OfReference(from, name, head);

        Place place = isRight && item.Entry("value") is { } entry ? entry.Place : head;
        ManifestNode? value = item["value"];
        if (value is { IsOpen: true } && scope.Template is null)
            return new(name, Supply.Given, place);
        if (value is not null && scope.Template is not null && value.Text?.Contains("{{", StringComparison.Ordinal) is true)
        {
            Assignment made = scope.Template(name, value);
            if (isRight && value.Raw is { } raw && made is { Supply: Supply.Given or Supply.Host, Faults.Count: 0 })
                scope.References.TryAdd(name, ("value", raw, ""));
            return isRight ? made : made with { Place = place };
        }

        return OfText(name, value?.Text ?? "", place);
    }

    /// <summary><c>$(X)</c> is what an entry above has, <c>$$(X)</c> the text <c>$(X)</c>, and <c>${X}</c> nothing but text.</summary>
    private Assignment OfText(string name, string text, Place place)
    {
        if (!text.Contains("$(", StringComparison.Ordinal) || text.Contains("$$(", StringComparison.Ordinal))
            return IsFilledBefore(text) ? new(name, Supply.Given, place) : Literal(name, text, place);

        int start = text.IndexOf("$(", StringComparison.Ordinal);
        int end = text.IndexOf(')', start);
        if (end < 0)
            return ValueText.Literal(name, text, place);

        string other = text[(start + 2)..end];
        if (_above.Contains(other) || _carriers.Any(c => c.MayBring(other)) || IsOpen || other.Contains("_SERVICE_", StringComparison.Ordinal))
            return ValueText.FromHost(name, other, start == 0 && end == text.Length - 1 && _emptyAbove.Contains(other) ? Supply.Empty : Supply.Given, place);

        return new(name, Supply.Given, place)
        {
            Faults =
            [
                DoctorFindings.Make(DiagnosticCodes.UnexpandedReference, DiagnosticSeverity.Error, "malformed-value", place,
                    $"no entry above gives $({other}) in {container} a value, so {name} becomes that very text. Put {other} above it, or refer to a Secret", null),
            ],
        };
    }

    private static Assignment Literal(string name, string text, Place place)
    {
        Assignment literal = ValueText.Literal(name, text, place);
        // Whoever applies it may send it through envsubst first.
        return literal with { Faults = [.. literal.Faults.Select(static f => f.Diagnostic.Code == DiagnosticCodes.UnexpandedReference ? f with { Diagnostic = f.Diagnostic with { Severity = DiagnosticSeverity.Warning } } : f)] };
    }

    /// <summary>Whether something that the repository has replaces <c>${X}</c> before Kubernetes sees it, or a manager's tool its own sign.</summary>
    private bool IsFilledBefore(string text) =>
        text.StartsWith("vault:", StringComparison.Ordinal) || text.StartsWith("op://", StringComparison.Ordinal) || text.StartsWith("<path:", StringComparison.Ordinal) || text.StartsWith("ref+", StringComparison.Ordinal) || text.StartsWith("berglas://", StringComparison.Ordinal) || text.StartsWith("sm://", StringComparison.Ordinal)
        || (text.Contains('$', StringComparison.Ordinal) && KubernetesIndex.Of(scope.Report).HasSubstitution);

    private Assignment? OfReference(ManifestNode from, string name, Place head)
    {
        bool isSecret = from["secretKeyRef"] is not null;
        ManifestNode? reference = from["secretKeyRef"] ?? from["configMapKeyRef"];
        if (reference is null)
            return new(name, Supply.Given, head);

        string? source = reference.TextOf("name");
        string? key = reference.TextOf("key");
        if (source is null || key is null)
            return new(name, Supply.Given, head);

        List<Finding> faults = [];
        SecretDefinition? definition = scope.Find(isSecret, source, manifest);
        SecretEntry? entry = definition?.Entry(key);
        bool isOptional = reference.TextOf("optional") is "true" or "True";
        if (ValueText.IsOtherProviders(name, key))
            faults.Add(DoctorFindings.OtherProvider(new(name, Supply.Given, reference.Entry("key")!.Value.Place), key));
        else if (entry is not null)
            faults.AddRange(SecretValue.Judge(entry, definition!.Title, name, isCertain));
        else if (definition is { IsWhole: true } && !key.Contains("{{", StringComparison.Ordinal) && !SecretIndex.IsMadeByHand(source, scope.Report.Tree))
            faults.Add(Dangling(reference.Entry("key")!.Value.Place, definition, key, name));

        if (faults.Count == 0 && Variable.All.Any(v => v.Name == name))
            scope.References.TryAdd(name, (isSecret ? "secretKeyRef" : "configMapKeyRef", reference["name"]!.Raw ?? source, reference["key"]!.Raw ?? key));

        // The kubelet passes over an optional one that is not there, and what envFrom gives stays.
        if (isOptional && faults.Count == 0 && entry is null && Variable.All.Any(v => v.Name == name))
        {
            _carriers.Add(new(reference.Place, $"{(isSecret ? "Secret" : "ConfigMap")} '{source}'") { IsOptional = true, FlagPlace = reference.Entry("optional")!.Value.Place, Names = [name] });
            return null;
        }

        return new(name, Supply.Given, head) { From = $"{source}/{key}", Faults = faults };
    }

    private Finding Dangling(Place place, SecretDefinition definition, string key, string name) =>
        DoctorFindings.Dangling(place, $"{container} does not start: it takes {name} from '{key}' of {definition.Title}, which this repository defines without it", definition.ListFor(name));

    private void ReadWhole(ManifestNode item, HashSet<string> named)
    {
        bool isSecret = item["secretRef"] is not null;
        ManifestNode? reference = item["secretRef"] ?? item["configMapRef"];
        if (reference?.TextOf("name") is not { } source)
        {
            IsOpen |= item.IsOpen || reference is null;
            return;
        }

        string prefix = item.TextOf("prefix") ?? "";
        SecretDefinition? definition = scope.Find(isSecret, source, manifest);
        IReadOnlyCollection<string>? names = definition is { IsWhole: true } ? [.. definition.Entries.SelectMany(e => NamesOf(prefix + e.Key))]
            : prefix.Length > 0 && !Variable.All.Any(v => v.Name.StartsWith(prefix, StringComparison.Ordinal)) && !prefix.Contains("{{", StringComparison.Ordinal) ? []
            : null;
        ManifestEntry? optional = reference.Entry("optional");
        _carriers.Add(new(reference.Place, $"{(isSecret ? "Secret" : "ConfigMap")} '{source}'")
        {
            // What the repository defines is there.
            IsOptional = optional?.Value.Text is "true" or "True" && definition is null,
            FlagPlace = optional?.Place,
            Names = names,
        });
        if (definition is not null)
            JudgeEntries(definition, item, prefix, named);
        if (names?.Contains(Variable.ApiKey.Name) is true && prefix.Length == 0 && definition!.Gives(Variable.ApiKey.Name))
            scope.References.TryAdd(Variable.ApiKey.Name, (isSecret ? "secretRef" : "configMapRef", reference["name"]!.Raw ?? source, ""));
    }

    /// <summary>A program reads the key by the configuration's name for it as well.</summary>
    private static string[] NamesOf(string name) => ValueText.IsConfigurationKey(name) && ValueText.MeantBy(name) is { } meant ? [name, meant.Name] : [name];

    private void JudgeEntries(SecretDefinition definition, ManifestNode item, string prefix, HashSet<string> named)
    {
        foreach (SecretEntry entry in definition.Entries.GroupBy(static e => e.Key).Select(static g => g.Last()))
        {
            string name = prefix + entry.Key;
            if (named.Contains(name) || ValueText.MeantBy(name) is not { } meant)
                continue;

            if (name == meant.Name || ValueText.IsConfigurationKey(name))
            {
                foreach (Finding finding in SecretValue.Judge(entry, definition.Title, name, isCertain))
                    scope.Report.Add(finding);
            }
            else if (isCertain && meant == Variable.ApiKey && !named.Contains(meant.Name) && definition.Entry(meant.Name) is null == (prefix.Length == 0) && !IsRead(name, prefix))
            {
                Place place = prefix.Length > 0 && entry.Key == meant.Name ? item.Entry("prefix")!.Value.Place : entry.Place;
                _misnamed.Add(new(meant.Name, Supply.Given, place) { Faults = [DoctorFindings.WrongName(new(name, Supply.Given, place), meant, null, isCertain)] });
            }
        }
    }

    /// <summary>Whether a source names the variable, or the prefix as <c>AddEnvironmentVariables</c> takes it.</summary>
    private bool IsRead(string name, string prefix) =>
        scope.Report.Tree.Files.Where(ProjectEvidence.IsCode).Any(f => scope.Report.Tree.Read(f) is { } text && (text.Contains($"\"{name}\"", StringComparison.Ordinal) || (prefix.Length > 0 && text.Contains($"\"{prefix}\"", StringComparison.Ordinal))));
}
