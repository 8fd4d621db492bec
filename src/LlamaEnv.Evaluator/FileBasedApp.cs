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
    internal static bool IsOne(string file)
    {
        if (string.Equals(Path.GetExtension(file), ".cs", StringComparison.OrdinalIgnoreCase))
            return true;

        using FileStream stream = File.OpenRead(file);
        return stream.ReadByte() == '#' && stream.ReadByte() == '!';
    }

    internal static void Read(string file, IReadOnlyCollection<string> properties, Answers answers)
    {
        if (Ask(file, [.. properties, "IsPackable"]) is not { } answer)
        {
            answers.Write("invalid", file, "0", "0", "");
            return;
        }

        using (answer)
        {
            JsonElement values = answer.RootElement.GetProperty("Properties");
            JsonElement items = answer.RootElement.GetProperty("Items");
            foreach (string property in properties)
            {
                if (values.GetProperty(property).GetString() is { Length: > 0 } value)
                    answers.Write("property", [property, value, .. value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]);
            }

            foreach (JsonElement item in items.GetProperty("LlamaEnvVariable").EnumerateArray())
                answers.Write("variable", [Metadatum(item, "Identity"), .. item.EnumerateObject().SelectMany(m => new[] { m.Name, m.Value.GetString()! })]);

            bool isPackable = ShippedItems.IsTrue(values.GetProperty("IsPackable").GetString()!);
            foreach (string type in ShippedItems.Types)
            {
                foreach (JsonElement item in items.GetProperty(type).EnumerateArray().Where(item => ShippedItems.Contains(type, name => Metadatum(item, name), isPackable)))
                    answers.Write("shipped", Metadatum(item, "Identity"));
            }
        }

        answers.Write("end");
    }

    private static string Metadatum(JsonElement item, string name) => item.TryGetProperty(name, out JsonElement value) ? value.GetString()! : "";

    /// <summary>What the SDK answers; null where it cannot make a project of the file, or nothing is installed to do it.</summary>
    private static JsonDocument? Ask(string file, IEnumerable<string> properties)
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
        start.Environment["DOTNET_NOLOGO"] = "true"; // It would stand before the answer.

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        int first = output.IndexOf('{', StringComparison.Ordinal);
        return process.ExitCode == 0 && first >= 0 ? JsonDocument.Parse(output.AsMemory(first)) : null;
    }
}
