using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.GitHub;

/// <summary>A job that calls a workflow of the same repository. That one gets no secrets but those it is handed, and hands none on by itself.</summary>
internal static class WorkflowCall
{
    internal static IEnumerable<Runtime> Read(string name, YamlNode key, YamlNode job, string file, string called, DoctorReport report, int depth, Budget budget)
    {
        if (called == file || YamlFile.Read(called, report) is not [var root, ..])
            yield break;

        YamlNode? secrets = YamlFile.Get(job, "secrets");
        bool inherits = YamlFile.Text(secrets) is "inherit";
        YamlNode? declared = YamlFile.Get(root, "on", "workflow_call", "secrets");
        if (secrets is YamlMappingNode)
            JudgeMap(secrets, declared, file, report);

        foreach ((YamlNode entry, YamlNode secret) in inherits ? [] : YamlFile.Entries(declared))
        {
            if (entry is YamlScalarNode { Value: { } required } && ValueText.MeantBy(required) == Variable.ApiKey && YamlFile.Text(YamlFile.Get(secret, "required")) is "true" && EntryOf(secrets, required) is null)
            {
                yield return new($"job '{name}', which calls {called},", new Place(file, YamlFile.LineOf(key)), new ProgramHint())
                {
                    Need = new($"{called} requires the secret {required}", IsCertain: true) { Effect = "GitHub refuses the run" },
                    LinesFor = _ => Lines(job, required, HasEnvironment(root)),
                    LinesPlace = StepLines.PlaceOf(file, job, "secrets"),
                };
            }
        }

        foreach (Runtime inner in WorkflowReader.Runtimes(called, report, depth + 1, budget))
        {
            if (inner.Environment.LastOrDefault(static a => a.Name == Variable.ApiKey.Name) is not { Supply: Supply.Given, From: { } secret } || !IsSecret(called, secret, report))
                continue;

            (YamlNode Key, YamlNode Value)? mapped = inherits ? null : EntryOf(secrets, secret);
            Place place = new(file, YamlFile.LineOf(mapped?.Key ?? key));
            yield return new($"job '{name}', which calls {called},", new Place(file, YamlFile.LineOf(key)), inner.Program)
            {
                Need = inner.Need,
                Environment = inherits ? [new(Variable.ApiKey.Name, Supply.Given, place) { From = secret }]
                    : mapped is { } entry ? [GitHubValue.Read(Variable.ApiKey.Name, entry.Value, place, null)]
                    : [],
                LinesFor = variable => Lines(job, variable == Variable.ApiKey.Name ? secret : variable, HasEnvironment(root)),
                LinesPlace = StepLines.PlaceOf(file, job, "secrets"),
            };
        }
    }

    /// <summary>A secret that the called workflow does not know stops the run before it begins.</summary>
    private static void JudgeMap(YamlNode secrets, YamlNode? declared, string file, DoctorReport report)
    {
        List<string> known = [.. YamlFile.Entries(declared).Select(static e => (e.Key as YamlScalarNode)?.Value).OfType<string>()];
        foreach ((YamlNode entry, _) in YamlFile.Entries(secrets))
        {
            if (entry is YamlScalarNode { Value: { } given } && ValueText.MeantBy(given) == Variable.ApiKey && !known.Contains(given, StringComparer.OrdinalIgnoreCase))
                report.Add(DoctorFindings.Dangling(new Place(file, YamlFile.LineOf(entry)), $"the called workflow declares no secret {given} under workflow_call, and GitHub refuses the run", known.Find(static k => ValueText.MeantBy(k) == Variable.ApiKey)));
        }
    }

    private static bool IsSecret(string file, string name, DoctorReport report) =>
        report.Tree.Read(file) is { } text && (text.Contains($"secrets.{name}", StringComparison.OrdinalIgnoreCase) || text.Contains($"secrets['{name}']", StringComparison.OrdinalIgnoreCase) || text.Contains("secrets: inherit", StringComparison.Ordinal));

    private static (YamlNode Key, YamlNode Value)? EntryOf(YamlNode? secrets, string name)
    {
        foreach ((YamlNode key, YamlNode value) in YamlFile.Entries(secrets))
        {
            if (key is YamlScalarNode { Value: { } given } && string.Equals(given, name, StringComparison.OrdinalIgnoreCase))
                return (key, value);
        }

        return null;
    }

    /// <summary>Secrets of an environment reach a called workflow by <c>inherit</c> alone.</summary>
    private static bool HasEnvironment(YamlNode root) => YamlFile.Entries(YamlFile.Get(root, "jobs")).Any(static j => YamlFile.Get(j.Value, "environment") is not null);

    private static string Lines(YamlNode job, string secret, bool hasEnvironment) =>
        hasEnvironment && YamlFile.Get(job, "secrets") is null ? $"{new string(' ', (int)Math.Clamp(job.Start.Column - 1, 0, 60))}secrets: inherit" : StepLines.For(job, secret, StepLines.Secret(secret), "secrets");
}
