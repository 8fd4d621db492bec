using LlamaEnv;
using LlamaEnv.Cloud;
using LlamaEnv.Diagnostics;

// Makes one call and says what came of it: the version, or the code of the diagnostic.
using HttpChannel channel = new(HostEnvironment.Capture(Path.GetTempPath()), new HttpLimits { Attempts = 1 }, TimeProvider.System);
try
{
    switch (args)
    {
        case ["version", string url]:
            Console.WriteLine((await new CloudClient(channel, CloudUrl.ParseBase(url), null).GetVersionAsync(CancellationToken.None)).Version);
            return 0;
        default:
            Console.Error.WriteLine("version URL");
            return 2;
    }
}
catch (DiagnosticException e)
{
    Console.WriteLine(e.Diagnostic.Code);
    return 1;
}
