using LlamaEnv;
using LlamaEnv.Cloud;
using LlamaEnv.Cloud.Tests;
using LlamaEnv.Diagnostics;

// Makes one call and says what came of it: the version, the user's id, or the code of the diagnostic.
using HttpChannel channel = new(HostEnvironment.Capture(Path.GetTempPath()), new HttpLimits { Attempts = 1 }, TimeProvider.System);
try
{
    switch (args)
    {
        case ["version", string url]:
            Console.WriteLine((await new CloudClient(channel, CloudUrl.ParseBase(url), null).GetVersionAsync(CancellationToken.None)).Version);
            return 0;
        case ["me", string url, string tokens]:
            DeviceBearer bearer = new(new TokenFile(tokens), new OidcClient(channel));
            Console.WriteLine(await new CloudClient(channel, CloudUrl.ParseBase(url), bearer).FindUserIdAsync(CancellationToken.None) ?? "nobody");
            return 0;
        default:
            Console.Error.WriteLine("version URL | me URL TOKEN-FILE");
            return 2;
    }
}
catch (DiagnosticException e)
{
    Console.WriteLine(e.Diagnostic.Code);
    return 1;
}
