using LlamaEnv.Files.Formats;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Shell;

/// <summary>Which images are built from which Dockerfile, and whether a key goes into them.</summary>
internal static class DockerImages
{
    /// <summary>A name that only the run knows means something in its own file alone.</summary>
    internal static string Key(string image, string file)
    {
        string name = image.Replace(" ", "", StringComparison.Ordinal);
        return name.Contains('$', StringComparison.Ordinal) ? $"{file}|{name}" : name;
    }

    /// <param name="build">The command.</param>
    /// <param name="file">The file it stands in.</param>
    /// <param name="rooted">Makes a path of the command one from the root.</param>
    /// <param name="expand">Puts in what is known of variables.</param>
    /// <param name="report">The repository.</param>
    internal static void Add(DockerBuild build, string file, Func<string, string?> rooted, Func<string, string> expand, DoctorReport report)
    {
        string? context = build.Context is { } folder ? rooted(folder) : null;
        string? dockerfile = build.File is { } named ? rooted(named) : context is null ? null : RepositoryTree.Join(context, "Dockerfile");
        Add(build.Tags.Select(expand), dockerfile, context, build.Target, build.Arguments.Select(static a => (a.Text, a.Line)), file, report);
    }

    /// <param name="tags">The names of the image.</param>
    /// <param name="dockerfile">The Dockerfile, from the root; null where it is not known.</param>
    /// <param name="context">The folder.</param>
    /// <param name="target">The stage; null for the last one.</param>
    /// <param name="arguments">Arguments of the build, <c>NAME=value</c>, with their lines.</param>
    /// <param name="file">The file it all stands in.</param>
    /// <param name="report">The repository.</param>
    internal static void Add(IEnumerable<string> tags, string? dockerfile, string? context, string? target, IEnumerable<(string Text, int Line)> arguments, string file, DoctorReport report)
    {
        if (dockerfile is not null)
        {
            foreach (string tag in tags)
                report.Programs.AddImage(Key(tag, file), dockerfile, context);
        }

        foreach ((string text, int line) in arguments)
        {
            string name = text.Split('=')[0].Trim();
            if (ValueText.MeantBy(name) == Variable.ApiKey && Takes(dockerfile, target, name, report))
                report.Add(DoctorFindings.BakedIn(new Place(file, line), $"the build argument {name} stays in the history of the image, for everybody who can pull it. Give it to the container when it starts, or to the build with --secret id={name.ToLowerInvariant()},env={name}"));
        }
    }

    /// <summary>Whether what is shipped asks for the argument; of a file that is not here, it may.</summary>
    private static bool Takes(string? dockerfile, string? target, string argument, DoctorReport report) =>
        dockerfile is null || report.Tree.Read(dockerfile) is not { } text
        || Dockerfile.Parse(text).Shipped(target).SelectMany(static s => s.Instructions).Any(i => i.Name == "ARG" && i.Pairs().Any(p => p.Name == argument));
}
