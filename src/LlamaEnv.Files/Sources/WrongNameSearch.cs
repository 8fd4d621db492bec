using System.Text;
using System.Text.Json;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Formats;
using LlamaEnv.Files.IO;
using LlamaEnv.Resolving;
using LlamaEnv.Validation;

namespace LlamaEnv.Files.Sources;

/// <summary>Looks for a variable that is missing where people set it and nothing reads it.</summary>
internal static class WrongNameSearch
{
    /// <summary>Longer files than people write by hand are not searched.</summary>
    private const long MaxFileBytes = 256 * 1024;

    /// <summary>The first place there is, or null: the environment, .env files, user secrets, launch settings.</summary>
    internal static WrongName? Find(Variable variable, ResolutionPlan plan, HostEnvironment host) =>
        InEnvironment(variable, host)
        ?? EnvFiles(plan).Select(path => InEnvFile(path, variable)).FirstOrDefault(static found => found is not null)
        ?? (plan.UserSecretsId is { } id ? InJson(UserSecretsLocation.PathOf(id, host), variable, InUserSecrets) : null)
        ?? InJson(LaunchSettingsLocation.PathOf(plan.BaseDirectory, plan.ProjectFile), variable, InLaunchSettings);

    private static WrongName? InEnvironment(Variable variable, HostEnvironment host)
    {
        foreach ((string name, string value) in host.Variables)
        {
            // cmd's "set NAME =value" makes a name that ends in a blank.
            if (value.Length > 0 && MayHold(name, variable) && NameSpellings.IsMisspelling(name, variable))
                return Misspelt(name.Contains(' ', StringComparison.Ordinal) ? $"'{name}' (with a space)" : name, value);
        }

        return null;
    }

    private static IEnumerable<string> EnvFiles(ResolutionPlan plan) =>
        plan.Sources.Where(static s => s.Kind == DotenvSource.Kind).Select(static s => s.Reference.Path).OfType<string>().Concat(DefaultFiles(plan)).Distinct(StringComparer.Ordinal);

    private static IReadOnlyList<string> DefaultFiles(ResolutionPlan plan)
    {
        try
        {
            return plan.EnvironmentName is { } environment ? EnvironmentFiles.Find(plan.EnvFile, environment) : [plan.EnvFile];
        }
        catch (DiagnosticException)
        {
            return []; // Whoever has to read them says so.
        }
    }

    private static WrongName? InEnvFile(string path, Variable variable)
    {
        if (Read(path, variable) is not { } bytes)
            return null;

        foreach ((int number, string text) in DotenvFile.Scan(bytes).Lines())
        {
            // The mark at the start of a file belongs to no line.
            string line = number == 1 && text.StartsWith('\uFEFF') ? text[1..] : text;
            if (!MayHold(line, variable) || OddAssignment.Parse(line, name => IsMeant(name, variable)) is not { } assignment || (assignment.IsOrdinary && assignment.Name == variable.Name))
                continue;

            return assignment.IsOrdinary
                ? new WrongName(WrongNameKind.Misspelt, assignment.Name, assignment.Value, path, number)
                : new WrongName(WrongNameKind.NoAssignment, assignment.Form, assignment.Value, path, number, assignment.Oddity);
        }

        return null;
    }

    private static WrongName? InUserSecrets(string path, JsonFile file, Variable variable)
    {
        foreach ((string key, JsonFile.Member member) in Flatten(file.Root, ""))
        {
            bool isRead = UserSecretsKeys.Of(variable).Contains(key, StringComparer.OrdinalIgnoreCase);
            if (!isRead && NameSpellings.IsMisspelling(key, variable))
                return Misspelt(key, member.Value.Text!, path, file.LineAt(member.Start));
        }

        return null;
    }

    private static WrongName? InLaunchSettings(string path, JsonFile file, Variable variable)
    {
        foreach (JsonFile.Member profile in file.Root.Find("profiles")?.Members ?? [])
        {
            foreach (JsonFile.Member member in profile.Value.Find("environmentVariables")?.Members ?? [])
            {
                // What refers to a variable (%NAME%) needs its value from elsewhere.
                if (member.Value.Text is { Length: > 0 } text && IsMeant(member.Name, variable) && UnexpandedReferences.Find(text, ReferencePlaces.Key) is null)
                    return new WrongName(WrongNameKind.LaunchSettings, member.Name, new Secret(text), path, file.LineAt(member.Start));
            }
        }

        return null;
    }

    private static WrongName Misspelt(string name, string value, string? path = null, int line = 0) =>
        new(WrongNameKind.Misspelt, SeenText.Of(name).Text, new Secret(value), path, line, SeenText.FindOddity(name));

    /// <summary>Whether a name is the variable's or meant for it.</summary>
    private static bool IsMeant(string name, Variable variable) =>
        string.Equals(name, variable.Name, StringComparison.OrdinalIgnoreCase) || NameSpellings.IsMisspelling(name, variable);

    private static IEnumerable<(string Key, JsonFile.Member Member)> Flatten(JsonFile.Node node, string prefix)
    {
        foreach (JsonFile.Member member in node.Members)
        {
            if (!string.IsNullOrEmpty(member.Value.Text))
                yield return (prefix + member.Name, member);
            foreach ((string, JsonFile.Member) inner in Flatten(member.Value, $"{prefix}{member.Name}:"))
                yield return inner;
        }
    }

    private static WrongName? InJson(string path, Variable variable, Func<string, JsonFile, Variable, WrongName?> find)
    {
        try
        {
            return Read(path, variable) is { } bytes && !JsonFile.IsBlank(bytes) ? find(path, JsonFile.Parse(bytes), variable) : null;
        }
        catch (JsonException)
        {
            return null; // Whoever has to read it says so.
        }
    }

    /// <summary>A file that may hold the variable. A build asks in every run, so what cannot is not taken apart. Letters of another alphabet may look like ours.</summary>
    private static byte[]? Read(string path, Variable variable) =>
        FileReader.TryRead(path, MaxFileBytes) is { } bytes && (variable.IsDeclared || MayHold(bytes)) ? bytes : null;

    /// <summary>Whether a file may name one of LlamaCloud's variables, in whatever spelling.</summary>
    internal static bool MayHold(ReadOnlySpan<byte> bytes) => !Ascii.IsValid(bytes) || Holds(bytes, "lama"u8) || Holds(bytes, "llx_"u8);

    /// <summary>Every spelling of ours that is worth a question has one of the two.</summary>
    private static bool MayHold(string text, Variable variable) =>
        variable.IsDeclared || !Ascii.IsValid(text) || text.Contains("lama", StringComparison.OrdinalIgnoreCase) || text.Contains("llx_", StringComparison.OrdinalIgnoreCase);

    private static bool Holds(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> word)
    {
        while (bytes.IndexOfAny(word[0], (byte)(word[0] - 0x20)) is >= 0 and var start && start + word.Length <= bytes.Length)
        {
            if (Ascii.EqualsIgnoreCase(bytes.Slice(start, word.Length), word))
                return true;
            bytes = bytes[(start + 1)..];
        }

        return false;
    }
}
