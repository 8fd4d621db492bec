using System.Text;
using LlamaEnv.Inspection.Doctor.Config;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Processes;

/// <summary>
/// Reads supervisord's programs. They inherit the daemon's environment, so that nothing is missing for certain; a value
/// that stands there goes before it. Source: supervisord's configuration file reference.
/// </summary>
internal static class SupervisorReader
{
    internal static Artefact Artefact { get; } = new("supervisord", static file => file.EndsWith(".conf", StringComparison.Ordinal) || file.EndsWith(".ini", StringComparison.Ordinal), Read);

    private static void Read(string file, DoctorReport report)
    {
        if (report.Tree.Read(file) is not { } text || !(text.Contains("[program:", StringComparison.Ordinal) || text.Contains("[supervisord]", StringComparison.Ordinal)))
            return;

        List<(string Section, int Line, List<(string Name, string Value, int Line)> Settings)> sections = [.. Sections(text)];
        List<Assignment> daemon = [.. sections.Where(static s => s.Section == "supervisord").SelectMany(s => Environment(s.Settings, file))];
        bool isJudged = false;
        foreach ((string section, int line, List<(string Name, string Value, int Line)> settings) in sections.Where(static s => s.Section.StartsWith("program:", StringComparison.Ordinal) || s.Section.StartsWith("eventlistener:", StringComparison.Ordinal) || s.Section.StartsWith("fcgi-program:", StringComparison.Ordinal)))
        {
            isJudged = true;
            string command = settings.LastOrDefault(static s => s.Name == "command").Value ?? "";
            report.Add(new Runtime($"program '{section[(section.IndexOf(':', StringComparison.Ordinal) + 1)..]}'", new Place(file, line), new ProgramHint { Command = command.Split(' ', StringSplitOptions.RemoveEmptyEntries) })
            {
                Environment = [.. daemon, .. Environment(settings, file)],
                InheritsUnknown = true,
                Group = $"supervisord {file}",
            });
        }

        if (!isJudged && daemon.Count > 0)
            report.Add(new Runtime("supervisord", daemon[0].Place, new ProgramHint()) { Environment = daemon, InheritsUnknown = true });
    }

    /// <summary>Sections of settings; a line that begins with a blank goes on with the one above, <c>;</c> after a blank begins a comment.</summary>
    private static IEnumerable<(string Section, int Line, List<(string Name, string Value, int Line)> Settings)> Sections(string text)
    {
        (string Section, int Line, List<(string Name, string Value, int Line)> Settings)? current = null;
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = WithoutComment(lines[i]);
            if (line.Trim().Length == 0)
                continue;

            if (char.IsWhiteSpace(line[0]) && current is { Settings: { Count: > 0 } known })
            {
                (string name, string value, int first) = known[^1];
                known[^1] = (name, $"{value}\n{line.Trim()}", first);
            }
            else if (line.StartsWith('[') && line.Contains(']', StringComparison.Ordinal))
            {
                if (current is { } done)
                    yield return done;
                current = (line[1..line.IndexOf(']', StringComparison.Ordinal)].Trim(), i + 1, []);
            }
            else if (line.IndexOfAny(['=', ':']) is > 0 and var sign)
            {
                current?.Settings.Add((line[..sign].Trim(), line[(sign + 1)..].Trim(), i + 1));
            }
        }

        if (current is { } last)
            yield return last;
    }

    private static string WithoutComment(string line)
    {
        if (line.TrimStart() is ['#' or ';', ..])
            return "";

        int start = line.IndexOf(" ;", StringComparison.Ordinal);
        return (start < 0 ? line : line[..start]).TrimEnd();
    }

    private static IEnumerable<Assignment> Environment(List<(string Name, string Value, int Line)> settings, string file)
    {
        foreach ((_, string value, int line) in settings.Where(static s => s.Name == "environment"))
        {
            foreach ((string name, string text, int offset) in Pairs(value))
                yield return Assigned(name, text, new Place(file, line + offset));
        }
    }

    /// <summary><c>%(ENV_X)s</c> is what the daemon has as X; other references stay as they are.</summary>
    private static Assignment Assigned(string name, string text, Place place) =>
        text.StartsWith("%(ENV_", StringComparison.Ordinal) && text.EndsWith(")s", StringComparison.Ordinal) ? ValueText.FromHost(name, text["%(ENV_".Length..^2], Supply.Host, place)
        : text.Contains("%(", StringComparison.Ordinal) ? new(name, Supply.Given, place)
        : ConfigValue.Literal(name, text, place);

    /// <summary><c>A="1",B='2',C=3</c>, over several lines; a value with a comma in it stands in quotes.</summary>
    private static IEnumerable<(string Name, string Value, int LineOffset)> Pairs(string text)
    {
        StringBuilder part = new();
        char quote = '\0';
        int line = 0;
        int first = 0;
        bool isBlank = true;
        foreach (char c in text + ',')
        {
            if (c == '\n')
                line++;
            if (quote == '\0' && c == ',')
            {
                string pair = part.ToString();
                if (pair.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign)
                    yield return (pair[..sign].Trim(), pair[(sign + 1)..].Trim(), first);
                part.Clear();
                isBlank = true;
            }
            else if (quote == '\0' && c is '"' or '\'')
            {
                quote = c;
            }
            else if (c == quote)
            {
                quote = '\0';
            }
            else
            {
                if (isBlank && !char.IsWhiteSpace(c))
                    (first, isBlank) = (line, false);
                part.Append(c);
            }
        }
    }
}
