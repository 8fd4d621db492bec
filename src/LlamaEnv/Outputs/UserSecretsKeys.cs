namespace LlamaEnv.Outputs;

/// <summary>The names a variable has in configuration; the first one found counts.</summary>
internal static class UserSecretsKeys
{
    internal static string[] Of(Variable variable) =>
        variable == Variable.ApiKey ? [variable.Name, "LlamaCloud:ApiKey"]
        : variable == Variable.BaseUrl ? [variable.Name, "LlamaCloud:BaseUrl"]
        : variable == Variable.ProjectId ? [variable.Name, "LlamaCloud:ProjectId"]
        : [variable.Name];
}
