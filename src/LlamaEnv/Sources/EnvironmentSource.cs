namespace LlamaEnv.Sources;

/// <summary>The process environment. Names count in any case, as llamactl reads them.</summary>
internal sealed class EnvironmentSource(HostEnvironment host) : ISource
{
    internal const string Name = "environment";

    internal static SourceKind Kind { get; } = new(Name, TakesArgument: false, IsDefault: true, (_, _, host) => new EnvironmentSource(host));

    public Answer Ask()
    {
        Secret key = Read(Variable.ApiKey);
        return key.IsEmpty
            ? Answer.Absent($"{Variable.ApiKey} is {(host.GetInAnyCase(Variable.ApiKey.Name) is null ? "not set" : "empty")}")
            : new Answer(new CredentialSet(key, Read(Variable.BaseUrl), Read(Variable.ProjectId)), Name);
    }

    private Secret Read(Variable variable) => new(host.GetInAnyCase(variable.Name) ?? "");
}
