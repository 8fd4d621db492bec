using System.CommandLine;
using LlamaEnv.Detection;

namespace LlamaEnv.Tool.Commands;

/// <summary>Says in one line what cannot be understood, and what was probably meant.</summary>
internal static class UsageErrors
{
    internal static string Describe(ParseResult parsed, IReadOnlyList<string> arguments)
    {
        Command command = parsed.CommandResult.Command;
        if (arguments.TakeWhile(static a => a != "--").FirstOrDefault(a => IsUnknownOption(a, parsed)) is { } option)
            return $"There is no option '{NameOf(option)}'{Likely(NameOf(option), OptionsOf(command).Where(static o => !o.Hidden).Select(static o => o.Name))}";
        if (parsed.UnmatchedTokens is [{ } word, ..])
        {
            return command.Subcommands.Count == 0
                ? $"'{word}' is one argument too many."
                : $"There is no command '{word}'{Likely(word, Known(command))}";
        }

        return command.Subcommands.Count > 0 && command.Action is null
            ? $"'{command.Name}' needs a command: {string.Join(", ", command.Subcommands.Where(static c => !c.Hidden).Select(static c => c.Name))}."
            : parsed.Errors[0].Message;
    }

    /// <summary>What begins as an option, is none, and does not stand where the value of one does.</summary>
    private static bool IsUnknownOption(string argument, ParseResult parsed) =>
        argument.Length > 1 && argument[0] == '-'
        && !OptionsOf(parsed.CommandResult.Command).Any(o => o.Name == NameOf(argument) || o.Aliases.Contains(NameOf(argument)))
        && !parsed.CommandResult.Children.OfType<System.CommandLine.Parsing.OptionResult>().Any(o => o.Tokens.Any(t => t.Value == argument));

    private static IEnumerable<Option> OptionsOf(Command command) => [.. command.Options, .. command.Parents.OfType<Command>().SelectMany(OptionsOf).Where(static o => o.Recursive)];

    private static string NameOf(string argument) => argument.Split('=', ':')[0];

    /// <summary>The commands below one, and below those, by the words that are typed for them.</summary>
    private static IEnumerable<string> Known(Command command) =>
        command.Subcommands.Where(static c => !c.Hidden).SelectMany(static c => Known(c).Select(rest => $"{c.Name} {rest}").Prepend(c.Name));

    /// <summary>The one that is nearest: few letters off, begun alike, or the last word of a longer one.</summary>
    private static string Likely(string typed, IEnumerable<string> known)
    {
        string[] names = [.. known];
        string? likely = names.FirstOrDefault(n => string.Equals(n, typed, StringComparison.OrdinalIgnoreCase))
            ?? names.FirstOrDefault(n => n.EndsWith($" {typed}", StringComparison.Ordinal))
            ?? names.FirstOrDefault(n => EditDistance.IsWithin(1, n, typed))
            ?? (typed.Length > 3 ? names.FirstOrDefault(n => EditDistance.IsWithin(2, n, typed)) : null)
            ?? (typed.TrimStart('-').Length > 2 ? names.FirstOrDefault(n => n.StartsWith(typed, StringComparison.OrdinalIgnoreCase)) : null)
            ?? names.FirstOrDefault(n => n.Contains(' ', StringComparison.Ordinal) && EditDistance.IsWithin(1, n[(n.LastIndexOf(' ') + 1)..], typed));
        return likely is null ? "." : $". Did you mean '{likely}'?";
    }
}
