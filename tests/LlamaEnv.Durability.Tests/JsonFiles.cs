using System.Text.Json;

namespace LlamaEnv.Durability.Tests;

/// <summary>The other two outputs, read as their readers do.</summary>
internal static class JsonFiles
{
    internal static CompleteSet ReadLaunchSettings(string path)
    {
        using JsonDocument document = Parse(path);
        JsonElement profile = document.RootElement.GetProperty("profiles").EnumerateObject().Single().Value;
        return Read(profile.GetProperty("environmentVariables"), path);
    }

    internal static CompleteSet ReadUserSecrets(string path)
    {
        using JsonDocument document = Parse(path);
        return Read(document.RootElement, path);
    }

    /// <summary>As text: the SDK writes a byte order mark.</summary>
    private static JsonDocument Parse(string path) => JsonDocument.Parse(File.ReadAllText(path));

    private static CompleteSet Read(JsonElement variables, string path)
    {
        CompleteSet set = CompleteSet.Find(File.ReadAllBytes(path))!.Value;
        foreach ((string name, string value) in set.Variables)
            Assert.AreEqual(value, variables.GetProperty(name).GetString(), path);
        return set;
    }
}
