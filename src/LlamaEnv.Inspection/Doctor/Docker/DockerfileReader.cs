using System.Text;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Formats;
using LlamaEnv.Files.Guards;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Programs;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Docker;

/// <summary>
/// Reads Dockerfiles: a key that stays in the image, and one that is always empty. What only an earlier stage has does not
/// ship; a secret mount keeps nothing.
/// </summary>
internal static class DockerfileReader
{
    private const string Mount = "Take it as RUN --mount=type=secret,id=llama_cloud_api_key,env=LLAMA_CLOUD_API_KEY while building, and from the environment when it runs";

    internal static Artefact Artefact { get; } = new("dockerfile", static file => Dockerfile.IsName(RepositoryTree.NameOf(file)), Read);

    private static void Read(string file, DoctorReport report)
    {
        if (report.Tree.Read(file) is not { } text)
            return;

        Dockerfile dockerfile = Dockerfile.Parse(text);
        IReadOnlyList<DockerStage> shipped = dockerfile.Shipped();
        foreach (DockerStage stage in shipped)
        {
            HashSet<string> arguments = new(StringComparer.Ordinal);
            HashSet<string> set = [.. stage.Instructions.Where(static i => i.Name == "ENV").SelectMany(static i => i.Pairs()).Select(static p => p.Name)];
            foreach (DockerInstruction instruction in stage.Instructions)
                ReadInstruction(instruction, new Place(file, instruction.Line), arguments, set, report);
        }

        string context = ContextOf(file, [.. dockerfile.Stages.SelectMany(static s => s.Instructions).Where(static i => i.Name is "COPY" or "ADD").SelectMany(SourcesOf)], report);
        foreach (DockerInstruction copy in shipped.SelectMany(static s => s.Instructions).Where(static i => i.Name is "COPY" or "ADD"))
            ReadCopy(copy, file, context, report);
    }

    private static void ReadInstruction(DockerInstruction instruction, Place place, HashSet<string> arguments, HashSet<string> set, DoctorReport report)
    {
        if (instruction.Name is not ("ARG" or "ENV"))
            return;

        foreach ((string name, string? value) in instruction.Pairs())
        {
            if (instruction.Name == "ARG")
                arguments.Add(name);
            if (ValueText.MeantBy(name) is not { } variable || ValueText.IsConfigurationKey(name))
                continue;
            if (instruction.Name == "ENV")
                ReadVariable(new(name, value ?? "", place), variable, arguments, set, report);
            else if (variable == Variable.ApiKey && !set.Contains(name)) // Else it is said of the ENV that takes it.
                report.Add(DoctorFindings.BakedIn(place, $"the build argument {name} stays in the history of the image, for everybody who can pull it. {Mount}"));
        }
    }

    private static void ReadVariable((string Name, string Text, Place Place) variable, Variable meant, HashSet<string> arguments, HashSet<string> set, DoctorReport report)
    {
        (string name, string text, Place place) = variable;
        if (name != meant.Name && report.Programs.Find(new() { Dockerfile = place.File, Context = report.Programs.ContextOf(place.File) }) is { Evidence: not null } program && !set.Contains(meant.Name) && !report.Programs.Mentions(program, name))
        {
            Assignment misnamed = new(name, Supply.Given, LineOf(name, place, report));
            report.Add(DoctorFindings.WrongName(misnamed, meant, null, isCertain: false));
            foreach (Finding key in ValueText.Literal(name, text, misnamed.Place).Faults.Where(static f => f.Kind == "hard-coded"))
                report.Add(key);
            return;
        }

        if (ShellText.Parse(text) is { } reference)
        {
            if (!arguments.Contains(reference.Name))
                report.Add(DoctorFindings.Empty(new(name, Supply.Empty, place), null, isCertain: reference.Operator is not (":-" or "-")));
            else if (meant == Variable.ApiKey)
                report.Add(DoctorFindings.BakedIn(place, $"{name} becomes a part of the image, for everybody who can pull it. {Mount}"));
            return;
        }

        Assignment assignment = ValueText.Literal(name, text, place);
        if (assignment.Supply == Supply.Empty)
            report.Add(DoctorFindings.Empty(assignment, null, isCertain: false));
        foreach (Finding fault in assignment.Faults)
            report.Add(fault);
        if (meant == Variable.ApiKey && assignment is { Supply: Supply.Given, Faults.Count: 0 })
            report.Add(DoctorFindings.BakedIn(place, $"{name} becomes a part of the image, for everybody who can pull it. {Mount}"));
    }

    /// <summary>The line of an instruction that a name stands in.</summary>
    private static Place LineOf(string name, Place instruction, DoctorReport report)
    {
        string[] lines = report.Tree.Read(instruction.File)!.Split('\n');
        int line = Array.FindIndex(lines, instruction.Line - 1, l => l.Contains(name, StringComparison.Ordinal));
        return line < 0 ? instruction : instruction with { Line = line + 1 };
    }

    /// <summary>A <c>.env</c> that the build wrote, or that somebody keeps, and that goes into the image with the folder it is in.</summary>
    private static void ReadCopy(DockerInstruction copy, string file, string context, DoctorReport report)
    {
        foreach (string source in SourcesOf(copy))
        {
            if (RepositoryTree.Combine("", source.TrimStart('/')) is not { } path)
                continue;

            List<string> secrets = [.. SecretFiles(context, report).Where(f => (f == path || RepositoryTree.IsWithin(f, path)) && !IsIgnored(f, context, file, report))];
            if (secrets.Count == 0)
                continue;

            bool isNamed = secrets is [var only] && only == path;
            string ignoreFile = IgnoreFileOf(file, context, report);
            report.Add(DoctorFindings.Make(
                DiagnosticCodes.WouldBeShipped, isNamed ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, "baked-into-image", new Place(file, copy.Line),
                $"{string.Join(", ", secrets)} goes into the image with its key, for everybody who can pull it. {(isNamed ? "Leave it out, and give the container the variable" : $"Add {(secrets.Select(IgnoreLineFor).Distinct().Count() == 1 ? "a line" : "lines")} to {ignoreFile}")}",
                isNamed ? null : string.Join('\n', secrets.Select(IgnoreLineFor).Distinct())) with
            {
                FixFile = isNamed ? null : ignoreFile,
                FixLine = isNamed ? 0 : LinesIn(report.Tree.Read(ignoreFile) ?? "") + 1,
            });
        }
    }

    /// <summary>What an instruction copies from the context; nothing where it copies from elsewhere.</summary>
    private static IEnumerable<string> SourcesOf(DockerInstruction copy)
    {
        List<string> words = [.. DockerWords.Split(copy.Text)];
        if (words.Exists(static w => w.StartsWith("--from", StringComparison.Ordinal)) || copy.Text.Contains("<<", StringComparison.Ordinal))
            return [];

        IReadOnlyList<string> paths = copy.Text.TrimStart().StartsWith('[') ? copy.Command() : [.. words.Where(static w => !w.StartsWith("--", StringComparison.Ordinal)).Select(DockerWords.Unquote)];
        return paths.Take(Math.Max(0, paths.Count - 1));
    }

    /// <summary>The files with a key that are, or will be after the next build, in the build's context: paths from there. One that git ignores is looked for where a program or a sample expects it.</summary>
    private static IEnumerable<string> SecretFiles(string context, DoctorReport report)
    {
        HashSet<string> written = [.. report.Programs.Projects.Values.Where(static p => p.Packages.Contains("LlamaEnv.MSBuild", StringComparer.OrdinalIgnoreCase)).Select(static p => RepositoryTree.Join(p.Folder, ".env"))];
        IEnumerable<string> folders = report.Programs.Projects.Values.Select(static p => p.Folder).Concat(report.Tree.Files.Where(static f => RepositoryTree.NameOf(f).StartsWith(".env.", StringComparison.Ordinal)).Select(RepositoryTree.FolderOf)).Prepend(context);
        IEnumerable<string> files = report.Tree.Files.Where(f => IsEnvironmentFile(RepositoryTree.NameOf(f)) && JudgedFiles.Contain(f, report.Tree)).Concat(folders.Select(static f => RepositoryTree.Join(f, ".env"))).Concat(written);
        foreach (string file in files.Distinct(StringComparer.Ordinal).Where(f => RepositoryTree.IsWithin(f, context)))
        {
            if (written.Contains(file) || EnvironmentFileNames.Of(file, report.Tree, withPlaceholders: RepositoryTree.NameOf(file) == ".env")?.Contains(Variable.ApiKey.Name) is true)
                yield return context.Length == 0 ? file : file[(context.Length + 1)..];
        }
    }

    private static bool IsEnvironmentFile(string name) => name.StartsWith(".env.", StringComparison.Ordinal) || name.EndsWith(".env", StringComparison.Ordinal);

    /// <summary>The folder that it is built in: as what starts or builds it says, else the nearest above it that has what it copies.</summary>
    private static string ContextOf(string file, IReadOnlyList<string> sources, DoctorReport report)
    {
        string own = RepositoryTree.FolderOf(file);
        return (report.Runtimes.FirstOrDefault(r => r.Program.Dockerfile == file)?.Program.Context ?? report.Programs.ContextOf(file)) is { } known ? known
            : sources.FirstOrDefault(ProjectFile.IsOne) is { } project && RepositoryTree.Combine("", project) is { } path ? RepositoryTree.FoldersFrom(own).FirstOrDefault(f => report.Tree.Contains(RepositoryTree.Join(f, path))) ?? own
            : own;
    }

    private static string IgnoreFileOf(string file, string context, DoctorReport report) =>
        report.Tree.Contains(file + ".dockerignore") ? file + ".dockerignore" : RepositoryTree.Join(context, ".dockerignore");

    private static bool IsIgnored(string path, string context, string file, DoctorReport report) =>
        report.Tree.Read(IgnoreFileOf(file, context, report)) is { } text && Dockerignore.Excludes(Encoding.UTF8.GetBytes(text), path);

    private static int LinesIn(string text) => text.AsSpan().Count('\n') + (text.Length == 0 || text[^1] == '\n' ? 0 : 1);

    /// <summary>Unlike in a .gitignore, a bare name is only that of a file at the root.</summary>
    private static string IgnoreLineFor(string path) => path.Contains('/', StringComparison.Ordinal) ? $"**/{RepositoryTree.NameOf(path)}" : path;
}
