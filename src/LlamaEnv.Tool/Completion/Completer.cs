using System.CommandLine;
using System.CommandLine.Completions;

namespace LlamaEnv.Tool.Completion;

/// <summary>
/// Finds what may stand where the cursor is. All of it comes from the definitions of the commands: their names, options,
/// and the completion sources of options and arguments.
/// </summary>
/// <remarks>
/// System.CommandLine's own answer has every spelling of every option, also of those that were given, and does not tell
/// where a path may stand.
/// </remarks>
internal sealed class Completer
{
    /// <summary>More would not stand beside the word in a window of 80 columns.</summary>
    private const int MaxDescription = 56;

    private readonly CompletionContext _context;
    private readonly string _typed;
    private readonly List<Command> _path = [];
    private readonly HashSet<Option> _given = [];
    private int _argumentCount;
    private bool _isBehindDashes;
    private Option? _pending;

    private Completer(RootCommand root, IReadOnlyList<string> words)
    {
        _typed = words[^1];
        _context = root.Parse([.. words], new ParserConfiguration { ResponseFileTokenReplacer = null }).GetCompletionContext();
        _path.Add(root);
        foreach (string word in words.SkipLast(1))
            Read(word);
    }

    private Command Command => _path[^1];

    /// <param name="root">The commands.</param>
    /// <param name="words">What stands behind the program's name up to the cursor, without quotes; the last is the one that is typed, if only "".</param>
    internal static Answer Complete(RootCommand root, IReadOnlyList<string> words) => new Completer(root, words).Complete();

    private void Read(string word)
    {
        if (_pending is not null)
            _pending = null;
        else if (word == "--")
            _isBehindDashes = true;
        else if (!_isBehindDashes && word.StartsWith('-'))
            ReadOption(word);
        else if (!_isBehindDashes && Command.Subcommands.FirstOrDefault(c => c.Name == word || c.Aliases.Contains(word)) is { } command)
            Enter(command);
        else
            _argumentCount++;
    }

    private void ReadOption(string word)
    {
        int length = NameLength(word);
        if (Find(word[..length]) is not { } option)
            return;

        _given.Add(option);
        _pending = length == word.Length && TakesValue(option) ? option : null;
    }

    private void Enter(Command command)
    {
        _path.Add(command);
        _argumentCount = 0;
    }

    private Answer Complete()
    {
        if (_isBehindDashes)
            return Answer.Path; // Somebody else's command line, or a file whose name begins with a dash.
        if (_pending is not null)
            return Values(_pending.HelpName, _pending.CompletionSources, "");
        if (!_typed.StartsWith('-'))
            return CommandsAndArguments();

        int length = NameLength(_typed);
        if (length == _typed.Length)
            return new Answer(Options(), TakesPath: false);
        return Find(_typed[..length]) is { } option && TakesValue(option) ? Values(option.HelpName, option.CompletionSources, _typed[..(length + 1)]) : Answer.Nothing;
    }

    private Answer CommandsAndArguments()
    {
        Candidate[] commands = [.. Command.Subcommands.Where(c => !c.Hidden && Matches(c.Name)).Select(c => new Candidate(c.Name, FirstSentence(c.Description)))];
        if (FindArgument() is not { } argument)
            return new Answer(commands, TakesPath: false);

        Answer values = Values(argument.Name, argument.CompletionSources, "");
        return values with { Candidates = [.. commands, .. values.Candidates] };
    }

    /// <summary>The argument that the typed word would be; the last may take any number of words.</summary>
    private Argument? FindArgument() =>
        _argumentCount < Command.Arguments.Count ? Command.Arguments[_argumentCount]
        : Command.Arguments is [.., { Arity.MaximumNumberOfValues: > 1 } last] ? last
        : null;

    /// <param name="valueName">What help texts call the value.</param>
    /// <param name="sources">Where values are known.</param>
    /// <param name="lead">What stands in front of the value in the same word.</param>
    private Answer Values(string? valueName, List<Func<CompletionContext, IEnumerable<CompletionItem>>> sources, string lead)
    {
        CompletionItem[] items = [.. sources.SelectMany(source => source(_context))];
        bool isPath = valueName is "PATH" or "PROJECT" || items.Any(i => i.Kind == Candidate.PathFollows && _typed.StartsWith(lead + i.Label, StringComparison.Ordinal));
        // What only begins a word is no answer to itself.
        return new Answer([.. items.Select(i => Candidate.Of(i, lead)).Where(c => Matches(c.Word) && !(c.Word == _typed && c.Word.EndsWith(':'))).DistinctBy(c => c.Word)], isPath);
    }

    /// <summary>Long names, but short ones too where one is typed; each once, unless it may be repeated.</summary>
    private Candidate[] Options() => [..
        from option in AllOptions()
        where !option.Hidden && (option.Arity.MaximumNumberOfValues > 1 || !_given.Contains(option))
        from name in _typed.StartsWith("--", StringComparison.Ordinal) || _typed.Length < 2 ? [option.Name] : option.Aliases.Where(static a => char.IsAsciiLetter(a[^1]) && a[0] == '-').Prepend(option.Name)
        where Matches(name)
        select new Candidate(name, FirstSentence(option.Description))];

    private IEnumerable<Option> AllOptions() => Command.Options.Concat(_path.SkipLast(1).SelectMany(c => c.Options.Where(o => o.Recursive)));

    private Option? Find(string name) => AllOptions().FirstOrDefault(o => o.Name == name || o.Aliases.Contains(name));

    private static bool TakesValue(Option option) => option.ValueType != typeof(bool) && option.Arity.MaximumNumberOfValues > 0;

    /// <summary>Of <c>--name=value</c> the part in front; System.CommandLine reads a colon there, too.</summary>
    private static int NameLength(string word) => word.IndexOfAny(['=', ':']) is >= 0 and var end ? end : word.Length;

    private bool Matches(string word) => word.StartsWith(_typed, StringComparison.Ordinal);

    private static string FirstSentence(string? text)
    {
        string sentence = text is null ? "" : text.Split(". ")[0].TrimEnd('.');
        return sentence.Length <= MaxDescription ? sentence : $"{sentence[..sentence.LastIndexOf(' ', MaxDescription)]} ...";
    }
}
