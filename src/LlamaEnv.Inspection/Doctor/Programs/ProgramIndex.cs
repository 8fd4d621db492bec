using LlamaEnv.Files.Formats;
using LlamaEnv.Inspection.Doctor.Model;

namespace LlamaEnv.Inspection.Doctor.Programs;

/// <summary>The programs of a repository, and which of them a runtime starts. Evidence is about a program: a neighbour of the same image may need no key.</summary>
internal sealed class ProgramIndex
{
    /// <summary>Scripts and sources of languages that no project file is about.</summary>
    private static readonly string[] s_scripts = [".py", ".ts", ".tsx", ".js", ".mjs", ".cjs", ".go", ".rb", ".java", ".kt", ".rs", ".php"];

    private static readonly string[] s_otherClients = ["llama-cloud", "llama_cloud", "llama-parse", "llama_parse", "llamaparse"];

    /// <summary>Who publishes images that others use as they are.</summary>
    private static readonly string[] s_publishers =
    [
        "airbyte", "apache", "apachepulsar", "bitnami", "chromadb", "clickhouse", "confluentinc", "dagster", "dpage", "elastic", "envoyproxy", "getsentry", "gitlab", "grafana", "hashicorp", "istio", "jenkins", "langchain", "langfuse", "library",
        "linuxserver", "milvusdb", "minio", "n8nio", "nginxinc", "ollama", "oryd", "prefecthq", "prom", "qdrant", "rancher", "semitechnologies", "supabase", "temporalio", "traefik", "unstructured-io", "vllm",
    ];

    private readonly RepositoryTree _tree;
    private bool? _isExported;
    private readonly Dictionary<string, ProjectFile> _projects;
    private readonly Dictionary<string, List<string>> _sources;
    private readonly Dictionary<string, RepositoryProgram> _programs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Dockerfile, string? Context)> _images = new(StringComparer.OrdinalIgnoreCase);

    internal ProgramIndex(RepositoryTree tree)
    {
        _tree = tree;
        _projects = tree.Files.Where(ProjectFile.IsOne).Select(file => ProjectFile.Read(file, tree)).OfType<ProjectFile>().ToDictionary(static p => p.Path, StringComparer.Ordinal);
        _sources = SourcesByProject();
        Dictionary<string, ProjectEvidence> own = _projects.Values.ToDictionary(static p => p.Path, p => ProjectEvidence.Of(p, _sources.GetValueOrDefault(p.Path) ?? [], tree), StringComparer.Ordinal);
        foreach (ProjectFile project in _projects.Values)
        {
            ProjectEvidence evidence = Closure(project).Select(p => own[p.Path]).Aggregate(static (a, b) => a.With(b));
            _programs.Add(project.Path, new(project.Path, project.AssemblyName) { Evidence = evidence.Reason, IsCertain = true, ReadsElsewhere = evidence.ReadsElsewhere, ReadsFiles = evidence.ReadsFiles });
        }
    }

    /// <summary>The projects, by their paths.</summary>
    internal IReadOnlyDictionary<string, ProjectFile> Projects => _projects;

    /// <summary>The program of a project.</summary>
    internal RepositoryProgram this[ProjectFile project] => _programs[project.Path];

    /// <summary>The program that a runtime starts; null where nothing leads to one.</summary>
    internal RepositoryProgram? Find(ProgramHint hint)
    {
        if (ByPath(hint.Project) is { } named)
            return _programs[named.Path];
        if (ByCommand(hint.Command) is { } started)
            return _programs[started.Path];
        if (hint.Dockerfile is { } dockerfile)
            return OfDockerfile(dockerfile, hint);
        if (hint.Image is not { } image)
            return null;

        string name = WithoutTag(image);
        return _images.TryGetValue(name, out (string Dockerfile, string? Context) built)
            ? OfDockerfile(built.Dockerfile, hint with { Context = built.Context })
            : _projects.Values.FirstOrDefault(p => p.Images.Contains(name, StringComparer.OrdinalIgnoreCase) || p.Images.Contains(LastPart(name), StringComparer.OrdinalIgnoreCase)) is { } published ? _programs[published.Path]
            : !IsTelling(name) ? null
            : ByImageName(LastPart(name)) is { } called ? _programs[called.Path]
            : OfImageName(LastPart(name), hint);
    }

    /// <summary>An image that nothing here says is built: the one Dockerfile in a folder of its name is meant.</summary>
    private RepositoryProgram? OfImageName(string name, ProgramHint hint)
    {
        List<string> files = [.. _tree.Files.Where(f => Dockerfile.IsName(RepositoryTree.NameOf(f)) && string.Equals(LastPart(RepositoryTree.FolderOf(f)), name, StringComparison.OrdinalIgnoreCase))];
        return files.Count == 1 ? OfDockerfile(files[0], hint with { Context = null }) : null;
    }

    /// <summary>Whether a script of the repository, such as an entry point, makes the variable of a mounted file.</summary>
    internal bool IsExportedByScript => _isExported ??= _tree.Files.Any(f => Path.GetExtension(f) is ".sh" or ".bash" or "" && _tree.Read(f) is { Length: < 100_000 } text && text.Contains($"{Variable.ApiKey.Name}=", StringComparison.Ordinal) && text.Contains("cat ", StringComparison.Ordinal));

    /// <summary>Whether the sources of a program have a word: who names a variable reads it.</summary>
    internal bool Mentions(RepositoryProgram program, string word)
    {
        IEnumerable<string> sources = _projects.TryGetValue(program.Path, out ProjectFile? project)
            ? Closure(project).SelectMany(p => _sources.GetValueOrDefault(p.Path) ?? [])
            : _tree.Files.Where(f => RepositoryTree.IsWithin(f, program.Path.TrimEnd('/')) && s_scripts.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase));
        return sources.Any(file => _tree.Read(file)?.Contains(word, StringComparison.Ordinal) is true);
    }

    /// <summary>Whether a program reads the file of a secret: any of a folder of them, or the one whose path, or folder, its sources name.</summary>
    internal bool ReadsFile(RepositoryProgram program, string path) =>
        program.ReadsFiles || Mentions(program, path) || (path.LastIndexOf('/') is > 0 and var end && Mentions(program, path[..end]));

    /// <summary>The image of this name is built from that Dockerfile, as a build step or a compose file says.</summary>
    internal void AddImage(string image, string dockerfile, string? context) => _images.TryAdd(WithoutTag(image), (dockerfile, context));

    /// <summary>The folder in which a Dockerfile is built, where a build step or a compose file says so.</summary>
    internal string? ContextOf(string dockerfile) => _images.Values.FirstOrDefault(i => i.Dockerfile == dockerfile).Context;

    /// <summary>The project that a path names: the file itself, or a folder with one project in it.</summary>
    internal ProjectFile? ByPath(string? path)
    {
        if (path is null)
            return null;
        if (_projects.TryGetValue(path, out ProjectFile? exact))
            return exact;

        List<ProjectFile> within = [.. _projects.Values.Where(p => p.Folder == path)];
        return within.Count == 1 ? within[0] : null;
    }

    /// <summary>The project whose assembly, or project file, the words of a command start.</summary>
    internal ProjectFile? ByCommand(IReadOnlyList<string> line, string folder = "")
    {
        string[] command = [.. line.SelectMany(static word => word.Split(' ', StringSplitOptions.RemoveEmptyEntries))]; // A shell's line is one word.
        for (int i = 0; i < command.Length; i++)
        {
            string word = LastPart(command[i]);
            if (word.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && ByAssembly(word[..^4]) is { } assembly)
                return assembly;
            // A bare word in small letters is an argument as well as a program.
            if (i == 0 && ByAssembly(word) is { } executable && word == executable.AssemblyName && (word != command[i] || word.Any(char.IsUpper)))
                return executable;
            if (i > 0 && command[i - 1] is "--project" or "-p" && RepositoryTree.Combine(folder, command[i]) is { } path && ByPath(path) is { } named)
                return named;
            if (command[i].StartsWith("--project=", StringComparison.Ordinal) && RepositoryTree.Combine(folder, command[i]["--project=".Length..]) is { } joined && ByPath(joined) is { } equal)
                return equal;
            if (ProjectFile.IsOne(word) && RepositoryTree.Combine(folder, command[i]) is { } file && _projects.TryGetValue(file, out ProjectFile? direct))
                return direct;
        }

        return null;
    }

    internal static string WithoutTag(string image)
    {
        string name = image.Split('@')[0];
        int colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? name[..colon] : name;
    }

    /// <summary>The one project that an image is called after, which <c>acme/doc-worker</c> and <c>Doc.Worker</c>, or <c>acme/worker</c> and <c>Acme.Worker</c>, show.</summary>
    private ProjectFile? ByImageName(string name)
    {
        string letters = Letters(name);
        if (letters.Length < 3)
            return null;

        List<ProjectFile> whole = [.. _projects.Values.Where(p => Letters(p.AssemblyName) == letters)];
        List<ProjectFile> found = whole.Count > 0 ? whole : [.. _projects.Values.Where(p => Letters(LastPart(p.Folder)) == letters || Letters(p.AssemblyName[(p.AssemblyName.LastIndexOf('.') + 1)..]) == letters)];
        return found.Count == 1 ? found[0] : null;

        static string Letters(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
    }

    /// <summary>Everybody has a worker; that of a well-known publisher is none of this repository's.</summary>
    private static bool IsTelling(string image) => !s_publishers.Contains(image.Split('/') is [.., var publisher, _] ? publisher : "", StringComparer.OrdinalIgnoreCase);

    /// <summary>The one project that builds it. Where every service has an <c>API</c> of its own, the name alone tells nothing.</summary>
    private ProjectFile? ByAssembly(string name)
    {
        List<ProjectFile> found = name.Length == 0 ? [] : [.. _projects.Values.Where(p => string.Equals(p.AssemblyName, name, StringComparison.OrdinalIgnoreCase))];
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>What the image starts: by its entry point, by what it publishes, by the project it copies; else whatever is in its context.</summary>
    private RepositoryProgram? OfDockerfile(string path, ProgramHint hint)
    {
        if (_tree.Read(path) is not { } text)
            return null;

        Dockerfile dockerfile = Dockerfile.Parse(text);
        Dictionary<string, string> arguments = ArgumentsOf(dockerfile, hint);
        List<DockerInstruction> shipped = [.. dockerfile.Shipped(hint.Stage).SelectMany(static s => s.Instructions)];
        DockerInstruction? entryPoint = shipped.FindLast(static i => i.Name == "ENTRYPOINT");
        // Something else is started than what the image starts by itself, and it is none of the programs here.
        if (hint.ReplacesEntryPoint || (entryPoint is null && hint.Command is [{ Length: > 0 } first, ..] && first[0] != '-'))
            return null;
        if ((entryPoint ?? shipped.FindLast(static i => i.Name == "CMD")) is { } start && ByCommand([.. start.Command().Select(Expand)]) is { } started)
            return _programs[started.Path];

        List<DockerInstruction> all = [.. dockerfile.Stages.SelectMany(static s => s.Instructions)];
        foreach (DockerInstruction run in all.Where(static i => i.Name == "RUN" && i.Text.Contains("dotnet", StringComparison.Ordinal) && i.Text.Contains("publish", StringComparison.Ordinal)))
        {
            if (DockerWords.Split(Expand(run.Text)).Select(DockerWords.Unquote).Select(ByFileName).OfType<ProjectFile>().FirstOrDefault() is { } published)
                return _programs[published.Path];
        }

        List<ProjectFile> copied = [.. all.Where(static i => i.Name == "COPY").SelectMany(i => DockerWords.Split(Expand(i.Text))).Select(ByFileName).OfType<ProjectFile>().Distinct()];
        if (copied.Count == 1)
            return _programs[copied[0].Path];

        string context = hint.Context ?? RepositoryTree.FolderOf(path);
        List<ProjectFile> within = [.. _projects.Values.Where(p => RepositoryTree.IsWithin(p.Path, context))];
        return within.Count switch
        {
            0 => OfScripts(context),
            1 => _programs[within[0].Path],
            _ => null,
        };

        string Expand(string value) => arguments.Aggregate(value, static (v, a) => v.Replace($"${{{a.Key}}}", a.Value, StringComparison.Ordinal).Replace($"${a.Key}", a.Value, StringComparison.Ordinal));
    }

    /// <summary>The values that a Dockerfile has for its variables, and those that whoever builds it gives.</summary>
    private static Dictionary<string, string> ArgumentsOf(Dockerfile dockerfile, ProgramHint hint)
    {
        Dictionary<string, string> arguments = new(hint.BuildArguments, StringComparer.Ordinal);
        foreach ((string name, string? value) in dockerfile.Arguments.Concat(dockerfile.Stages.SelectMany(static s => s.Instructions)).Where(static i => i.Name is "ARG" or "ENV").SelectMany(static i => i.Pairs()))
        {
            if (value is not null)
                arguments.TryAdd(name, value);
        }

        return arguments;
    }

    /// <summary>In an image paths are others than in the repository, and the name of a project file is the same.</summary>
    private ProjectFile? ByFileName(string word)
    {
        string name = LastPart(word.TrimEnd('/'));
        if (name.Length == 0)
            return null;

        List<ProjectFile> found = [.. _projects.Values.Where(p => ProjectFile.IsOne(name) ? LastPart(p.Path).Equals(name, StringComparison.OrdinalIgnoreCase) : LastPart(p.Folder) == name && p.Folder.EndsWith(word.Trim('/').TrimStart('.').TrimStart('/'), StringComparison.Ordinal))];
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>Sources without a project. Which of them are started, nobody can tell.</summary>
    private RepositoryProgram? OfScripts(string folder)
    {
        string key = $"{folder}/";
        if (_programs.TryGetValue(key, out RepositoryProgram? known))
            return known;

        IEnumerable<string> scripts = _tree.Files.Where(f => RepositoryTree.IsWithin(f, folder) && s_scripts.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase));
        ProjectEvidence evidence = ProjectEvidence.Of(scripts, _tree, withoutComments: false);
        string? reason = evidence.Reason ?? _tree.Files.Where(f => RepositoryTree.IsWithin(f, folder) && RepositoryTree.NameOf(f) is "pyproject.toml" or "requirements.txt" or "package.json")
            .Where(f => _tree.Read(f) is { } text && s_otherClients.Any(c => text.Contains(c, StringComparison.OrdinalIgnoreCase))).Select(static f => $"{f} names a client of LlamaCloud").FirstOrDefault();
        RepositoryProgram program = new(key, folder.Length == 0 ? "." : folder) { Evidence = reason, ReadsElsewhere = evidence.ReadsElsewhere, ReadsFiles = evidence.ReadsFiles };
        _programs.Add(key, program);
        return program;
    }

    private IEnumerable<ProjectFile> Closure(ProjectFile project)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        Queue<ProjectFile> open = new([project]);
        while (open.TryDequeue(out ProjectFile? next))
        {
            if (!seen.Add(next.Path))
                continue;

            yield return next;
            foreach (string path in next.Projects)
            {
                if (_projects.TryGetValue(path, out ProjectFile? referred))
                    open.Enqueue(referred);
            }
        }
    }

    /// <summary>A source belongs to the nearest project above it.</summary>
    private Dictionary<string, List<string>> SourcesByProject()
    {
        ILookup<string, ProjectFile> byFolder = _projects.Values.ToLookup(static p => p.Folder, StringComparer.Ordinal);
        Dictionary<string, List<string>> sources = new(StringComparer.Ordinal);
        foreach (string file in _tree.Files.Where(ProjectEvidence.IsCode))
        {
            string? nearest = RepositoryTree.FoldersFrom(RepositoryTree.FolderOf(file)).FirstOrDefault(byFolder.Contains);
            foreach (ProjectFile project in nearest is null ? [] : byFolder[nearest])
            {
                if (!sources.TryGetValue(project.Path, out List<string>? list))
                    sources.Add(project.Path, list = []);
                list.Add(file);
            }
        }

        return sources;
    }

    private static string LastPart(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
}
