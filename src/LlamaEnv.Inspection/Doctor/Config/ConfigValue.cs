using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Config;

/// <summary>Makes an assignment of a value in a language of <see cref="ConfigDialect"/>.</summary>
/// <param name="find">What a word stands for; null where that is not known.</param>
internal sealed class ConfigValue(Func<string, ConfigDefinition?> find)
{
    private const int MaxSteps = 16;

    /// <summary>Functions that give what they get.</summary>
    private static readonly string[] s_wrappers = ["sensitive", "nonsensitive", "tostring", "string", "trim", "trimspace", "chomp", "String"];

    /// <summary>Functions whose last argument counts where the others give nothing.</summary>
    private static readonly string[] s_defaulting = ["try", "lookup", "coalesce", "readEnvironmentVariable", "lookupDefault"];

    /// <summary>Platforms that a secret of any provider may be kept by: their names say nothing of whose it is.</summary>
    private static readonly string[] s_platforms = ["aws", "azure", "azurerm", "google", "gcp", "github", "gh", "gitlab"];

    internal ConfigDefinition? Find(string word) => find(word);

    /// <summary>What the variable gets.</summary>
    internal Assignment Read(string name, ConfigNode value, Place place) => Read(name, value, place, 0);

    /// <summary>A value that is taken from a secret or variable called <paramref name="from"/>.</summary>
    internal static Assignment From(string name, string from, Supply supply, Place place)
    {
        string[] parts = from.Split(['-', '_', '.', '/'], StringSplitOptions.RemoveEmptyEntries);
        string owner = string.Join('_', parts.Where(static p => !s_platforms.Contains(p, StringComparer.OrdinalIgnoreCase)));
        Assignment assignment = new(name, supply, place) { From = from };
        return owner.Length > 0 && ValueText.IsOtherProviders(name, owner) ? assignment with { Faults = [DoctorFindings.OtherProvider(assignment, from)] } : assignment;
    }

    /// <summary>A text as it stands, unless something puts a value in its place before it is used.</summary>
    internal static Assignment Literal(string name, string text, Place place) =>
        DeploymentTokens.IsOne(text) ? new(name, Supply.Given, place) : ValueText.Literal(name, text, place);

    /// <summary>The value at the end of what words stand for, as far as that is known.</summary>
    internal ConfigNode Follow(ConfigNode node)
    {
        for (int i = 0; i < MaxSteps && Reference(node) is { } word && find(word) is { IsParameter: false, Value: { } value }; i++)
            node = value;
        return node;
    }

    /// <summary>The word that a value is: bare, or alone in a string.</summary>
    internal static string? Reference(ConfigNode node) => node.Kind switch
    {
        ConfigKind.Word when node.Text.Length > 0 => node.Text,
        ConfigKind.Template when node.Text.StartsWith("${", StringComparison.Ordinal) && node.Text.IndexOf('}', StringComparison.Ordinal) == node.Text.Length - 1 && node.Text.AsSpan(2).IndexOfAny(" ?([") < 0 => node.Text[2..^1],
        _ => null,
    };

    private Assignment Read(string name, ConfigNode value, Place place, int steps)
    {
        if (value.Kind == ConfigKind.Text)
            return Literal(name, value.Text, place);
        if (Reference(value) is { } word)
            return word == "null" || word == "undefined" ? new(name, Supply.Empty, place) : OfWord(name, word, place, steps);

        ConfigNode? last = value.Items.Count > 1 ? value.Items[^1] : null;
        bool hasDefault = (value.Kind == ConfigKind.Call && s_defaulting.Contains(value.Text)) || (value.Kind == ConfigKind.Expression && value.Signs.Count > 0 && value.Signs.All(static s => s is "??" or "||"));
        if (hasDefault && last?.Literal is { } text)
            return text.Length == 0 ? new(name, Supply.EmptyDefault, place) { From = Reference(value.Items[0]) is { } from ? LastPart(from) : null } : Literal(name, text, place);
        return value.Kind == ConfigKind.Call && value.Items.Count == 1 && s_wrappers.Contains(value.Text) && steps < MaxSteps
            ? Read(name, value.Items[0], place, steps + 1)
            : new(name, Supply.Given, place);
    }

    private Assignment OfWord(string name, string word, Place place, int steps)
    {
        if (find(word) is not { } definition || steps >= MaxSteps)
            return From(name, word, Supply.Given, place);
        if (!definition.IsParameter)
            return definition.Value is { } value ? Read(name, value, place, steps + 1) : From(name, definition.Name, Supply.Given, place);

        Assignment given = From(name, definition.Name, Supply.Host, place);
        if (definition.Value is null || definition.IsGiven || given.Faults.Count > 0)
            return given;

        Assignment fallback = Read(name, definition.Value, definition.Place, steps + 1);
        return fallback.Supply is Supply.Empty or Supply.EmptyDefault
            ? new(name, Supply.EmptyDefault, definition.Place) { From = definition.Name }
            : given with { Faults = fallback.Faults };
    }

    private static string LastPart(string word) => word[(word.LastIndexOf('.') + 1)..];
}
