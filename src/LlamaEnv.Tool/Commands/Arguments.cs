using System.CommandLine;
using System.CommandLine.Parsing;
using LlamaEnv.Diagnostics;
using LlamaEnv.Validation;

namespace LlamaEnv.Tool.Commands;

/// <summary>What commands share about their arguments and options.</summary>
internal static class Arguments
{
    /// <summary>Of an option that is given with nothing in it, the default is not what was meant.</summary>
    /// <exception cref="DiagnosticException">There is one (LLENV0006).</exception>
    internal static void RefuseEmpty(ParseResult parsed, params IEnumerable<Option> options)
    {
        string[] empty = [.. options.Where(o => parsed.GetResult(o)?.Tokens.Any(static t => !SettingParser.SplitList([t.Value]).Any()) is true).Select(static o => o.Name)];
        if (empty.Length > 0)
            throw new DiagnosticException(Findings.EmptyOptions(empty));
    }

    // HelpName: else help would show the values that complete it, and read the store for them.

    /// <summary>An argument that may be left out, and that no misspelt option is taken for, as System.CommandLine would.</summary>
    internal static Argument<string?> Optional(string name, string description)
    {
        Argument<string?> argument = new(name) { Description = description, HelpName = name, Arity = ArgumentArity.ZeroOrOne };
        argument.Validators.Add(RefuseOption);
        return argument;
    }

    /// <summary>An argument that has to be given, with the same care.</summary>
    internal static Argument<string> Required(string name, string description)
    {
        Argument<string> argument = new(name) { Description = description, HelpName = name };
        argument.Validators.Add(RefuseOption);
        return argument;
    }

    private static void RefuseOption(ArgumentResult result)
    {
        if (result.Tokens is [{ Value: ['-', ..] value }])
            result.AddError($"Unrecognized option '{value}'.");
    }
}
