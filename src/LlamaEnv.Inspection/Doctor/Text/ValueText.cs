using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Validation;

namespace LlamaEnv.Inspection.Doctor.Text;

/// <summary>Makes an assignment of a value that stands in a file, and forgets its text: it may be a key.</summary>
internal static class ValueText
{
    private static readonly string[] s_inner = [".svc", ".local", ".internal"];

    private static readonly string[] s_configurationKeys = ["LlamaCloud__ApiKey", "LlamaCloud__BaseUrl", "LlamaCloud__ProjectId"];

    /// <summary>The names that are looked for, those that are meant for ours among them. Others are nobody's business.</summary>
    internal static bool IsOurs(string name) => Variable.All.Any(v => string.Equals(v.Name, name, StringComparison.OrdinalIgnoreCase) || IsMeant(name, v));

    /// <summary>The variable that a name is meant for; null for none.</summary>
    internal static Variable? MeantBy(string name) => Variable.All.FirstOrDefault(v => string.Equals(v.Name, name, StringComparison.OrdinalIgnoreCase)) ?? Variable.All.FirstOrDefault(v => IsMeant(name, v));

    /// <summary>Whether it is the configuration's own name for one of ours, <c>LlamaCloud__ApiKey</c>, which a program may read as well.</summary>
    internal static bool IsConfigurationKey(string name) => s_configurationKeys.Contains(name.Replace(":", "__", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase);

    private static bool IsMeant(string name, Variable variable) => !name.EndsWith("_FILE", StringComparison.OrdinalIgnoreCase) && NameSpellings.IsMisspelling(name, variable);

    /// <summary>A value without any reference in it: as it stands, so the program gets it.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="text">The value.</param>
    /// <param name="place">Where it stands.</param>
    internal static Assignment Literal(string name, string text, Place place) =>
        text.Length == 0
            ? new(name, Supply.Empty, place)
            : new(name, Supply.Given, place) { Faults = [.. FaultsOf(name, text, place)], IsReference = UnexpandedReferences.Find(text, ReferencePlaces.Key) is { Cause: ReferenceCause.Manager } };

    /// <summary>A reference to the host's variable <paramref name="from"/>, which is another provider's if its name says so.</summary>
    internal static Assignment FromHost(string name, string from, Supply supply, Place place) =>
        new(name, supply, place) { From = from, Faults = IsOtherProviders(name, from) ? [DoctorFindings.OtherProvider(new(name, supply, place), from)] : [] };

    /// <summary>Whether the name of a variable or of a secret's entry is another provider's: <c>OPENAI_API_KEY</c>.</summary>
    internal static bool IsOtherProviders(string name, string from) =>
        MeantBy(name) == Variable.ApiKey && ProviderNames.IsForAnother(from.Replace('-', '_').Replace('.', '_'), "LlamaCloud");

    /// <summary>http to a neighbour, by a name that only the stack knows, never leaves it.</summary>
    private static string[] NeighbourOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && (!uri.Host.Contains('.', StringComparison.Ordinal) || s_inner.Any(end => uri.Host.EndsWith(end, StringComparison.Ordinal))) && ApiUrl.ParseHost(uri.Host) is { } host ? [host] : [];

    private static IEnumerable<Finding> FaultsOf(string name, string text, Place place)
    {
        if (MeantBy(name) is not { } variable)
            yield break;

        bool isKey = KeyLiteral.Find(text) >= 0;
        if (isKey)
            yield return DoctorFindings.HardCoded(place, name);

        Credential value = new(variable, new Secret(text), place.File) { File = place.File, Line = place.Line };
        foreach (Diagnostic fault in Validator.Validate([value], httpHosts: NeighbourOf(text)))
        {
            // The shape of a key that is plainly made up is no news beside the placeholder.
            if (isKey ? fault.Code == DiagnosticCodes.StrayCharacters : fault.Severity != DiagnosticSeverity.Notice)
                yield return DoctorFindings.Of(fault, place);
        }
    }
}
