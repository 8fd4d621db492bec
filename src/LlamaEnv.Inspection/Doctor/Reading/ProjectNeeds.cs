using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Programs;

namespace LlamaEnv.Inspection.Doctor.Reading;

/// <summary>Why building or testing projects needs the key, as their files show.</summary>
internal static class ProjectNeeds
{
    private static readonly string[] s_testPackages = ["Microsoft.NET.Test.Sdk", "MSTest", "MSTest.TestFramework", "xunit", "xunit.v3", "NUnit", "TUnit"];

    private static readonly string[] s_reads = ["GetEnvironmentVariable(\"LLAMA_CLOUD_API_KEY\"", "Configuration[\"LLAMA_CLOUD_API_KEY\"]", "configuration[\"LLAMA_CLOUD_API_KEY\"]"];

    private static readonly string[] s_ownKeys = ["SetEnvironmentVariable(\"LLAMA_CLOUD_API_KEY\"", "ApiKey =", "apiKey:", "apiKey =", "UseSetting(\"LlamaCloud", "AddInMemoryCollection"];

    private static readonly string[] s_shared = ["Directory.Build.props", "Directory.Build.targets"];

    private static readonly string[] s_buildSettings = ["LlamaEnvMissing", "LlamaEnvEnabled", "LlamaEnvSources"];

    private static readonly string[] s_loaders = ["LlamaEnvFile", "DotNetEnv", "DotEnv", "dotenv", "Env.Load", "Env.TraversePath"];

    /// <summary>Tests that read the key themselves. A test of a program that uses it may well do without.</summary>
    internal static Need? OfTests(IEnumerable<ProjectFile> projects, DoctorReport report)
    {
        foreach (ProjectFile project in projects.Where(p => IsTest(p, report)))
        {
            List<string> code = [.. SourcesOf(project, report).Select(f => SourceText.WithoutComments(report.Tree.Read(f) ?? ""))];
            // What all projects are given, and what unit tests have for its types, shows nothing.
            string own = report.Tree.Read(project.Path) ?? "";
            string? client = project.Path.Contains("Unit", StringComparison.OrdinalIgnoreCase) ? null : project.Packages.FirstOrDefault(p => ProjectEvidence.IsClient(p) && own.Contains($"\"{p}\"", StringComparison.OrdinalIgnoreCase));
            bool reads = code.Exists(static text => s_reads.Any(r => text.Contains(r, StringComparison.Ordinal)));
            bool hasOwn = code.Exists(text => s_ownKeys.Take(reads ? 1 : s_ownKeys.Length).Any(r => text.Contains(r, StringComparison.Ordinal)));
            if (hasOwn || !(reads || client is not null) || code.Exists(static text => s_loaders.Any(l => text.Contains(l, StringComparison.Ordinal))))
                continue;

            return new(reads ? $"the tests of {project.Path} read it" : $"{project.Path} references {client}", IsCertain: false) { Effect = "Tests that need it fail, or are skipped, and then the run is green all the same" };
        }

        return null;
    }

    /// <summary>Projects whose build checks the key, and stops without.</summary>
    internal static Need? OfBuild(IEnumerable<ProjectFile> projects, DoctorReport report) =>
        projects.FirstOrDefault(p => p.Packages.Contains("LlamaEnv.MSBuild", StringComparer.OrdinalIgnoreCase) && !HasOwnWay(p, report)) is { } project
            ? new($"the build of {project.Path} checks it", IsCertain: true) { Effect = "The build stops" }
            : null;

    /// <summary>Whether a program loads a file of variables when it starts.</summary>
    internal static bool LoadsFile(ProjectFile project, DoctorReport report) =>
        SourcesOf(project, report).Any(f => report.Tree.Read(f) is { } text && s_loaders.Any(l => text.Contains(l, StringComparison.Ordinal)));

    internal static bool IsTest(ProjectFile project, DoctorReport report) =>
        project.Packages.Any(static p => s_testPackages.Contains(p, StringComparer.OrdinalIgnoreCase))
        || (report.Tree.Read(project.Path) is { } text && (text.Contains("MSTest.Sdk", StringComparison.Ordinal) || text.Contains("<IsTestProject>true", StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<string> SourcesOf(ProjectFile project, DoctorReport report) =>
        report.Tree.Files.Where(f => ProjectEvidence.IsCode(f) && RepositoryTree.IsWithin(f, project.Folder));

    /// <summary>Settings that let a build pass without the variable; under which condition, only MSBuild can tell.</summary>
    private static bool HasOwnWay(ProjectFile project, DoctorReport report)
    {
        IEnumerable<string> files = [project.Path, .. RepositoryTree.FoldersFrom(project.Folder).SelectMany(static folder => s_shared.Select(name => RepositoryTree.Join(folder, name)))];
        return files.Where(report.Tree.Contains).Any(f => report.Tree.Read(f) is { } text && s_buildSettings.Any(s => text.Contains($"<{s}", StringComparison.OrdinalIgnoreCase)));
    }
}
