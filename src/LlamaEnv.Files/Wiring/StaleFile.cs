using System.Text;
using System.Text.RegularExpressions;
using LlamaEnv.Files.Formats;
using LlamaEnv.Files.IO;
using LlamaEnv.Files.Outputs;
using LlamaEnv.Resolving;
using LlamaEnv.Validation;

namespace LlamaEnv.Files.Wiring;

/// <summary>Tells a key that a build wrote and no source has any more from one that a person keeps in the file.</summary>
internal static partial class StaleFile
{
    private const long MaxFileBytes = 256 * 1024;

    /// <summary>The source that an earlier build had the key from, if nobody has touched the file since; else null.</summary>
    internal static string? Find(Plan plan, Settings settings, Credential key)
    {
        if (key.File != plan.EnvFile || settings[Setting.RuntimeConfig] is not { } config || ImpossibleText.IsImpossible(config))
            return null;

        string told = Path.ChangeExtension(Path.GetFullPath(config, plan.BaseDirectory), ".dev.json");
        if (FileReader.TryRead(told, MaxFileBytes) is not { } bytes
            || BuildRecord.Decode(Told().Match(Encoding.UTF8.GetString(bytes)).Groups["record"].Value) is not { } record || record.File != plan.EnvFile || record.Written != FileReader.StampOf(plan.EnvFile))
            return null;

        return record.Origin ?? (record.Source == key.Source || record.ReadsUserSecrets ? null : record.Source);
    }

    /// <summary>Whether a .env file has an assignment for the key.</summary>
    internal static bool HasKey(string path) =>
        FileReader.TryRead(path, MaxFileBytes) is { } bytes && DotenvFile.Scan(bytes) is { Unreadable: null } file
        && file.FindLast(Variable.ApiKey.Name) is { } entry && file.ValueOf(entry).Length > 0;

    [GeneratedRegex($"\"{BuildRecord.PropertyName}\": *\"(?<record>[^\"]*)\"")]
    private static partial Regex Told();
}
