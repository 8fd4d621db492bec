using LlamaEnv.Diagnostics;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.GitHub;

/// <summary>In a pull request from a fork, and in one by Dependabot, secrets are empty. Whether anybody opens one, no file tells: it is a note.</summary>
internal static class ForkGuard
{
    internal static void Judge(YamlNode root, YamlNode job, IEnumerable<Runtime> runtimes, DoctorReport report)
    {
        if (!IsForPullRequests(YamlFile.Get(root, "on")) || IsGuarded(job))
            return;

        foreach (Runtime runtime in runtimes)
        {
            if (runtime.Environment.LastOrDefault(static a => a.Name == Variable.ApiKey.Name) is { Supply: Supply.Given, From: not null, Faults.Count: 0 } key && (runtime.Need ?? Need(runtime, report)) is not null)
            {
                report.Add(DoctorFindings.Make(DiagnosticCodes.EmptyValue, DiagnosticSeverity.Notice, "empty-default", key.Place,
                    $"{key.Name} is empty in pull requests from forks and by Dependabot. Guard the step, if there are any", "if: github.event_name != 'pull_request' || (github.event.pull_request.head.repo.full_name == github.repository && github.actor != 'dependabot[bot]')"));
            }
        }
    }

    private static Need? Need(Runtime runtime, DoctorReport report) => report.Programs.Find(runtime.Program) is { Evidence: { } reason, IsCertain: true } ? new(reason, true) : null;

    private static bool IsForPullRequests(YamlNode? on) => on switch
    {
        YamlScalarNode { Value: "pull_request" } => true,
        YamlSequenceNode list => list.Any(static n => YamlFile.Text(n) is "pull_request"),
        _ => YamlFile.Entry(on, "pull_request") is not null,
    };

    /// <summary>Any condition may be the guard; which it is, only a run tells.</summary>
    private static bool IsGuarded(YamlNode job) => YamlFile.Get(job, "if") is not null || YamlFile.Items(YamlFile.Get(job, "steps")).Any(static s => YamlFile.Text(YamlFile.Get(s, "if")) is { } guard && !guard.Contains("always()", StringComparison.Ordinal));
}
