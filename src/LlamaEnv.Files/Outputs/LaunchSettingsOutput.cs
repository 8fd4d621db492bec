using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Formats;
using LlamaEnv.Validation;

namespace LlamaEnv.Files.Outputs;

/// <summary>
/// Sets <c>environmentVariables</c> of launch profiles. In <c>reference</c> mode a secret is written as <c>%NAME%</c>,
/// which <c>dotnet run</c> and the IDEs expand on every system; a public value is always written as it is, because a
/// reference to a variable that is not set would reach the program unexpanded.
/// </summary>
[SuppressMessage("ApiDesign", "RS0030", Justification = "An output writes the value.")]
internal static class LaunchSettingsOutput
{
    internal static Rendering Render(byte[]? existing, IReadOnlyList<Credential> credentials, Plan plan, string path)
    {
        List<KeyValuePair<string, string>> variables =
            [.. credentials.Select(c => KeyValuePair.Create(c.Variable.Name, plan.WritesReferences && c.Variable.IsSecret ? $"%{c.Variable.Name}%" : c.Value.Reveal()))];
        if (JsonFile.IsBlank(existing))
            return new Rendering(JsonFile.Create(new JsonObject { ["profiles"] = NewProfiles(null, variables, plan) }), []);

        try
        {
            JsonFile file = JsonFile.Parse(existing!);
            if (Edit(file, credentials, variables, plan, path) is { Count: > 0 } errors)
                return new Rendering(existing!, errors);

            byte[] content = file.Apply();
            string? reference = plan.WritesReferences ? $"%{Variable.ApiKey}%" : null;
            // Of several profiles with the same fault, one is enough to tell.
            IEnumerable<Diagnostic> findings = Chosen(file.Root.Find("profiles"), plan)
                .Select(p => p.Value.Find("environmentVariables"))
                .SelectMany(e => ExistingSet.Compare(credentials, path, variable => e?.Find(variable.Name)?.Text, reference))
                .DistinctBy(static d => d.Code);
            return new Rendering(content, [.. findings, .. DotnetRun.FindUnused(JsonFile.Parse(content), plan.LaunchProfile, path)]);
        }
        catch (JsonException e)
        {
            return new Rendering(existing!, [Findings.InvalidJson(path, e)]);
        }
    }

    /// <summary>The API key of every profile that is written; an empty one where it has none.</summary>
    internal static IReadOnlyList<Secret> KeysIn(byte[] content, Plan plan) =>
        [.. Chosen(JsonFile.IsBlank(content) ? null : JsonFile.Parse(content).Root.Find("profiles"), plan).Select(static profile => new Secret(profile.Value.Find("environmentVariables")?.Find(Variable.ApiKey.Name)?.Text ?? "")).DefaultIfEmpty()];

    /// <summary>Whether a profile starts the project: a plain <c>dotnet run</c> takes the first that does.</summary>
    internal static bool StartsProject(JsonFile.Member profile) =>
        profile.Value.IsObject && string.Equals(profile.Value.Find("commandName")?.Text, "Project", StringComparison.OrdinalIgnoreCase);

    /// <summary>Plans the edits, or says what is in their way.</summary>
    private static IReadOnlyList<Diagnostic> Edit(JsonFile file, IReadOnlyList<Credential> credentials, List<KeyValuePair<string, string>> variables, Plan plan, string path)
    {
        if (!file.Root.IsObject)
            return [Findings.MalformedJson(path, file.LineOf(file.Root), "is not an object")];
        if (file.Root.Find("profiles") is not { } profiles)
        {
            file.Insert(file.Root, new JsonObject { ["profiles"] = NewProfiles(null, variables, plan) });
            return [];
        }

        if (profiles.Kind == JsonTokenType.Null)
        {
            file.SetObject(profiles, NewProfiles(null, variables, plan));
            return [];
        }

        if (!profiles.IsObject)
            return [Findings.MalformedJson(path, file.LineOf(profiles), "has a member 'profiles' that is not an object")];

        List<JsonFile.Member> chosen = [.. Chosen(profiles, plan)];
        if (chosen.Count == 0)
            file.Insert(profiles, NewProfiles(profiles, variables, plan));
        return [.. chosen.SelectMany(profile => EditProfile(file, profile, credentials, variables, plan, path))];
    }

    private static IEnumerable<Diagnostic> EditProfile(JsonFile file, JsonFile.Member profile, IReadOnlyList<Credential> credentials, List<KeyValuePair<string, string>> variables, Plan plan, string path)
    {
        if (!profile.Value.IsObject)
            return [Findings.MalformedJson(path, file.LineOf(profile.Value), $"has a profile '{plan.LaunchProfile}' that is not an object")];

        switch (profile.Value.Find("environmentVariables"))
        {
            case null:
                file.Insert(profile.Value, new JsonObject { ["environmentVariables"] = ToObject(variables) });
                return [];
            case { Kind: JsonTokenType.Null } nothing:
                file.SetObject(nothing, ToObject(variables));
                return [];
            case { IsObject: true } environment:
                file.SetStrings(environment, variables);
                return credentials.Zip(variables, (c, v) => ExistingValue.FindObstacle(file, environment.Members.Where(m => m.Name == v.Key).Select(m => m.Value), c.Variable, v.Value, path, plan.OverwritesReferences)).OfType<Diagnostic>();
            case { } other:
                return [Findings.MalformedJson(path, file.LineOf(other), "has a member 'environmentVariables' that is not an object")];
        }
    }

    /// <summary>The profiles to write. <c>dotnet run</c> finds one that is named in any case, so all of them are set that it may mean.</summary>
    private static IEnumerable<JsonFile.Member> Chosen(JsonFile.Node? profiles, Plan plan) =>
        profiles is null ? []
        : plan.LaunchProfile is { } name ? profiles.Members.Where(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        : profiles.Members.Where(StartsProject);

    /// <summary>
    /// A profile with the variables. Where it is for one environment, it is not the only one: a plain <c>dotnet run</c> takes the
    /// first that starts the project.
    /// </summary>
    private static JsonObject NewProfiles(JsonFile.Node? existing, List<KeyValuePair<string, string>> variables, Plan plan)
    {
        string project = plan.ProjectFile is { } file ? Path.GetFileNameWithoutExtension(file) : Path.GetFileName(plan.BaseDirectory);
        JsonObject profiles = [];
        if (plan.LaunchProfile is { } named && !EnvironmentNames.IsPersonal(plan.EnvironmentName)
            && !named.Equals(project, StringComparison.OrdinalIgnoreCase) && existing?.Members.Any(StartsProject) is not true)
        {
            profiles[FreeName(existing, project)] = new JsonObject { ["commandName"] = "Project" };
        }

        profiles[FreeName(existing, plan.LaunchProfile ?? project)] = new JsonObject { ["commandName"] = "Project", ["environmentVariables"] = ToObject(variables) };
        return profiles;
    }

    /// <summary>A profile of that name may be there and start something else: a second one would hide it.</summary>
    private static string FreeName(JsonFile.Node? profiles, string name)
    {
        while (profiles?.Members.Any(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is true)
            name += " (Project)";
        return name;
    }

    private static JsonObject ToObject(List<KeyValuePair<string, string>> variables) =>
        new(variables.Select(v => KeyValuePair.Create(v.Key, (JsonNode?)JsonValue.Create(v.Value))));
}
