using System.Text;
using System.Text.RegularExpressions;
using LlamaEnv;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files;
using LlamaEnv.MSBuild;

// What 'dotnet run' starts where the output is 'run'.
if (args is ["run", string project, string command, .. string[] arguments])
    return Launcher.Start(project, command, arguments);

// The task as a program, which the targets start where LlamaEnvUseExec is true. Settings come in one environment variable,
// in the form that the task gets them in. The results go out as lines that the targets take apart.
#pragma warning disable CA1031 // An exception that nothing expected is shown by its type only: its message could hold a value.
try
{
    Settings settings = Settings.Parse(Environment.GetEnvironmentVariable("LLAMA_ENV_SETTINGS") ?? "");
    settings = settings with { InBuild = true, GlobalProperties = settings[Setting.GivenProperties] };
    string directory = settings[Setting.ProjectDirectory]!;
    Report(Injector.Inject(settings, directory, HostEnvironment.Capture(settings[Setting.StartupDirectory] ?? directory)));
}
catch (Exception e)
{
    Report(new InjectResult([], [], [], [Diagnostic.ForInternalError(e)]));
}
#pragma warning restore CA1031

return 0;

void Report(InjectResult result)
{
    // The targets log all errors but one and go on; the one ends the build.
    Diagnostic? last = result.Diagnostics.LastOrDefault(d => d.Severity == DiagnosticSeverity.Error);
    foreach (Diagnostic diagnostic in result.Diagnostics)
        Write(ReferenceEquals(diagnostic, last) ? "LastError" : $"{diagnostic.Severity}", diagnostic.Code, diagnostic.Text);

    if (result.Succeeded)
    {
        foreach (Credential credential in result.Credentials)
            Write("Resolved", credential.Variable.Name, credential.Source);
        if (result.Record.Length > 0)
            Write("Record", "-", result.Record);
        if (result.Summary.Length > 0)
            Write("Summary", result.Changed || result.Note.Length > 0 ? "high" : "normal", $"LlamaEnv: {result.Summary}");
    }

    // Without this one the program was ended by something else.
    Write("Finished", "-", "-");
}

// In Base64, for any encoding of the console to carry it; in it MSBuild's own escapes, since MSBuild expands what it decodes.
static void Write(string kind, string name, string text) =>
    Console.WriteLine($"{kind} {name} {Convert.ToBase64String(Encoding.UTF8.GetBytes(Regex.Replace(text, "[%*?@$();']", m => $"%{(int)m.Value[0]:X2}")))} .llama-env");
