using LlamaEnv.Files.Formats;

namespace LlamaEnv.Tool.Exports;

/// <summary>
/// A file for .NET's configuration: the variables' own names, and ours a second time as the section <c>LlamaCloud</c>. A
/// <c>__</c> in a name is a colon here, as the JSON provider translates none. It refuses a file with a key twice.
/// </summary>
internal static class DotnetJsonExport
{
    private const string Section = "LlamaCloud";

    internal static ExportFormat Kind { get; } = new("dotnet-json", FindRefusal, Write);

    private static string? FindRefusal(ExportedVariable variable, Export export) =>
        FindMember(variable, export) is { } member && member.Text != variable.Text
            ? $"it and {member.Name} are one key in .NET's configuration, with two values"
            : variable.Credential.Variable.IsDeclared && KeyOf(variable).Equals(Section, StringComparison.OrdinalIgnoreCase)
            ? $"its name is that of the section {Section}"
            : null;

    private static string Write(Export export)
    {
        IEnumerable<string> flat = export.Variables.Where(v => FindMember(v, export) is null).Select(v => $"  {JsonString.Quote(KeyOf(v))}: {JsonString.Quote(v.Text)}");
        string[] members = [.. export.Variables.Where(v => !v.Credential.Variable.IsDeclared).Select(v => $"    {JsonString.Quote(MemberOf(v))}: {JsonString.Quote(v.Text)}")];
        IEnumerable<string> section = members.Length == 0 ? [] : [$"  {JsonString.Quote(Section)}: {{\n{string.Join(",\n", members)}\n  }}"];
        return $"{{\n{string.Join(",\n", flat.Concat(section))}\n}}\n";
    }

    /// <summary>Which of our variables the section has under the name of a declared one; null where none.</summary>
    private static ExportedVariable? FindMember(ExportedVariable declared, Export export) => !declared.Credential.Variable.IsDeclared ? null :
        export.Variables.FirstOrDefault(v => !v.Credential.Variable.IsDeclared && KeyOf(declared).Equals($"{Section}:{MemberOf(v)}", StringComparison.OrdinalIgnoreCase));

    private static string KeyOf(ExportedVariable variable) => UserSecretsKeys.New(variable.Credential.Variable);

    /// <summary>Its name in the section: behind the colon of the other name that user secrets know.</summary>
    private static string MemberOf(ExportedVariable variable) => UserSecretsKeys.Of(variable.Credential.Variable)[^1].Split(':')[^1];
}
