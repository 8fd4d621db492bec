using System.Text.Json;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Formats;
using LlamaEnv.Files.IO;
using LlamaEnv.Sources;

namespace LlamaEnv.Files.Sources;

/// <summary>The project's user-secrets store, as <c>dotnet user-secrets</c> keeps it.</summary>
internal sealed class UserSecretsSource(SourceReference reference) : ISource
{
    internal const string Name = "user-secrets";

    internal static SourceKind Kind { get; } = new(Name, SourceArgument.None, IsDefault: true, static reference => new UserSecretsSource(reference)) { IsPersonal = true };

    public SourceReading Read(SourceContext context, CancellationToken cancellationToken)
    {
        if (context.UserSecretsId is not { } id)
            return NotThere("the project has no UserSecretsId");

        string path = UserSecretsLocation.PathOf(id, context.Host);
        try
        {
            if (FileReader.ReadIfExists(path) is not { } content)
                return NotThere($"{path} does not exist");
            if (JsonFile.IsBlank(content))
                return SourceReading.Absent($"{path} is empty");

            JsonFile file = JsonFile.Parse(content);
            return file.Root.IsObject ? new SourceReading(variable => Find(variable, file, path)) : throw Broken($"{path} is not an object", path);
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

    private static Lookup Find(Variable variable, JsonFile file, string path) =>
        UserSecretsKeys.Find(file, variable) is { } value
            ? new Lookup(new Secret(value.Text!), Name, path, file.LineOf(value))
            : Lookup.Absent($"{path} has no {string.Join(" and no ", UserSecretsKeys.Of(variable))}");

    private SourceReading NotThere(string reason) => reference.IsNamed ? throw Broken(reason, null) : SourceReading.Absent(reason);

    private DiagnosticException Broken(string reason, string? path) => new(Findings.SourceBroken(reference.ToString(), reason, path));
}
