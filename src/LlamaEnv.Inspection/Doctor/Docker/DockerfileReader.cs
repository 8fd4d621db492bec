using System.Text;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Formats;
using LlamaEnv.Files.Guards;
using LlamaEnv.Inspection.Doctor.Model;
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

        foreach (DockerInstruction copy in shipped.SelectMany(static s => s.Instructions).Where(static i => i.Name is "COPY" or "ADD"))
            ReadCopy(copy, file, report);
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
                ReadVariable(new(name, value ?? "", place), variable, arguments, report);
            else if (variable == Variable.ApiKey && !set.Contains(name)) // Else it is said of the ENV that takes it.
                report.Add(DoctorFindings.BakedIn(place, $"the build argument {name} stays in the history of the image, for everybody who can pull it. {Mount}"));
        }
    }

    private static void ReadVariable((string Name, string Text, Place Place) variable, Variable meant, HashSet<string> arguments, DoctorReport report)
    {
        (string name, string text, Place place) = variable;
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

    /// <summary>A <c>.env</c> that the build wrote, or that somebody keeps, and that goes into the image with the folder it is in.</summary>
    private static void ReadCopy(DockerInstruction copy, string file, DoctorReport report)
    {
        List<string> words = [.. DockerWords.Split(copy.Text)];
        if (words.Any(static w => w.StartsWith("--from", StringComparison.Ordinal)) || copy.Text.Contains("<<", StringComparison.Ordinal))
            return;

        string context = ContextOf(file, report);
        IReadOnlyList<string> paths = copy.Text.TrimStart().StartsWith('[') ? copy.Command() : [.. words.Where(static w => !w.StartsWith("--", StringComparison.Ordinal)).Select(DockerWords.Unquote)];
        foreach (string source in paths.Take(Math.Max(0, paths.Count - 1)))
        {
            if (RepositoryTree.Combine("", source.TrimStart('/')) is not { } path)
                continue;

            foreach (string secret in SecretFiles(context, report).Where(f => f == path || RepositoryTree.IsWithin(f, path)))
            {
                if (IsIgnored(secret, context, file, report))
                    continue;

                bool isNamed = secret == path;
                report.Add(DoctorFindings.Make(
                    DiagnosticCodes.WouldBeShipped, isNamed ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, "baked-into-image", new Place(file, copy.Line),
                    $"{secret} goes into the image with its key, for everybody who can pull it. {(isNamed ? "Leave it out, and give the container the variable" : $"Add a line to {IgnoreFileOf(file, context, report)}")}",
                    isNamed ? null : IgnoreLineFor(secret)) with
                {
                    FixFile = isNamed ? null : IgnoreFileOf(file, context, report),
                    FixLine = isNamed ? 0 : LinesIn(report.Tree.Read(IgnoreFileOf(file, context, report)) ?? "") + 1,
                });
            }
        }
    }

    /// <summary>The files with a key that are, or will be after the next build, in the build's context: paths from there.</summary>
    private static IEnumerable<string> SecretFiles(string context, DoctorReport report)
    {
        HashSet<string> folders = [context, .. report.Programs.Projects.Values.Where(static p => p.Packages.Contains("LlamaEnv.MSBuild", StringComparer.OrdinalIgnoreCase)).Select(static p => p.Folder)];
        foreach (string folder in folders.Where(f => f == context || RepositoryTree.IsWithin(f, context)))
        {
            string file = RepositoryTree.Join(folder, ".env");
            bool isWritten = report.Programs.Projects.Values.Any(p => p.Folder == folder && p.Packages.Contains("LlamaEnv.MSBuild", StringComparer.OrdinalIgnoreCase));
            if (isWritten || EnvironmentFileNames.Of(file, report.Tree)?.Contains(Variable.ApiKey.Name) is true)
                yield return context.Length == 0 ? file : file[(context.Length + 1)..];
        }
    }

    /// <summary>The folder that it is built in: as a compose file says, else the one it is in.</summary>
    private static string ContextOf(string file, DoctorReport report) =>
        report.Runtimes.FirstOrDefault(r => r.Program.Dockerfile == file)?.Program.Context ?? RepositoryTree.FolderOf(file);

    private static string IgnoreFileOf(string file, string context, DoctorReport report) =>
        report.Tree.Contains(file + ".dockerignore") ? file + ".dockerignore" : RepositoryTree.Join(context, ".dockerignore");

    private static bool IsIgnored(string path, string context, string file, DoctorReport report) =>
        report.Tree.Read(IgnoreFileOf(file, context, report)) is { } text && Dockerignore.Excludes(Encoding.UTF8.GetBytes(text), path);

    private static int LinesIn(string text) => text.AsSpan().Count('\n') + (text.Length == 0 || text[^1] == '\n' ? 0 : 1);

    /// <summary>Unlike in a .gitignore, a bare name is only that of a file at the root.</summary>
    private static string IgnoreLineFor(string path) => path.Contains('/', StringComparison.Ordinal) ? "**/.env" : ".env";
}
