using System.Text.Json;
using System.Text.Json.Nodes;
using LlamaEnv.Diagnostics;
using LlamaEnv.Formats;

namespace LlamaEnv.Outputs;

/// <summary>
/// Sets <c>environmentVariables</c> of launch profiles. In <c>reference</c> mode a secret is written as <c>%NAME%</c>,
/// which <c>dotnet run</c> and the IDEs expand on every system; a public value is always written as it is, because a
/// reference to a variable that is not set would reach the program unexpanded.
/// </summary>
internal static class LaunchSettingsOutput
{
    /// <summary>
    /// The file that <c>dotnet run</c> reads. It takes <c>launchSettings.json</c> before <c>NAME.run.json</c> beside the
    /// project, so a new one of the former would hide one of the latter that is there, and a new one of the latter be hidden.
    /// </summary>
    internal static string Locate(Plan plan)
    {
        string? extension = Path.GetExtension(plan.ProjectFile)?.ToLowerInvariant();
        string settings = Path.Combine(plan.BaseDirectory, extension == ".vbproj" ? "My Project" : "Properties", "launchSettings.json");
        if (plan.ProjectFile is null || File.Exists(settings))
            return settings;

        string flat = Path.ChangeExtension(plan.ProjectFile, ".run.json");
        return extension == ".cs" || File.Exists(flat) ? flat : settings;
    }

    internal static Rendering Render(byte[]? existing, IReadOnlyList<Credential> credentials, Plan plan, string path)
    {
        List<KeyValuePair<string, string>> variables =
            [.. credentials.Select(c => KeyValuePair.Create(c.Variable.Name, plan.WritesReferences && c.Variable.IsSecret ? $"%{c.Variable.Name}%" : c.Value.Reveal()))];
        if (JsonFile.IsBlank(existing))
            return new Rendering(JsonFile.Create(new JsonObject { ["profiles"] = new JsonObject { [DefaultName(plan)] = NewProfile(variables) } }), []);

        try
        {
            JsonFile file = JsonFile.Parse(existing!);
            if (Edit(file, variables, plan) is { } fault)
                return new Rendering(existing!, [Findings.MalformedJson(path, 0, fault)]);

            bool isStale = Chosen(file.Root.Find("profiles"), plan)
                .Select(p => p.Find("environmentVariables"))
                .Any(e => StaleProject.IsLeft(credentials, e?.Find(Variable.ProjectId.Name)?.Text));
            return new Rendering(file.Apply(), isStale ? [Findings.ForeignProject(path)] : []);
        }
        catch (JsonException e)
        {
            return new Rendering(existing!, [Findings.InvalidJson(path, e)]);
        }
    }

    /// <summary>Plans the edits, or says what in the file is of the wrong kind.</summary>
    private static string? Edit(JsonFile file, List<KeyValuePair<string, string>> variables, Plan plan)
    {
        if (!file.Root.IsObject)
            return "is not an object";

        if (file.Root.Find("profiles") is not { } profiles)
        {
            file.Insert(file.Root, new JsonObject { ["profiles"] = new JsonObject { [DefaultName(plan)] = NewProfile(variables) } });
            return null;
        }

        if (!profiles.IsObject)
            return "has a member 'profiles' that is not an object";

        List<JsonFile.Node> chosen = [.. Chosen(profiles, plan)];
        if (chosen.Count == 0)
            file.Insert(profiles, new JsonObject { [FreeName(profiles, plan)] = NewProfile(variables) });

        foreach (JsonFile.Node profile in chosen)
        {
            if (!profile.IsObject)
                return $"has a profile '{plan.LaunchProfile}' that is not an object";

            if (profile.Find("environmentVariables") is not { } environment)
                file.Insert(profile, new JsonObject { ["environmentVariables"] = ToObject(variables) });
            else if (environment.IsObject)
                file.SetStrings(environment, variables);
            else
                return "has a member 'environmentVariables' that is not an object";
        }

        return null;
    }

    private static IEnumerable<JsonFile.Node> Chosen(JsonFile.Node? profiles, Plan plan) =>
        profiles is null ? []
        : plan.LaunchProfile is null ? profiles.Members.Select(m => m.Value).Where(IsProjectProfile)
        : profiles.Find(plan.LaunchProfile) is { } profile ? [profile]
        : [];

    private static bool IsProjectProfile(JsonFile.Node profile) =>
        profile.IsObject && string.Equals(profile.Find("commandName")?.Text, "Project", StringComparison.OrdinalIgnoreCase);

    private static string DefaultName(Plan plan) =>
        plan.LaunchProfile ?? (plan.ProjectFile is { } project ? Path.GetFileNameWithoutExtension(project) : Path.GetFileName(plan.BaseDirectory));

    /// <summary>A profile of that name may be there and start something else: a second one would hide it.</summary>
    private static string FreeName(JsonFile.Node profiles, Plan plan)
    {
        string name = DefaultName(plan);
        while (profiles.Find(name) is not null)
            name += " (Project)";
        return name;
    }

    private static JsonObject NewProfile(List<KeyValuePair<string, string>> variables) =>
        new() { ["commandName"] = "Project", ["environmentVariables"] = ToObject(variables) };

    private static JsonObject ToObject(List<KeyValuePair<string, string>> variables) =>
        new(variables.Select(v => KeyValuePair.Create(v.Key, (JsonNode?)JsonValue.Create(v.Value))));
}
