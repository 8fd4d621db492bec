using System.Text.Json;
using LlamaEnv.Diagnostics;
using LlamaEnv.Formats;
using LlamaEnv.IO;

namespace LlamaEnv.Sources;

/// <summary>The project's user-secrets store, as <c>dotnet user-secrets</c> keeps it.</summary>
internal sealed class UserSecretsSource(SourceReference reference, Plan plan, HostEnvironment host) : ISource
{
    internal const string Name = "user-secrets";

    internal static SourceKind Kind { get; } = new(Name, TakesArgument: false, IsDefault: true, (reference, plan, host) => new UserSecretsSource(reference, plan, host));

    public Answer Ask()
    {
        if (plan.UserSecretsId is not { } id)
            return NotThere("the project has no UserSecretsId");

        string path = UserSecretsLocation.PathOf(id, host);
        try
        {
            return FileReader.ReadIfExists(path) is { } content ? Read(content, path) : NotThere($"{path} does not exist");
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

    private Answer Read(byte[] content, string path)
    {
        if (JsonFile.IsBlank(content))
            return Answer.Absent($"{path} is empty");

        JsonFile file = JsonFile.Parse(content);
        if (!file.Root.IsObject)
            throw Broken($"{path} is not an object", path);

        Secret key = Read(file, Variable.ApiKey);
        return key.IsEmpty
            ? Answer.Absent($"{path} has no {Variable.ApiKey} and no LlamaCloud:ApiKey")
            : new Answer(new CredentialSet(key, Read(file, Variable.BaseUrl), Read(file, Variable.ProjectId)), Name);
    }

    private static Secret Read(JsonFile file, Variable variable) => new(UserSecretsKeys.Find(file, variable) ?? "");

    private Answer NotThere(string reason) => reference.IsNamed ? throw Broken(reason, null) : Answer.Absent(reason);

    private DiagnosticException Broken(string reason, string? path) => new(Findings.SourceBroken(reference.ToString(), reason, path));
}
