using System.Text;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Formats;

namespace LlamaEnv.Files.Outputs;

/// <summary>A value that is already where one of ours would go, and whether it should stay.</summary>
internal static class ExistingValue
{
    /// <summary>The kind of reference that an assignment of a .env file holds; null for a value, and for what says the same as <paramref name="value"/>.</summary>
    internal static ReferenceKind? FindReference(DotenvFile file, DotenvFile.Entry entry, Variable variable, Secret value)
    {
        string raw = Encoding.UTF8.GetString(file.TextOf(entry));
        char quote = raw.Length > 1 && raw[0] is '"' or '\'' or '`' && raw[^1] == raw[0] ? raw[0] : '\0';
        string text = quote == '\0' ? raw : raw[1..^1];
        // What the output writes with a sign that is expanded is in single quotes.
        ReferencePlaces places = PlaceOf(variable) | (quote is '\0' or '"' ? ReferencePlaces.Unquoted : 0);
        return value.Ask(wanted => wanted.SequenceEqual(text)) ? null : UnexpandedReferences.Find(quote == '`' && IsCommand(text) ? raw : text, places);
    }

    /// <summary>What keeps a value of a JSON file from being set: there is more in its place than one, or a reference. Null where nothing does.</summary>
    internal static Diagnostic? FindObstacle(JsonFile file, IEnumerable<JsonFile.Node> places, Variable variable, string value, string path, bool overwritesReferences)
    {
        foreach (JsonFile.Node place in places)
        {
            if (place.IsContainer)
                return Findings.MalformedJson(path, file.LineOf(place), $"has an {(place.IsObject ? "object" : "array")} in place of the value of {variable}");
            if (!overwritesReferences && place.Text is { } text && text != value && UnexpandedReferences.Find(text, PlaceOf(variable)) is { } reference)
                return Findings.ReferenceKept(variable, path, file.LineOf(place), reference);
        }

        return null;
    }

    private static ReferencePlaces PlaceOf(Variable variable) => variable == Variable.ApiKey ? ReferencePlaces.Standing | ReferencePlaces.StandingKey : ReferencePlaces.Standing;

    /// <summary>To Node.js backticks are quotes, to a shell what stands in them is a command.</summary>
    private static bool IsCommand(string text) => text.AsSpan().ContainsAny(' ', '\t') || text.StartsWith('/') || text.StartsWith('.') || text.StartsWith('~');
}
