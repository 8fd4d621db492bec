using dotenv.net;

namespace LlamaEnv.Conformance.Tests;

internal sealed class DotenvNetReader() : LibraryReader("dotenv.net", typeof(DotEnv))
{
    private protected override IEnumerable<KeyValuePair<string, string>> ReadFile(string path) =>
        DotEnv.Read(new DotEnvOptions(ignoreExceptions: false, envFilePaths: [path]));

    private protected override bool IsClientError(Exception exception) => exception is ArgumentException;
}
