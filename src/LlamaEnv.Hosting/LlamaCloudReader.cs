using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Sources;
using LlamaEnv.Resolving;
using LlamaEnv.Sources;
using LlamaEnv.Validation;
using Microsoft.Extensions.Configuration;

namespace LlamaEnv.Hosting;

/// <summary>Asks what the program has now, by the core's resolver and rules, and without a network.</summary>
internal sealed class LlamaCloudReader(LlamaCloudCheckOptions options, IConfiguration? configuration, string? environment, Func<ProgramContext> capture)
{
    internal LlamaCloudSet Read()
    {
        ProgramContext program = capture();
        // What the process has, it has.
        HostEnvironment host = StartedProgram.WithoutChoice(program.Host);
        List<Diagnostic> diagnostics = [];
        Settings settings = new Settings().With(Setting.RequireProject, options.RequireProject ? "true" : null).With(Setting.AllowHttp, options.AllowHttp)
            .With(Setting.EnvironmentName, environment is not null && EnvironmentNames.IsName(environment) ? environment : null).With(Setting.KeyFingerprint, options.KeyFingerprint);
        ResolutionPlan plan = ResolutionPlan.Make(settings, program.BaseDirectory, host, Kinds(), diagnostics) with
        {
            MissingFix = string.IsNullOrWhiteSpace(options.SecretsDirectory)
                ? "Give it to the program as an environment variable, or in its configuration (LlamaCloud:ApiKey, LlamaCloud:ProjectId)"
                : $"Put it into {Diagnostic.OneLine(options.SecretsDirectory)}, in a file of that name, or see to what mounts the folder",
        };
        if (diagnostics.Count > 0)
            return new LlamaCloudSet([], diagnostics);

        Resolution resolution = Resolver.Resolve(plan, host, ci: null, variable => FindWrongName(variable, host), CancellationToken.None);
        Secret[] keys = [new(host.GetInAnyCase(Variable.ApiKey.Name) ?? ""), .. resolution.Credentials.Where(static c => c.Variable == Variable.ApiKey).Select(static c => c.Value)];
        return new LlamaCloudSet(resolution.Credentials, [.. resolution.Diagnostics.Select(d => d with { Message = keys.Aggregate(d.Message, static (text, key) => key.HideIn(text)) })]);
    }

    private IReadOnlyList<SourceKind> Kinds()
    {
        SourceKind environment = EnvironmentSource.Kind with { Role = SourceRole.Other };
        SourceKind configured = new ConfigurationSource(configuration).Kind;
        return string.IsNullOrWhiteSpace(options.SecretsDirectory) ? [environment, configured] : [SecretsDirectorySource.KindFor(options.SecretsDirectory), environment, configured];
    }

    private static WrongName? FindWrongName(Variable variable, HostEnvironment host)
    {
        foreach ((string name, string value) in host.Variables)
        {
            if (value.Length > 0 && NameSpellings.IsMisspelling(name, variable))
                return new WrongName(WrongNameKind.Misspelt, KeyShapes.Show(name), new Secret(value));
        }

        return null;
    }
}
