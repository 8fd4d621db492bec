namespace LlamaEnv.Files.Formats;

/// <summary>The names a variable has in configuration; the first one found counts.</summary>
internal static class UserSecretsKeys
{
    internal static string[] Of(Variable variable) =>
        variable == Variable.ApiKey ? [variable.Name, "LlamaCloud:ApiKey"]
        : variable == Variable.BaseUrl ? [variable.Name, "LlamaCloud:BaseUrl"]
        : variable == Variable.ProjectId ? [variable.Name, "LlamaCloud:ProjectId"]
        : IsSectioned(variable) ? [variable.Name, Sectioned(variable)]
        : [variable.Name];

    /// <summary>The string that counts for a variable, or null: of one name the last, and the variable's own name first.</summary>
    internal static JsonFile.Node? Find(JsonFile file, Variable variable) =>
        Of(variable).SelectMany(key => file.FindAll(key).Reverse()).FirstOrDefault(node => !string.IsNullOrEmpty(node.Text));

    /// <summary>The name of a value that is not there yet: one that configuration finds.</summary>
    internal static string New(Variable variable) => variable.IsDeclared && IsSectioned(variable) ? Sectioned(variable) : variable.Name;

    /// <summary>An environment variable has <c>__</c> where configuration has a colon, as not every system allows one there.</summary>
    private static bool IsSectioned(Variable variable) => variable.Name.Contains("__", StringComparison.Ordinal);

    private static string Sectioned(Variable variable) => variable.Name.Replace("__", ":", StringComparison.Ordinal);
}
