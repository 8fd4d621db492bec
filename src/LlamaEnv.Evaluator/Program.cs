using LlamaEnv.Evaluator;
using Microsoft.Build.Locator;

// Prints what a project says about LlamaEnv. Arguments: the absolute path of the project, or of a file-based app; the names
// of the properties to print; and, as in 'dotnet build -p:NAME=VALUE', NAME=VALUE for each that the project is evaluated with.
// MSBuild would split and unescape such a value, so it may hold nothing of the kind. The response is lines on standard
// output, of fields with a tab between them, each escaped as in a URI:
//
//     property  NAME VALUE ENTRY…          a property that is set: as one text, and as a list
//     variable  NAME [METADATUM VALUE]…    an item LlamaEnvVariable
//     shipped   PATH                       a file that is copied, published, packed or embedded, as the project names it
//     partial   FILE LINE COLUMN CODE      an import that is not there, without which the project was read all the same
//     end                                  this is all
//
// or one that says why not:
//
//     no-sdk
//     invalid   FILE LINE COLUMN CODE      MSBuild's code and place, as far as there are any; its sentence may quote the
//                                          project, and with it a key
//     failed    TYPE                       an exception that nothing expected, for the same reason by its type alone
//
// Standard input is to be held open until the response is there: at its end this program ends, too.
ParentWatch.Start();
string file = args[0];
string[] properties = [.. args.Skip(1).Where(static arg => !arg.Contains('='))];
Dictionary<string, string> globalProperties = args.Skip(1).Where(static arg => arg.Contains('=')).Select(static arg => arg.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair[1]);

// What a project's functions may print is not part of the response.
using Stream output = Console.OpenStandardOutput();
Console.SetOut(TextWriter.Null);
Console.SetError(TextWriter.Null);

ResponseWriter response = new();
#pragma warning disable CA1031 // See "failed".
try
{
    if (FileBasedApp.IsFileBasedApp(file))
    {
        FileBasedApp.Read(file, properties, globalProperties, response);
    }
    else if (FindSdk(Path.GetDirectoryName(file)!) is { } sdk)
    {
        // A quarter of the time goes to the workloads of the SDK, none of which has a say in our settings.
        if (Environment.GetEnvironmentVariable("MSBuildEnableWorkloadResolver") is null)
            Environment.SetEnvironmentVariable("MSBuildEnableWorkloadResolver", "false");
        MSBuildLocator.RegisterMSBuildPath(sdk);
        ProjectReader.Read(file, properties, globalProperties, response);
    }
    else
    {
        response.Write("no-sdk");
    }
}
catch (Exception e)
{
    response = new ResponseWriter();
    response.Write("failed", e.GetType().Name);
}
#pragma warning restore CA1031

response.CopyTo(output);

// The one that 'dotnet build' would take there.
static string? FindSdk(string directory)
{
    try
    {
        return MSBuildLocator
            .QueryVisualStudioInstances(new VisualStudioInstanceQueryOptions { DiscoveryTypes = DiscoveryType.DotNetSdk, WorkingDirectory = directory })
            .FirstOrDefault()?.MSBuildPath;
    }
    catch (InvalidOperationException)
    {
        return null; // The one that a global.json asks for is not installed.
    }
}
