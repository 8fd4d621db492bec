using LlamaEnv.Diagnostics;
using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace LlamaEnv.MSBuild;

/// <summary>Tells which warnings are errors for the project it runs in.</summary>
public sealed partial class ReadWarningsAsErrors : Task
{
    /// <summary>Their codes, of those that LlamaEnv has.</summary>
    [Output]
    public string[] Codes { get; private set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        Codes = BuildEngine is IBuildEngine8 engine ? [.. DiagnosticCodes.All.Where(engine.ShouldTreatWarningAsError)] : [];
        return true;
    }
}
