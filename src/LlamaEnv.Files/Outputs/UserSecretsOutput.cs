using System.Text.Json;
using System.Text.Json.Nodes;
using LlamaEnv.Diagnostics;
using LlamaEnv.Formats;

namespace LlamaEnv.Outputs;

/// <summary>
/// Sets keys in a project's user-secrets store, the file that <c>dotnet user-secrets</c> and the configuration system
/// read. A value that is there under <c>LlamaCloud:…</c> is kept up to date under that name, too.
/// </summary>
internal static class UserSecretsOutput
{
    internal static Rendering Render(byte[]? existing, IReadOnlyList<Credential> credentials, string path)
    {
        if (JsonFile.IsBlank(existing))
            return new Rendering(JsonFile.Create(new JsonObject(credentials.Select(c => KeyValuePair.Create(c.Variable.Name, (JsonNode?)JsonValue.Create(c.Value.Reveal()))))), []);

        try
        {
            JsonFile file = JsonFile.Parse(existing!);
            if (!file.Root.IsObject)
                return new Rendering(existing!, [Findings.MalformedJson(path, 0, "is not an object")]);

            Edit(file, credentials);
            bool isStale = StaleProject.IsLeft(credentials, UserSecretsKeys.Find(file, Variable.ProjectId)?.Text);
            return new Rendering(file.Apply(), isStale ? [Findings.ForeignProject(path)] : []);
        }
        catch (JsonException e)
        {
            return new Rendering(existing!, [Findings.InvalidJson(path, e)]);
        }
    }

    private static void Edit(JsonFile file, IReadOnlyList<Credential> credentials)
    {
        List<KeyValuePair<string, string>> added = [];
        foreach (Credential credential in credentials)
        {
            string value = credential.Value.Reveal();
            List<JsonFile.Node> places = [.. UserSecretsKeys.Of(credential.Variable).SelectMany(key => file.FindAll(key))];
            foreach (JsonFile.Node place in places)
                file.SetString(place, value);
            if (places.Count == 0)
                added.Add(KeyValuePair.Create(credential.Variable.Name, value));
        }

        file.SetStrings(file.Root, added);
    }
}
