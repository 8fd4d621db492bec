using System.Text;
using LlamaEnv.Inspection.Doctor.Model;

namespace LlamaEnv.Inspection.Doctor.Units;

/// <summary>
/// A file in the syntax of systemd's units, quadlets too: sections, settings in any order, <c>\</c> at the end of a line,
/// <c>#</c> and <c>;</c> comments, also among continued lines. Source: systemd.syntax(7).
/// </summary>
/// <param name="Lines">The settings, in their order.</param>
/// <param name="Sections">The sections with the lines of their heads, the first of each name.</param>
internal sealed record UnitFile(IReadOnlyList<UnitLine> Lines, IReadOnlyDictionary<string, Place> Sections)
{
    /// <summary>The settings of a section with a name, in their order.</summary>
    internal IEnumerable<UnitLine> Of(string section, string name) => Lines.Where(l => l.Section == section && l.Name == name);

    /// <summary>The last value of a setting; null where it has none.</summary>
    internal string? Last(string section, string name) => Of(section, name).LastOrDefault()?.Value is { Length: > 0 } value ? value : null;

    /// <summary>With what a drop-in adds: its settings come after this one's.</summary>
    internal UnitFile With(UnitFile dropIn) => new([.. Lines, .. dropIn.Lines], Sections.Concat(dropIn.Sections.Where(s => !Sections.ContainsKey(s.Key))).ToDictionary());

    internal static UnitFile Parse(string file, string text)
    {
        List<UnitLine> settings = [];
        Dictionary<string, Place> sections = new(StringComparer.Ordinal);
        string section = "";
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.Length == 0 || line[0] is '#' or ';')
                continue;
            if (line[0] == '[' && line[^1] == ']')
            {
                section = line[1..^1];
                sections.TryAdd(section, new Place(file, i + 1));
                continue;
            }

            int first = i;
            StringBuilder joined = new(line);
            while (joined.Length > 0 && joined[^1] == '\\' && i + 1 < lines.Length)
            {
                joined[^1] = ' ';
                do
                    i++;
                while (i + 1 < lines.Length && lines[i].TrimStart() is ['#' or ';', ..]);
                joined.Append(lines[i].Trim());
            }

            string setting = joined.ToString();
            int sign = setting.IndexOf('=', StringComparison.Ordinal);
            if (sign > 0)
                settings.Add(new(section, setting[..sign].Trim(), setting[(sign + 1)..].Trim(), file, first + 1));
        }

        return new(settings, sections);
    }
}
