using System.Text;
using dotenv.net;

namespace LlamaEnv.Files.Formats;

/// <summary>Reads the value of one assignment of a .env file.</summary>
internal static class DotenvValue
{
    /// <summary>The value; empty where it has none.</summary>
    /// <exception cref="ArgumentException">It opens a quote that is never closed.</exception>
    internal static Secret Of(DotenvFile file, DotenvFile.Entry entry)
    {
        byte[] assignment = [.. file.NameOf(entry), (byte)'=', .. file.ValueOf(entry), (byte)'\n'];
        DotEnvOptions options = new DotEnvOptions(ignoreExceptions: false).WithEnvStreams(new MemoryStream(assignment));
        return options.Read().TryGetValue(Encoding.UTF8.GetString(file.NameOf(entry)), out string? value) ? new Secret(value) : default;
    }
}
