using LlamaEnv.Ci;
using LlamaEnv.Validation;

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
            ? Answer.Absent($"{Variable.ApiKey} is {DescribeAbsence(Variable.ApiKey)}")
            : new Answer(new CredentialSet(key, Read(Variable.BaseUrl), Read(Variable.ProjectId)), Name);
    }

    public Lookup Find(Variable variable) =>
        Read(variable) is { IsEmpty: false } value ? new Lookup(value, Name) : Lookup.Absent($"{variable} is {DescribeAbsence(variable)}");

    private Secret Read(Variable variable)
    {
        Secret value = new(host.GetInAnyCase(variable.Name) ?? "");
        return variable.IsSecret && IsWithheld(value) ? default : value;
    }

    /// <summary>Azure Pipelines leaves <c>$(NAME)</c> as it stands where it withholds the secret: an absent value, not a wrong one.</summary>
    private bool IsWithheld(Secret value) => value.Ask(UnexpandedReferences.IsUnexpandedVariable) && CiSystem.Find(host)?.ExplainWithholding(host) is not null;

    private string DescribeAbsence(Variable variable) => host.GetInAnyCase(variable.Name) switch
    {
        null => "not set",
        "" => "empty",
        _ => "a reference that nothing expanded",
    };
}
