using LlamaEnv.Detection;
using LlamaEnv.Files.Formats;
using LlamaEnv.Sources;

namespace LlamaEnv.Files.Sources.Processes;

/// <summary>
/// What one who asks takes from an answer. All who ask the same share that, so neither the field that one of them wants nor the
/// variables that its project declares decide on what is in it.
/// </summary>
internal sealed class ChosenValues
{
    private readonly Dictionary<string, Secret> _values;

    private ChosenValues(Dictionary<string, Secret> values) => _values = values;

    internal IReadOnlyDictionary<string, Secret> Values => _values;

    /// <summary>Why the answer cannot be used, in words that hold nothing of it; null where it can.</summary>
    internal string? Fault { get; private set; }

    /// <param name="answer">What was printed.</param>
    /// <param name="field">The entry that is the key; null for our own names.</param>
    /// <param name="wanted">The variable that the one value is for; null for the key.</param>
    /// <param name="variables">The project's variables.</param>
    internal static ChosenValues Of(SourceAnswer answer, string? field, Variable? wanted, IReadOnlyList<Variable> variables)
    {
        Dictionary<string, Secret> beside = ByName(answer, isBeside: true);
        Dictionary<string, Secret> wrapped = ByName(answer, isBeside: false);
        if (!variables.SelectMany(NamesOf).Any(beside.ContainsKey))
        {
            ChosenValues chosen = new(wrapped);
            chosen.Take(field, wanted ?? Variable.ApiKey, variables);
            return chosen;
        }

        // What has a variable of the project is no wrapping, whatever else it is called like.
        return new(beside) { Fault = FindTwice(beside, wrapped, variables) is { } name ? $"gives {name} twice, with two values" : null };
    }

    /// <summary>The names that a variable may have.</summary>
    internal static IEnumerable<string> NamesOf(Variable variable) =>
        UserSecretsKeys.Of(variable).SelectMany(static name => (string[])[name, name.Replace(":", "__", StringComparison.Ordinal)]).Distinct();

    private static Dictionary<string, Secret> ByName(SourceAnswer answer, bool isBeside) =>
        answer.Values.Where(v => v.Key.StartsWith(ProgramAnswer.Beside, StringComparison.Ordinal) == isBeside).ToDictionary(v => isBeside ? v.Key[ProgramAnswer.Beside.Length..] : v.Key, static v => v.Value, StringComparer.Ordinal);

    private static string? FindTwice(Dictionary<string, Secret> beside, Dictionary<string, Secret> wrapped, IReadOnlyList<Variable> variables) =>
        wrapped.ContainsKey(ProgramAnswer.Nameless) ? null
        : variables.SelectMany(NamesOf).FirstOrDefault(name => beside.TryGetValue(name, out Secret one) && wrapped.TryGetValue(name, out Secret other) && one != other);

    /// <summary>One entry of a manager's set is the key.</summary>
    private void Take(string? field, Variable target, IReadOnlyList<Variable> variables)
    {
        if (field is null)
            return;

        bool isAny = field == Manager.AnyField;
        string? name = !isAny ? field : _values.Count == 1 ? _values.Keys.First() : null;
        if (isAny && name is not null && variables.Any(v => v.Name != target.Name && NamesOf(v).Contains(name)))
            return; // It is that variable's.

        Secret value = name is null ? default : _values.GetValueOrDefault(name);
        if (value.IsEmpty)
            Fault = isAny ? "printed no secret" : $"has no text in a field {KeyShapes.Show(field)}";
        else
            _values[Variable.ApiKey.Name] = _values[ProgramAnswer.Nameless] = value;
    }
}
