using DotNetEnv;

namespace LlamaEnv.Conformance.Tests;

internal sealed class DotNetEnvReader() : LibraryReader("DotNetEnv", typeof(Env))
{
    private protected override IEnumerable<KeyValuePair<string, string>> ReadFile(string path) => Env.NoEnvVars().Load(path);

    private protected override bool IsClientError(Exception exception) => exception is Sprache.ParseException;
}
