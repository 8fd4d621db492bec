using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Shell;

/// <summary>The variables of a script while it runs: what it gets, what it exports, and what it may have from files.</summary>
internal sealed class ScriptVariables
{
    private static readonly string[] s_writers = [">", "tee", "Out-File", "Content", "cp ", "mv ", "base64", "sed ", "install "];

    private readonly ScriptContext _context;
    private readonly string _text;
    private readonly List<Assignment> _exported;
    private readonly List<Assignment> _local = [];
    private readonly Dictionary<string, string> _values;

    internal ScriptVariables(ScriptContext context, string text)
    {
        (_context, _text) = (context, text);
        _exported = [.. context.Environment];
        _values = new(context.Values, StringComparer.Ordinal);
        WritesFile = WritesFileOf(text);
    }

    /// <summary>What a command gets that is started now.</summary>
    internal IReadOnlyList<Assignment> Current => [.. _exported];

    /// <summary>Whether a file was read, or a command's output, that may bring any variable.</summary>
    internal bool IsUnknown { get; private set; }

    /// <summary>Whether the script writes a file of variables, or the user's secrets.</summary>
    internal bool WritesFile { get; }

    /// <summary>Whether a script writes a file of variables, or the user's secrets.</summary>
    internal static bool WritesFileOf(string text) =>
        text.Split('\n').Any(static line => line.Contains("user-secrets set", StringComparison.Ordinal) || line.Contains("llama-env", StringComparison.Ordinal)
            || ((line.Contains(".env", StringComparison.Ordinal) || line.Contains(Variable.ApiKey.Name, StringComparison.Ordinal)) && !line.Contains("GITHUB_", StringComparison.Ordinal) && !line.Contains("docker ", StringComparison.Ordinal) && s_writers.Any(w => line.Contains(w, StringComparison.Ordinal))));

    /// <summary>A command that is about variables only.</summary>
    internal bool Take(IReadOnlyList<ShellWord> words)
    {
        switch (words[0].Text)
        {
            case "export" or "declare" or "typeset" or "readonly" or "local":
                foreach (ShellWord word in words.Skip(1))
                    Export(word);
                return true;
            case "unset":
                _exported.RemoveAll(a => words.Any(w => w.Text == a.Name));
                return true;
            case "source" or "." or "eval" or "read" or "mapfile":
                IsUnknown = true;
                return true;
            case "set" when _context.Shell == ShellKind.Cmd && words.Count > 1:
                Export(words[1]);
                return true;
            case "set":
                IsUnknown |= words.Any(static w => w.Text is "-a" or "allexport");
                return true;
        }

        return _context.Shell == ShellKind.PowerShell && TakeAssignment(words);
    }

    /// <summary>PowerShell's <c>$env:K = "value"</c>, with blanks or without.</summary>
    private bool TakeAssignment(IReadOnlyList<ShellWord> words)
    {
        int sign = words[0].Text.IndexOf('=', StringComparison.Ordinal);
        if (EnvironmentName(sign < 0 ? words[0].Text : words[0].Text[..sign]) is not { } name)
            return false;
        if (sign >= 0)
            _exported.Add(Read(name, words[0] with { Text = words[0].Text[(sign + 1)..] }));
        else if (words.Count > 2 && words[1].Text == "=")
            _exported.Add(Read(name, words[2]));
        return true;
    }

    /// <summary>Assignments that no command follows: they are exported only where the name is.</summary>
    internal void Assign(ShellCommand command)
    {
        foreach ((string name, ShellWord value) in command.Assignments())
        {
            Assignment made = Read(name, value);
            _local.Add(made);
            Remember(name, value);
            if (_exported.Exists(a => a.Name == name))
                _exported.Add(made);
        }
    }

    /// <summary>The value that a word gives a variable.</summary>
    internal Assignment Read(string name, ShellWord word)
    {
        Place place = new(_context.File, word.Line);
        if (_context.Expression?.Invoke(name, word.Text, place) is { } made)
            return made;
        if (word.IsLiteral && ValueText.MeantBy(name) is not null && ReferenceOf(word.Text) is not null)
            return new(name, Supply.Given, place) { Faults = [Malformed(place, $"nothing expands the reference in this value, and {name} gets it as it stands. Put it in double quotes")] };

        return ReferenceOf(word.Text) is { } reference ? FromVariable(name, reference.Name, word, place) : ShellText.Read(name, word.Text, place);
    }

    /// <summary>What a bare name hands on; nothing where it is certain that there is none.</summary>
    internal IEnumerable<Assignment> Passed(ShellWord word, IReadOnlyList<Assignment> environment)
    {
        string name = word.Text;
        return environment.LastOrDefault(a => a.Name == name) is { } known ? [known]
            : _context.IsKnown && !IsUnknown && !name.EndsWith('*') ? []
            : [new(name, Supply.Host, new Place(_context.File, word.Line)) { From = name }];
    }

    /// <summary>With the plain values of variables in it, for paths and names.</summary>
    internal string Expand(string text)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
            return text;

        foreach ((string name, string value) in _values.OrderByDescending(static v => v.Key.Length))
            text = text.Replace($"${{{name}}}", value, StringComparison.Ordinal).Replace($"$env:{name}", value, StringComparison.Ordinal).Replace($"${name}", value, StringComparison.Ordinal);
        return text;
    }

    internal static Finding Malformed(Place place, string message) => DoctorFindings.Make(DiagnosticCodes.UnexpandedReference, DiagnosticSeverity.Error, "malformed-value", place, message, null);

    private Assignment FromVariable(string name, string from, ShellWord word, Place place)
    {
        if (_exported.Concat(_local).LastOrDefault(a => a.Name == from) is { } known)
            return known with { Name = name };
        if (_values.ContainsKey(from))
            return new(name, Supply.Given, place) { From = from };

        // In a pipeline everything that a step gets is written down, so that what is nowhere is empty.
        bool isNowhere = _context.IsKnown && !IsUnknown && _context.Shell != ShellKind.Cmd && !IsSetSomewhere(from) && ReferenceOf(word.Text) is { Operator: "" or ":-" or "-", Argument: "" };
        return isNowhere ? new(name, Supply.Empty, place) { From = from }
            : _context.Shell == ShellKind.Posix ? ShellText.Read(name, word.Text, place)
            : ValueText.FromHost(name, from, Supply.Host, place);
    }

    /// <summary>Whether the script itself gives it a value that nobody can tell: a loop, a default, a command, what is read.</summary>
    private bool IsSetSomewhere(string name) =>
        ((string[])[$"for {name} ", $"{name}:=", $"{name}=$(", $"{name}=\"$(", $"{name}=`"]).Any(form => _text.Contains(form, StringComparison.Ordinal))
        || _text.Split('\n').Any(line => line.Contains(name, StringComparison.Ordinal) && ShellWords(line) is ["read", ..] or [_, "read", ..]);

    private static string[] ShellWords(string line) => line.Split([' ', '\t', ';'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The one reference that a value is, in the shell's own syntax.</summary>
    private (string Name, string Operator, string Argument)? ReferenceOf(string text) =>
        _context.Shell switch
        {
            ShellKind.Cmd => text.Length > 2 && text[0] == '%' && text[^1] == '%' ? (text[1..^1], "", "") : null,
            ShellKind.PowerShell => EnvironmentName(text) is { } name ? (name, "", "") : null,
            _ => ShellText.Parse(text),
        };

    private static string? EnvironmentName(string text) =>
        text.StartsWith("$($env:", StringComparison.OrdinalIgnoreCase) && text.EndsWith(')') ? text[7..^1]
        : text.StartsWith("$env:", StringComparison.OrdinalIgnoreCase) ? text[5..] : text.StartsWith("${env:", StringComparison.OrdinalIgnoreCase) && text.EndsWith('}') ? text[6..^1] : null;

    private void Export(ShellWord word)
    {
        if (ShellCommand.Assigned(word) is { } pair)
        {
            _exported.Add(Read(pair.Name, pair.Value));
            Remember(pair.Name, pair.Value);
        }
        else if (_local.LastOrDefault(a => a.Name == word.Text) is { } local)
        {
            _exported.Add(local);
        }
        else
        {
            IsUnknown |= word.Text.Contains("$(", StringComparison.Ordinal) || word.Text.Contains('`', StringComparison.Ordinal);
        }
    }

    private void Remember(string name, ShellWord value)
    {
        if (!value.Text.Contains('$', StringComparison.Ordinal) && !value.Text.Contains('`', StringComparison.Ordinal) && ValueText.MeantBy(name) is null && !value.Text.Contains(KeyLiteral.Prefix, StringComparison.Ordinal))
            _values[name] = value.Text;
        else
            _values.Remove(name);
    }
}
