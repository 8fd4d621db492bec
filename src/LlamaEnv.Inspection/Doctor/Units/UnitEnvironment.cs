using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Units;

/// <summary>
/// The environment of a unit, as its settings make it one after the other. Source: systemd.exec(5): a later assignment goes
/// before an earlier one, an empty setting resets its list, files go before assignments, and what is unset is unset last.
/// </summary>
internal sealed class UnitEnvironment
{
    private readonly List<Assignment> _assignments = [];
    private readonly List<Assignment> _passed = [];
    private readonly List<Assignment> _unset = [];
    private readonly List<Carrier> _files = [];
    private readonly List<FileGrant> _credentials = [];

    /// <param name="unit">The unit with its drop-ins.</param>
    /// <param name="section">The section that speaks of the program.</param>
    /// <param name="report">What to ask for the names in a file of variables.</param>
    /// <param name="areRelativePathsRead">Whether a relative path is one: to quadlets it is, to systemd it is a mistake, and the line is ignored.</param>
    internal UnitEnvironment(UnitFile unit, string section, DoctorReport report, bool areRelativePathsRead)
    {
        foreach (UnitLine line in unit.Lines.Where(l => l.Section == section))
        {
            Place place = new(line.File, line.Line);
            switch (line.Name)
            {
                case "Environment":
                    AddAssignments(line.Value, place, areRelativePathsRead);
                    break;
                case "PassEnvironment":
                    AddNames(line.Value, _passed, Supply.Host, place);
                    break;
                case "UnsetEnvironment":
                    AddNames(line.Value, _unset, Supply.Removed, place);
                    break;
                case "EnvironmentFile":
                    AddFile(line.Value, place, report, areRelativePathsRead);
                    break;
                case "LoadCredential" or "LoadCredentialEncrypted" or "SetCredential" or "SetCredentialEncrypted" or "ImportCredential":
                    AddCredential(line, place);
                    break;
            }
        }
    }

    /// <summary>What is certain of the variables, the last word on each of them last.</summary>
    internal IReadOnlyList<Assignment> Assignments => [.. _passed, .. _assignments.Where(IsLastWord).Select(OverFiles), .. _unset];

    internal IReadOnlyList<Carrier> Files => _files;

    internal IReadOnlyList<FileGrant> Credentials => _credentials;

    /// <summary>A file that is known to have the variable goes before the unit's own line, whatever that says.</summary>
    private bool IsLastWord(Assignment assignment) => !_files.Exists(f => f.Names?.Contains(assignment.Name) is true);

    /// <summary>Where a file may have it, an empty line of the unit is what is left when it does not.</summary>
    private Assignment OverFiles(Assignment assignment)
    {
        if (!_files.Exists(f => f.MayBring(assignment.Name)) || assignment.Supply == Supply.Removed)
            return assignment;

        bool isCertain = _files.Exists(f => f.MayBring(assignment.Name) && !f.IsOptional);
        return assignment with
        {
            Supply = assignment.Supply != Supply.Empty ? assignment.Supply : isCertain ? Supply.Given : Supply.EmptyDefault,
            Faults = [.. assignment.Faults.Where(static f => f.Kind == "hard-coded")],
        };
    }

    private void AddAssignments(string value, Place place, bool isQuadlet)
    {
        if (value.Length == 0)
        {
            Reset(_assignments, place);
            return;
        }

        foreach (string word in UnitWords.Split(value))
        {
            int sign = word.IndexOf('=', StringComparison.Ordinal);
            if (sign > 0)
                _assignments.Add(Assigned(word[..sign], word[(sign + 1)..], place));
            else if (isQuadlet && sign < 0)
                _assignments.Add(new(word, Supply.Host, place) { From = word }); // Podman takes a bare name from where it runs.
            else if (sign < 0)
                _assignments.Add(new(word, Supply.Given, place) { Faults = [DoctorFindings.Malformed(place, $"{word} has no value here, and systemd ignores the line. Write PassEnvironment={word} to pass on what the manager has")] });
        }
    }

    /// <summary>Nothing is expanded here but specifiers, such as <c>%h</c>.</summary>
    private static Assignment Assigned(string name, string value, Place place) =>
        DeploymentTokens.IsOne(value) || (value.StartsWith('%') && value.Length > 1 && !value.EndsWith('%')) ? new(name, Supply.Given, place) : ValueText.Literal(name, value, place);

    private static void AddNames(string value, List<Assignment> list, Supply supply, Place place)
    {
        if (value.Length == 0)
            list.Clear();
        // NAME=VALUE unsets that value only.
        list.AddRange(UnitWords.Split(value).Where(static w => !w.Contains('=', StringComparison.Ordinal)).Select(name => new Assignment(name, supply, place) { From = supply == Supply.Host ? name : null }));
    }

    private void AddFile(string value, Place place, DoctorReport report, bool areRelativePathsRead)
    {
        if (value.Length == 0)
        {
            _files.Clear();
            return;
        }

        bool isOptional = value[0] == '-';
        string path = UnitWords.Split(isOptional ? value[1..] : value) is [var first, ..] ? first : "";
        bool isAbsolute = path.StartsWith('/') || path.StartsWith('%') || DeploymentTokens.IsOne(path);
        if (path.Length == 0 || (!isAbsolute && !areRelativePathsRead))
            return; // Without a slash in front systemd ignores the line.

        string? inRepository = isAbsolute ? null : RepositoryTree.Combine(RepositoryTree.FolderOf(place.File), path);
        if (areRelativePathsRead)
            EnvironmentFileNames.JudgeAsItStands(inRepository, "Podman", report);
        _files.Add(new Carrier(place, $"EnvironmentFile {path}") { IsOptional = isOptional, Names = EnvironmentFileNames.Of(inRepository, report.Tree) });
    }

    private void AddCredential(UnitLine line, Place place)
    {
        if (line.Value.Length == 0)
        {
            _credentials.Clear();
            return;
        }

        string[] parts = line.Value.Split(':', 2);
        string name = UnitWords.Split(parts[0]) is [var first, ..] ? first : "";
        _credentials.Add(new FileGrant(name, $"$CREDENTIALS_DIRECTORY/{name}", place));
    }

    /// <summary>Of what an empty setting takes away, ours are remembered: whoever gave them meant them to be there.</summary>
    private static void Reset(List<Assignment> list, Place place)
    {
        List<Assignment> ours = [.. list.Where(static a => Variable.All.Any(v => v.Name == a.Name) && a.Supply is Supply.Given or Supply.Host).DistinctBy(static a => a.Name)];
        list.Clear();
        foreach (Assignment one in ours)
            list.AddRange([one, new(one.Name, Supply.Removed, place)]);
    }
}
