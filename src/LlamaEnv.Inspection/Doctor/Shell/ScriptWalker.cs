using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Programs;
using LlamaEnv.Inspection.Doctor.Reading;

namespace LlamaEnv.Inspection.Doctor.Shell;

/// <summary>Goes through a script, command by command, and makes a runtime of each that starts a program of the repository.</summary>
internal sealed class ScriptWalker
{
    private const int MaxDepth = 3;

    private static readonly string[] s_builds = ["build", "publish", "pack", "msbuild", "run", "test"];

    private readonly DoctorReport _report;
    private readonly ScriptContext _context;
    private readonly ScriptVariables _variables;
    private readonly Stack<(int Depth, string? Folder)> _folders = new();
    private readonly List<Runtime> _runtimes = [];
    private readonly HashSet<string> _called;
    private readonly string _text;
    private readonly int _level;
    private string? _folder;

    private ScriptWalker(ScriptContext context, DoctorReport report, string text, int level, HashSet<string> called)
    {
        (_context, _report, _text, _level, _folder, _called) = (context, report, text, level, context.Folder, called);
        _variables = new(context, text);
    }

    /// <param name="text">The script.</param>
    /// <param name="line">The line it begins on.</param>
    /// <param name="context">Where it runs.</param>
    /// <param name="report">The repository.</param>
    internal static IReadOnlyList<Runtime> Read(string text, int line, ScriptContext context, DoctorReport report) => Read([(text, line)], context, report, 0, new HashSet<string>(StringComparer.Ordinal));

    /// <summary>A script that stands in several places: what one part changes, the next ones see.</summary>
    internal static IReadOnlyList<Runtime> Read(IReadOnlyList<(string Text, int Line)> parts, ScriptContext context, DoctorReport report) => Read(parts, context, report, 0, new HashSet<string>(StringComparer.Ordinal));

    private static List<Runtime> Read(IReadOnlyList<(string Text, int Line)> parts, ScriptContext context, DoctorReport report, int level, HashSet<string> called)
    {
        ScriptWalker walker = new(context, report, string.Join('\n', parts.Select(static p => p.Text)), level, called);
        foreach (ShellCommand command in parts.SelectMany(p => ShellLexer.Read(p.Text, p.Line, context.Shell)))
            walker.Take(command);
        return walker._runtimes;
    }

    private void Take(ShellCommand command)
    {
        while (_folders.TryPeek(out (int Depth, string? Folder) outer) && outer.Depth > command.Depth)
            _folder = _folders.Pop().Folder;

        IReadOnlyList<ShellWord> words = command.Arguments();
        if (words.Count == 0)
            _variables.Assign(command);
        if (words.Count == 0 || _variables.Take(words))
            return;

        string name = words[0].Text;
        List<ShellWord> rest = [.. words.Skip(1)];
        IReadOnlyList<Assignment> environment = [.. _variables.Current, .. command.Assignments().Select(a => _variables.Read(a.Name, a.Value))];
        int line = words[0].Line;
        switch (Path.GetFileName(name))
        {
            case "cd" or "pushd" or "Set-Location" or "chdir" or "sl" or "Push-Location":
                ChangeFolder(command.Depth, rest.Find(static w => w.Text is not ("/d" or "--" or "-Path")).Text);
                break;
            case "popd" or "Pop-Location":
                _folder = null;
                break;
            case "dotnet" or "dotnet.exe":
                if (DotnetCommand.Read(rest) is { } dotnet)
                    Dotnet(dotnet, environment, line);
                break;
            case "docker" or "podman" or "nerdctl" or "docker.exe":
                Docker(rest, environment, line);
                break;
            case "docker-compose" or "podman-compose":
                Compose(rest, environment, line);
                break;
            case "bash" or "sh" or "zsh" or "pwsh" or "powershell":
                Nested(rest, environment);
                break;
            default:
                Start(name, environment, line);
                break;
        }
    }

    private void ChangeFolder(int depth, string? folder)
    {
        if (depth > 0 && (!_folders.TryPeek(out (int Depth, string? Folder) outer) || outer.Depth < depth))
            _folders.Push((depth, _folder));
        _folder = folder is null ? null : Rooted(folder);
    }

    /// <summary>A path of a command, from the root.</summary>
    private string? Rooted(string path)
    {
        string expanded = RootNames.Strip(Expand(path), out bool isRooted);
        return isRooted ? RepositoryTree.Combine("", expanded) : _folder is null ? null : RepositoryTree.Combine(_folder, expanded);
    }

    private string Expand(string text) => _variables.Expand(_context.Expand?.Invoke(text) ?? text);

    private Runtime Make(ProgramHint program, IReadOnlyList<Assignment> environment, int line) => new(_context.Name, _context.Head ?? new Place(_context.File, line), program)
    {
        Environment = environment,
        Carriers = _context.Carriers,
        InheritsUnknown = _context.InheritsUnknown || _variables.IsUnknown,
        IsSetElsewhere = _context.IsSetElsewhere,
        Group = _context.Group,
        LinesFor = _context.LinesFor,
        LinesPlace = _context.LinesPlace,
    };

    private void Dotnet(DotnetCommand command, IReadOnlyList<Assignment> environment, int line)
    {
        if (command.Words.Any(static w => w.Contains('$', StringComparison.Ordinal)) && command.Target?.Contains('$', StringComparison.Ordinal) is not true && _folder is null)
            return;

        IReadOnlyList<Assignment> all = [.. environment, .. command.Variables.Select(v => ShellCommand.Assigned(v) is { } pair ? _variables.Read(pair.Name, pair.Value) : null).OfType<Assignment>()];
        if (command.Verb.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
        {
            _runtimes.Add(Make(new ProgramHint { Command = ["dotnet", Expand(command.Verb)] }, all, line));
            return;
        }

        if (!s_builds.Contains(command.Verb, StringComparer.Ordinal))
            return;

        IReadOnlyList<ProjectFile> projects = Projects(command.Target);
        if (!command.IsBuilt && !command.Words.Any(static w => w.Contains("LlamaEnv", StringComparison.OrdinalIgnoreCase) && !w.Contains("LlamaEnvOutput", StringComparison.OrdinalIgnoreCase))
            && !environment.Any(static a => a.Name.StartsWith("LlamaEnv", StringComparison.OrdinalIgnoreCase)) && ProjectNeeds.OfBuild(projects, _report) is { } need)
            _runtimes.Add(Make(new ProgramHint(), all, line) with { Need = need });

        if (command.Verb == "test" && TestNeed(command, projects) is { } tests)
            _runtimes.Add(Make(new ProgramHint(), all, line) with { Need = tests });
        else if (command.Verb == "run" && command.Target?.EndsWith(".cs", StringComparison.Ordinal) is true)
            RunFile(command.Target, all, line);
        else if (command.Verb == "run" && projects is [var project] && !HasFileFor(project) && !(LaunchProfiles.Name(project, _report) && !command.Words.Contains("--no-launch-profile")))
            _runtimes.Add(Make(new ProgramHint { Project = project.Path }, all, line));
    }

    private bool HasFileFor(ProjectFile project) => (_context.HasFile || _variables.WritesFile) && ProjectNeeds.LoadsFile(project, _report);

    private IReadOnlyList<ProjectFile> Projects(string? target)
    {
        if (target is null)
            return _folder is null ? [] : ProjectSelection.Of(_folder, null, _report);

        string expanded = RootNames.Strip(Expand(target), out bool isRooted);
        return isRooted ? ProjectSelection.Of("", expanded, _report) : _folder is null ? [] : ProjectSelection.Of(_folder, expanded, _report);
    }

    private Need? TestNeed(DotnetCommand command, IReadOnlyList<ProjectFile> projects)
    {
        // A filter mostly leaves out what needs the network; settings may bring variables.
        if (command.Option("--filter", "--treenode-filter", "-filter") is { } filter && !(filter.Contains("Integration", StringComparison.OrdinalIgnoreCase) && !filter.Contains('!', StringComparison.Ordinal)))
            return null;
        if (_variables.WritesFile || _report.Tree.Files.Any(f => f.EndsWith(".runsettings", StringComparison.OrdinalIgnoreCase) && _report.Tree.Read(f)?.Contains(Variable.ApiKey.Name, StringComparison.Ordinal) is true))
            return null;

        return ProjectNeeds.OfTests(command.Target?.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) is true && _report.Programs.ByCommand([command.Target]) is { } built ? [built] : projects, _report);
    }

    private void RunFile(string target, IReadOnlyList<Assignment> environment, int line)
    {
        if (Rooted(target) is { } file && _report.Tree.Contains(file) && _report.Tree.Read(file) is { } text
            && ProjectEvidence.Of([file], _report.Tree, withoutComments: true) is var evidence && !evidence.ReadsElsewhere && !evidence.ReadsFiles
            && (evidence.Reason ?? (text.Contains("#:package LlamaCloud@", StringComparison.Ordinal) ? $"{file} references LlamaCloud" : null)) is { } reason)
            _runtimes.Add(Make(new ProgramHint(), environment, line) with { Need = new(reason, IsCertain: true) });
    }

    /// <summary>A program that was built here is started by its path.</summary>
    private void Start(string name, IReadOnlyList<Assignment> environment, int line)
    {
        if (!name.Contains('/', StringComparison.Ordinal) && !name.Contains('\\', StringComparison.Ordinal))
            return;
        if (ScriptReader.IsScript(name))
            Call(name, environment);
        else if (_report.Programs.ByCommand([Expand(name)]) is { } project && !HasFileFor(project))
            _runtimes.Add(Make(new ProgramHint { Project = project.Path }, environment, line));
    }

    private void Nested(List<ShellWord> words, IReadOnlyList<Assignment> environment)
    {
        int command = words.FindIndex(static w => w.Text is "-c" or "-lc" or "-ec" or "-Command");
        if (command >= 0 && command + 1 < words.Count && _level < MaxDepth)
            _runtimes.AddRange(Read([(words[command + 1].Text, words[command + 1].Line)], Inner(environment), _report, _level + 1, _called));
        else if (words.Find(static w => ScriptReader.IsScript(w.Text)).Text is { } script)
            Call(script, environment);
    }

    private void Call(string script, IReadOnlyList<Assignment> environment)
    {
        if (_level < MaxDepth && _context.Head is not null && Rooted(script) is { } file && _report.Tree.Contains(file) && _called.Add(file) && _report.Tree.Read(file) is { } text)
            _runtimes.AddRange(Read([(text, 1)], Inner(environment) with { File = file, IsCalled = true, Expression = null, Expand = null, Shell = ScriptReader.ShellOf(file) }, _report, _level + 1, _called));
    }

    private ScriptContext Inner(IReadOnlyList<Assignment> environment) => _context with { Environment = environment, Folder = _folder, InheritsUnknown = _context.InheritsUnknown || _variables.IsUnknown, HasFile = _context.HasFile || _variables.WritesFile };

    private void Docker(List<ShellWord> words, IReadOnlyList<Assignment> environment, int line)
    {
        int verb = words.FindIndex(static w => w.Text is "run" or "create" or "build" or "compose");
        if (verb < 0 || words.Take(verb).Any(static w => w.Text is "network" or "volume" or "service" or "context" or "secret" or "config" or "exec" or "push" or "tag"))
            return;

        List<ShellWord> rest = [.. words.Skip(verb + 1)];
        switch (words[verb].Text)
        {
            case "build":
                DockerImages.Add(DockerBuild.Read(rest), _context.File, Rooted, Expand, _report);
                break;
            case "compose":
                Compose(rest, environment, line);
                break;
            // What is only created, to copy files out of it, starts nothing.
            case "create" when !_text.Contains(" start ", StringComparison.Ordinal):
                break;
            default:
                if (DockerRun.Read(rest) is { } run)
                    Run(run, environment, line);
                break;
        }
    }

    private void Run(DockerRun run, IReadOnlyList<Assignment> environment, int line)
    {
        List<Assignment> given = [.. run.Variables.SelectMany(v => ShellCommand.Assigned(v) is { } pair ? [_variables.Read(pair.Name, pair.Value)] : _variables.Passed(v, environment))];
        List<Carrier> carriers = [.. run.Files.Select(file => new Carrier(new Place(_context.File, file.Line), $"--env-file {file.Text}") { Names = _variables.WritesFile || _context.HasFile || Rooted(file.Text) is not { } path || !_report.Tree.Contains(path) ? null : EnvironmentFileOf(path) })];
        foreach (ShellWord file in _variables.WritesFile ? [] : run.Files)
            Text.EnvironmentFileNames.JudgeAsItStands(Rooted(file.Text), "docker run --env-file", _report);
        if (run.MayBringMore)
            carriers.Add(new(new Place(_context.File, line), "an option of docker"));
        if (_context.IsCalled && given.TrueForAll(static a => Text.ValueText.MeantBy(a.Name) != Variable.ApiKey))
            return; // The script is judged by itself.

        // Where the option is missing, it belongs to the command; where there is nothing that it could hand on, to the step.
        bool isAsked = run.Variables.Any(static v => Text.ValueText.MeantBy(v.Text.Split('=')[0]) == Variable.ApiKey);
        ProgramHint program = new() { Image = DockerImages.Key(Expand(run.Image.Text), _context.File), Command = run.EntryPoint is { } entry ? [entry, .. run.Command] : run.Command };
        _runtimes.Add(Make(program, given, line) with
        {
            Name = _context.Head is null ? "docker run" : isAsked ? _context.Name : $"docker run in {_context.Name}",
            Head = isAsked ? _context.Head ?? new Place(_context.File, line) : new Place(_context.File, line),
            Carriers = carriers,
            InheritsUnknown = false,
            LinesFor = name => DockerLines(name, environment),
            LinesPlace = null,
        });
    }

    private IReadOnlyCollection<string>? EnvironmentFileOf(string path) => Text.EnvironmentFileNames.Of(path, _report.Tree);

    /// <summary>The option, and what the pipeline has to give the script for it.</summary>
    private string DockerLines(string name, IReadOnlyList<Assignment> environment) =>
        _context.LinesFor is { } lines && _context.IsKnown && environment.All(a => a.Name != name) ? $"{lines(name)}\n# docker run -e {name}" : $"-e {name}";

    /// <summary>Compose hands on what its services ask for, and the environment of the step has to have it.</summary>
    private void Compose(List<ShellWord> words, IReadOnlyList<Assignment> environment, int line)
    {
        if (!_context.IsKnown || _variables.IsUnknown || _variables.WritesFile || _context.HasFile || ComposeCommand.Read(words) is not { } command || _folder is null)
            return;

        foreach (Runtime service in command.Services(Rooted, _folder, _report))
        {
            foreach (Assignment asked in service.Environment.Where(static a => a.Name == Variable.ApiKey.Name && a.Supply is Supply.Host or Supply.HostOrRemoved))
            {
                string from = asked.From ?? asked.Name;
                _runtimes.Add(Make(service.Program, [.. environment.Where(a => a.Name == from).Select(a => a with { Name = asked.Name })], line) with { Name = $"{service.Name}, started by {_context.Name},", Group = null });
            }
        }
    }
}
