using LlamaEnv.Detection;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Programs;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor;

/// <summary>
/// Judges what starts a program, whatever file it stands in: is there a key, a usable one, one that stays. A runtime of
/// which nothing shows that it needs the key is left alone.
/// </summary>
internal sealed class Judge(DoctorReport report)
{
    private readonly Dictionary<Runtime, RepositoryProgram?> _programs = new(ReferenceEqualityComparer.Instance);

    /// <summary>All findings about the report's runtimes.</summary>
    internal IEnumerable<Finding> JudgeAll()
    {
        foreach (Runtime runtime in report.Runtimes)
            _programs.TryAdd(runtime, report.Programs.Find(runtime.Program));
        return report.Runtimes.SelectMany(JudgeOne).Concat(report.Runtimes.Where(static r => r.Group is not null).GroupBy(static r => r.Group).SelectMany(SplitSets));
    }

    private IEnumerable<Finding> JudgeOne(Runtime runtime)
    {
        RepositoryProgram? program = _programs[runtime];
        bool isCertain = runtime.Need is { } need ? need.IsCertain : program is { Evidence: not null, IsCertain: true };
        List<Finding> findings = [.. runtime.Environment.Where(static a => ValueText.IsOurs(a.Name)).SelectMany(a => JudgeLine(a, runtime, program, isCertain))];
        if (JudgeKey(runtime, program, isCertain) is { } missing)
            findings.Add(missing);
        return findings;
    }

    private IEnumerable<Finding> JudgeLine(Assignment assignment, Runtime runtime, RepositoryProgram? program, bool isCertain)
    {
        Variable variable = ValueText.MeantBy(assignment.Name)!;
        if (ValueText.IsConfigurationKey(assignment.Name))
            return assignment.Faults;
        if (!string.Equals(assignment.Name, variable.Name, StringComparison.Ordinal))
        {
            // A program may read any name: one that stands in its sources is no mistake, nor is one beside the right name.
            bool isRead = program is not null && report.Programs.Mentions(program, assignment.Name);
            return isRead || runtime.Environment.Any(a => a.Name == variable.Name) || (variable != Variable.ApiKey && !isCertain) ? [] : [DoctorFindings.WrongName(assignment, variable, runtime, isCertain)];
        }

        Assignment last = runtime.Environment.Last(a => a.Name == assignment.Name);
        bool isLast = ReferenceEquals(last, assignment);
        (string Where, bool IsKnown)? earlier = isLast ? Earlier(runtime, assignment) : null;
        return assignment.Supply switch
        {
            Supply.Empty when earlier is not null => [DoctorFindings.Overridden(assignment, earlier.Value, runtime, isCertain, "this empty one goes before it")],
            Supply.Removed => earlier is null ? [] : [DoctorFindings.Overridden(assignment, earlier.Value, runtime, isCertain, "this line takes it away")],
            Supply.HostOrRemoved when earlier is not null => [DoctorFindings.Overridden(assignment, earlier.Value, runtime, isCertain: false, "this line takes it away where the host has none")],
            Supply.Empty when isLast => [DoctorFindings.Empty(assignment, runtime, isCertain)],
            Supply.EmptyDefault when isLast => [DoctorFindings.EmptyDefault(assignment, runtime)],
            _ => assignment.Faults,
        };
    }

    /// <summary>Where the value stands that an assignment replaces, and whether it is known to be there; null for nowhere.</summary>
    private static (string Where, bool IsKnown)? Earlier(Runtime runtime, Assignment assignment) =>
        runtime.Environment.TakeWhile(a => !ReferenceEquals(a, assignment)).LastOrDefault(a => a.Name == assignment.Name && a.Supply is Supply.Given or Supply.Host) is { } given ? (given.Place.ToString(), true)
        : runtime.Carriers.FirstOrDefault(c => c.Names?.Contains(assignment.Name) is true) is { } known ? (known.Description, true)
        : assignment.Supply is Supply.Empty or Supply.HostOrRemoved or Supply.Removed && runtime.Carriers.FirstOrDefault(static c => c is { Names: null, IsUnordered: false }) is { } unknown ? (unknown.Description, false)
        : null;

    private Finding? JudgeKey(Runtime runtime, RepositoryProgram? program, bool isCertain)
    {
        string key = Variable.ApiKey.Name;
        bool isTakenAway = runtime.Environment.LastOrDefault(a => a.Name == key) is { Supply: Supply.Removed };
        if (runtime.Environment.Any(a => ValueText.MeantBy(a.Name) == Variable.ApiKey && a.Supply != Supply.Removed) || (isTakenAway && runtime.Carriers.Any(c => c.MayBring(key))))
            return null; // Its line is judged.

        if (HasWayOfItsOwn(runtime))
            return null;

        List<Carrier> carriers = [.. runtime.Carriers.Where(c => c.MayBring(key))];
        if (carriers.Count > 0)
            return carriers.TrueForAll(static c => c.IsOptional) && isCertain && !runtime.InheritsUnknown ? DoctorFindings.OptionalSource(carriers[0], runtime, carriers[0].FlagPlace ?? carriers[0].Place) : null;
        // Tests that are run with the key elsewhere are meant to skip themselves here.
        if (runtime.Need is { IsCertain: false } tests && report.Runtimes.Any(r => r.Need?.Evidence == tests.Evidence && HasKey(r)))
            return null;
        if (runtime.InheritsUnknown || (runtime.Need is null && program is { ReadsElsewhere: true }))
            return null;

        (string? evidence, bool isShown) = runtime.Need is { } need ? (need.Evidence, need.IsCertain)
            : program is { Evidence: { } reason, IsCertain: true } ? (reason, true)
            : (SiblingOf(runtime), false);
        if (evidence is null)
            return null;

        isShown &= !runtime.IsSetElsewhere;
        FileGrant? file = runtime.Files.FirstOrDefault(static f => ValueText.MeantBy(f.Name.Replace('-', '_').Replace('.', '_')) == Variable.ApiKey);
        return file is null ? DoctorFindings.NotPassed(runtime, evidence, isShown, runtime.LinesFor?.Invoke(key))
            : program is not null && report.Programs.ReadsFile(program, file.Path) ? null
            : DoctorFindings.FileNotRead(file, runtime, isShown, runtime.LinesFor?.Invoke(key));
    }

    /// <summary>Whether what is started sets the variable itself, or has a configuration of its own for it, such as <c>Services__Llama__ApiKey</c>.</summary>
    private bool HasWayOfItsOwn(Runtime runtime) =>
        runtime.Program.Command.Any(static w => w.Contains($"{Variable.ApiKey.Name}=", StringComparison.Ordinal))
        || (runtime.Files.Count > 0 && report.Programs.IsExportedByScript)
        || runtime.Environment.Any(static a => ProviderNames.MayBeLlamaCloud(a.Name) && NameTokens.IsCredential(a.Name));

    /// <summary>A neighbour that starts the same image the same way, with other arguments, and gets the key; what shows that this one needs it.</summary>
    private string? SiblingOf(Runtime runtime) =>
        runtime.Group is not null && FamilyOf(runtime) is { } family && _programs[runtime] is null or { Evidence: not null, IsCertain: false }
            && report.Runtimes.FirstOrDefault(r => r.Group == runtime.Group && !ReferenceEquals(r, runtime) && FamilyOf(r) == family && HasKey(r) && !r.Program.Command.SequenceEqual(runtime.Program.Command)) is { } sibling
            ? $"{sibling.Name} starts the same image and gets it"
            : null;

    /// <summary>What is started, without its arguments. Where two have the same arguments, too, a variable chooses what they do, and one tells nothing of the other.</summary>
    private static string? FamilyOf(Runtime runtime)
    {
        ProgramHint hint = runtime.Program;
        string? image = hint.Dockerfile is { } dockerfile ? $"{hint.Context}|{dockerfile}|{hint.Stage}" : hint.Image;
        if (image is null)
            return null;

        IEnumerable<string> words = hint.Command.TakeWhile(static w => !w.StartsWith('-'));
        string? first = words.FirstOrDefault();
        return $"{image}|{string.Join(' ', words.Take(first is "dotnet" or "python" or "python3" or "node" or "sh" or "bash" ? 2 : 1))}";
    }

    private static bool HasKey(Runtime runtime) =>
        runtime.Environment.LastOrDefault(static a => a.Name == Variable.ApiKey.Name) is { Supply: not (Supply.Empty or Supply.Removed) } || runtime.Carriers.Any(static c => c.Names?.Contains(Variable.ApiKey.Name) is true);

    /// <summary>Among those that are deployed together, one has the key without what another has with it.</summary>
    private IEnumerable<Finding> SplitSets(IGrouping<string?, Runtime> group)
    {
        List<Runtime> withKey = [.. group.Where(HasKey)];
        foreach (string variable in (string[])[Variable.BaseUrl.Name, Variable.ProjectId.Name])
        {
            if (withKey.FirstOrDefault(r => r.Environment.Any(a => a.Name == variable && a.Supply != Supply.Empty)) is not { } richer)
                continue;

            foreach (Runtime poorer in withKey)
            {
                if (poorer.Environment.All(a => a.Name != variable) && !poorer.Carriers.Any(c => c.MayBring(variable)) && KeyOrigin(poorer) == KeyOrigin(richer) && !poorer.InheritsUnknown)
                    yield return DoctorFindings.SplitSet(poorer, variable, richer, isPassed: richer.Environment.Any(a => a.Name == variable && a.Supply == Supply.Host));
            }
        }
    }

    /// <summary>Where the key comes from: another key may be for another server.</summary>
    private static string? KeyOrigin(Runtime runtime) => runtime.Environment.LastOrDefault(static a => a.Name == Variable.ApiKey.Name)?.From;
}
