using System.Text.Json;
using LlamaEnv.Diagnostics;
using LlamaEnv.Formats;
using LlamaEnv.IO;

namespace LlamaEnv.Sources;

/// <summary>The project's user-secrets store, as <c>dotnet user-secrets</c> keeps it.</summary>
internal sealed class UserSecretsSource : ISource
{
    internal const string Name = "user-secrets";

    internal static SourceKind Kind { get; } = new(Name, TakesArgument: false, IsDefault: true, (reference, plan, host) => new UserSecretsSource(reference, plan, host));

    private readonly SourceReference _reference;
    private readonly Lazy<(JsonFile? File, string Reason)> _store;

    internal UserSecretsSource(SourceReference reference, Plan plan, HostEnvironment host)
    {
        _reference = reference;
        _store = new(() => Open(plan, host));
    }

    public Answer Ask() =>
        _store.Value is not { File: { } file } ? Answer.Absent(_store.Value.Reason)
        : Read(file, Variable.ApiKey) is { IsEmpty: false } key ? new Answer(new CredentialSet(key, Read(file, Variable.BaseUrl), Read(file, Variable.ProjectId)), Name)
        : Answer.Absent($"{_store.Value.Reason} has no {Variable.ApiKey} and no LlamaCloud:ApiKey");

    public Lookup Find(Variable variable) =>
        _store.Value is not { File: { } file } ? Lookup.Absent(_store.Value.Reason)
        : Read(file, variable) is { IsEmpty: false } value ? new Lookup(value, Name)
        : Lookup.Absent($"{_store.Value.Reason} has no {variable}");

    /// <summary>The store and its path, or nothing and why.</summary>
    private (JsonFile? File, string Reason) Open(Plan plan, HostEnvironment host)
    {
        if (plan.UserSecretsId is not { } id)
            return NotThere("the project has no UserSecretsId");

        string path = UserSecretsLocation.PathOf(id, host);
        try
        {
            if (FileReader.ReadIfExists(path) is not { } content)
                return NotThere($"{path} does not exist");
            if (JsonFile.IsBlank(content))
                return (null, $"{path} is empty");

            JsonFile file = JsonFile.Parse(content);
            return file.Root.IsObject ? (file, path) : throw Broken($"{path} is not an object", path);
        }
        catch (JsonException e)
        {
            throw Broken(FormattableString.Invariant($"{path} is not valid JSON at line {e.LineNumber + 1}"), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Broken(FileReader.Explain(e, path), path);
        }
    }

    private static Secret Read(JsonFile file, Variable variable) => new(UserSecretsKeys.Find(file, variable) ?? "");

    private (JsonFile? File, string Reason) NotThere(string reason) => _reference.IsNamed ? throw Broken(reason, null) : (null, reason);

    private DiagnosticException Broken(string reason, string? path) => new(Findings.SourceBroken(_reference.ToString(), reason, path));
}
