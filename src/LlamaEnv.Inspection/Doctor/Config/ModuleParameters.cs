using LlamaEnv.Inspection.Doctor.Model;

namespace LlamaEnv.Inspection.Doctor.Config;

/// <summary>What a template gives a module that starts a program: nobody but its names says what they are for.</summary>
internal static class ModuleParameters
{
    private static readonly string[] s_variables = ["env", "envs", "envvars", "envvariables", "environmentvariables", "environmentvars", "containerenv", "containerenvvars", "containerenvironment", "appsettings", "appsettingskeyvaluepairs", "environment"];

    private static readonly string[] s_images = ["image", "imagename", "imageuri", "containerimage", "containerimagename"];

    /// <summary>The parameters that are variables: maps, lists, or what is made elsewhere.</summary>
    internal static IEnumerable<ConfigEntry> Variables(ConfigNode parameters, ConfigValue values) =>
        parameters.Entries.Where(e => s_variables.Contains(Letters(e.Name)) && (Letters(e.Name) != "environment" || values.Follow(e.Value).Kind is ConfigKind.Map or ConfigKind.List));

    /// <summary>The image that the module starts; null where none is named.</summary>
    internal static ConfigNode? Image(ConfigNode parameters) => parameters.Entries.FirstOrDefault(static e => s_images.Contains(Letters(e.Name)))?.Value;

    /// <summary>Secrets may become variables, in a way that only the module knows.</summary>
    internal static Carrier? Secrets(ConfigNode parameters, string file) =>
        parameters.Entries.FirstOrDefault(static e => e.Name.Contains("secret", StringComparison.OrdinalIgnoreCase)) is { } secrets ? new(new Place(file, secrets.Line), $"the module's {secrets.Name}") : null;

    private static string Letters(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
