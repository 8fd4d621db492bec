namespace LlamaEnv;

/// <summary>The CI system that runs this: how it hands out secrets, and why it gives none to this run.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Mapping">How a secret gets into a variable there, a sentence without its full stop. <see cref="VariableName"/> stands for the variable's name.</param>
/// <param name="Withholding">Why this run gets no secrets, a sentence without its full stop; null where it may have them, or where nobody can tell. Found out when it is first asked, because that may take a file to read.</param>
internal sealed record CiRun(string Name, string Mapping, Lazy<string?> Withholding)
{
    internal const string VariableName = "{name}";

    /// <summary>Why this run gets no secrets; null where it may have them.</summary>
    internal string? Withheld => Withholding.Value;

    /// <summary>How a secret gets into this variable.</summary>
    internal string MappingOf(Variable variable) => Mapping.Replace(VariableName, variable.Name, StringComparison.Ordinal);
}
