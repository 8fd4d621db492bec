namespace LlamaEnv.Formats;

/// <summary>The names a variable has in configuration; the first one found counts.</summary>
internal static class UserSecretsKeys
{
    internal static string[] Of(Variable variable) =>
        variable == Variable.ApiKey ? [variable.Name, "LlamaCloud:ApiKey"]
        : variable == Variable.BaseUrl ? [variable.Name, "LlamaCloud:BaseUrl"]
        : variable == Variable.ProjectId ? [variable.Name, "LlamaCloud:ProjectId"]
        : [variable.Name];

    /// <summary>The string that counts for a variable, or null: of one name the last, and the variable's own name first.</summary>
    internal static JsonFile.Node? Find(JsonFile file, Variable variable) =>
        Of(variable).SelectMany(key => file.FindAll(key).Reverse()).FirstOrDefault(node => !string.IsNullOrEmpty(node.Text));
}
