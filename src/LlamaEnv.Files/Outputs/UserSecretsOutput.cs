using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Formats;

namespace LlamaEnv.Files.Outputs;

/// <summary>
/// Sets keys in a project's user-secrets store, the file that <c>dotnet user-secrets</c> and the configuration system
/// read. A value that is there under <c>LlamaCloud:…</c>, or <c>Section:Name</c> for a declared <c>Section__Name</c>, is kept up
/// to date under that name, too.
/// </summary>
[SuppressMessage("ApiDesign", "RS0030", Justification = "An output writes the value.")]
internal static class UserSecretsOutput
{
    internal static Rendering Render(byte[]? existing, IReadOnlyList<Credential> credentials, string path, bool overwritesReferences = false)
    {
        if (JsonFile.IsBlank(existing))
            return new Rendering(JsonFile.Create(new JsonObject(credentials.Select(c => KeyValuePair.Create(UserSecretsKeys.New(c.Variable), (JsonNode?)JsonValue.Create(c.Value.Reveal()))))), []);

        try
        {
            JsonFile file = JsonFile.Parse(existing!);
            if (!file.Root.IsObject)
                return new Rendering(existing!, [Findings.MalformedJson(path, 0, "is not an object")]);

            if (Edit(file, credentials, path, overwritesReferences) is { Count: > 0 } errors)
                return new Rendering(existing!, errors);

            return new Rendering(file.Apply(), [.. ExistingSet.Compare(credentials, path, variable => UserSecretsKeys.Find(file, variable)?.Text)]);
        }
        catch (JsonException e)
        {
            return new Rendering(existing!, [Findings.InvalidJson(path, e)]);
        }
    }

    /// <summary>The API key under each of its names; an empty one where none has it.</summary>
    internal static IReadOnlyList<Secret> KeysIn(byte[] content)
    {
        JsonFile? file = JsonFile.IsBlank(content) ? null : JsonFile.Parse(content);
        return [.. UserSecretsKeys.Of(Variable.ApiKey).SelectMany(name => file?.FindAll(name) ?? []).Where(static node => !string.IsNullOrEmpty(node.Text)).Select(static node => new Secret(node.Text!)).DefaultIfEmpty()];
    }

    /// <summary>Plans the edits, or says what is in their way.</summary>
    private static List<Diagnostic> Edit(JsonFile file, IReadOnlyList<Credential> credentials, string path, bool overwritesReferences)
    {
        List<Diagnostic> errors = [];
        List<KeyValuePair<string, string>> added = [];
        foreach (Credential credential in credentials)
        {
            string value = credential.Value.Reveal();
            List<JsonFile.Node> places = [.. UserSecretsKeys.Of(credential.Variable).SelectMany(key => file.FindAll(key))];
            if (ExistingValue.FindObstacle(file, places, credential.Variable, value, path, overwritesReferences) is { } obstacle)
                errors.Add(obstacle);
            foreach (JsonFile.Node place in places)
                file.SetString(place, value);
            if (places.Count == 0)
                added.Add(KeyValuePair.Create(UserSecretsKeys.New(credential.Variable), value));
        }

        file.SetStrings(file.Root, added);
        return errors;
    }
}
