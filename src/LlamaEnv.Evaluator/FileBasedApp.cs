using System.Diagnostics;
using System.Text.Json;

namespace LlamaEnv.Evaluator;

/// <summary>
/// A C# file that is its own project (<c>dotnet run app.cs</c>). The SDK makes a project of it that is on no disk, so the
/// SDK is asked for what it says.
/// </summary>
internal static class FileBasedApp
{
    /// <summary>The SDK's rule.</summary>
    internal static bool IsFileBasedApp(string file)
    {
        if (string.Equals(Path.GetExtension(file), ".cs", StringComparison.OrdinalIgnoreCase))
            return true;

        using FileStream stream = File.OpenRead(file);
        return stream.ReadByte() == '#' && stream.ReadByte() == '!';
    }

    internal static void Read(string file, IReadOnlyCollection<string> properties, IReadOnlyDictionary<string, string> globalProperties, ResponseWriter response)
    {
        if (QuerySdk(file, [.. properties, "IsPackable"], globalProperties) is not { } result)
        {
            response.Write("invalid", file, "0", "0", "");
            return;
        }

        using (result)
        {
            JsonElement values = result.RootElement.GetProperty("Properties");
            JsonElement items = result.RootElement.GetProperty("Items");
            foreach (string property in properties)
            {
                if (values.GetProperty(property).GetString() is { Length: > 0 } value)
                    response.Write("property", [property, value, .. value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]);
            }

            foreach (JsonElement item in items.GetProperty("LlamaEnvVariable").EnumerateArray())
                response.Write("variable", [Metadatum(item, "Identity"), .. item.EnumerateObject().SelectMany(m => new[] { m.Name, m.Value.GetString()! })]);

            bool isPackable = ShippedItems.IsTrue(values.GetProperty("IsPackable").GetString()!);
            foreach (string type in ShippedItems.Types)
            {
                foreach (JsonElement item in items.GetProperty(type).EnumerateArray().Where(item => ShippedItems.Contains(type, name => Metadatum(item, name), isPackable)))
                    response.Write("shipped", Metadatum(item, "Identity"));
            }
        }

        response.Write("end");
    }

    private static string Metadatum(JsonElement item, string name) => item.TryGetProperty(name, out JsonElement value) ? value.GetString()! : "";

    /// <summary>What the SDK responds; null where it cannot make a project of the file, or nothing is installed to do it.</summary>
    private static JsonDocument? QuerySdk(string file, IEnumerable<string> properties, IReadOnlyDictionary<string, string> globalProperties)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) // This program has no host of its own: it is run by dotnet.
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
            ArgumentList =
            {
                "build", file, "--no-restore",
                $"-getProperty:{string.Join(',', properties)}", $"-getItem:{string.Join(',', ShippedItems.Types.Append("LlamaEnvVariable"))}",
            },
        };
        foreach ((string name, string value) in globalProperties)
            start.ArgumentList.Add($"-p:{name}={value}");
        start.Environment["DOTNET_NOLOGO"] = "true"; // It would stand before the result.

        using Process process = Process.Start(start)!;
        ParentWatch.Add(process);
        process.StandardInput.Close();
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        int first = output.IndexOf('{', StringComparison.Ordinal);
        return process.ExitCode == 0 && first >= 0 ? JsonDocument.Parse(output.AsMemory(first)) : null;
    }
}
