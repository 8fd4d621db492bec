using System.Text;
using System.Text.RegularExpressions;
using LlamaEnv;
using LlamaEnv.Diagnostics;

// The task as a program, which the targets start where LlamaEnvUseExec is true. Settings come in one environment
// variable, as NAME=VALUE between white space; values are escaped as in a URI, and so are those of a list at once, with a
// unit separator between them and a record separator inside. Answers go out as lines that the targets take apart.
Dictionary<string, string> given = (Environment.GetEnvironmentVariable("LLAMA_ENV_SETTINGS") ?? "")
    .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
    .Select(setting => setting.Split('=', 2))
    .ToDictionary(setting => setting[0], setting => Uri.UnescapeDataString(setting[1]));

#pragma warning disable CA1031 // An exception that nothing expected is shown by its type only: its message could hold a value.
try
{
    Settings settings = Settings.FromProperties(Get, GetList) with
    {
        Variables = [.. GetList("LlamaEnvVariable").Select(ToDeclaration)],
        ProjectFile = Get("ProjectFile"),
        ShippedFiles = GetList("ShippedFiles"),
        Traits = GetList("Traits"),
        Publishing = Get("Publishing"),
        InBuild = true,
        GlobalProperties = GetList("GlobalProperties"),
        ProjectTexts = GetList("ProjectTexts"),
    };
    Report(Injector.Inject(settings, Get("ProjectDirectory"), HostEnvironment.Capture(Get("StartupDirectory"))));
}
catch (Exception e)
{
    Report(new InjectResult([], [], [], [Diagnostic.ForInternalError(e)]));
}
#pragma warning restore CA1031

string Get(string name) => given[name];

string[] GetList(string name) => Get(name).Split('\x1F', StringSplitOptions.RemoveEmptyEntries);

static VariableDeclaration ToDeclaration(string text)
{
    string[] parts = text.Split('\x1E');
    return new VariableDeclaration(parts[0]) { Required = parts[1], Secret = parts[2], Pattern = parts[3], Default = parts[4] };
}

void Report(InjectResult result)
{
    // The targets log all errors but one and go on; the one ends the build.
    Diagnostic? last = result.Diagnostics.LastOrDefault(d => d.Severity == DiagnosticSeverity.Error);
    foreach (Diagnostic diagnostic in result.Diagnostics)
        Answer(ReferenceEquals(diagnostic, last) ? "LastError" : $"{diagnostic.Severity}", diagnostic.Code, diagnostic.Text);

    if (result.Succeeded)
    {
        foreach (Credential credential in result.Credentials)
            Answer("Resolved", credential.Variable.Name, credential.Source);
        if (result.Summary.Length > 0)
            Answer("Summary", result.Changed ? "high" : "normal", $"LlamaEnv: {result.Summary}");
    }

    // Without this one the program was ended by something else.
    Answer("Finished", "-", "-");
}

// In Base64, for any encoding of the console to carry it; in it MSBuild's own escapes, since MSBuild expands what it decodes.
static void Answer(string kind, string name, string text) =>
    Console.WriteLine($"{kind} {name} {Convert.ToBase64String(Encoding.UTF8.GetBytes(Regex.Replace(text, "[%*?@$();']", m => $"%{(int)m.Value[0]:X2}")))} .llama-env");
