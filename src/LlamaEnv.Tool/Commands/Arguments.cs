using System.CommandLine;
using System.CommandLine.Parsing;

namespace LlamaEnv.Tool.Commands;

/// <summary>What commands share about their arguments and options.</summary>
internal static class Arguments
{

    /// <summary>An argument that may be left out, and that no misspelt option is taken for, as System.CommandLine would.</summary>
    internal static Argument<string?> Optional(string name, string description)
    {
        Argument<string?> argument = new(name) { Description = description, Arity = ArgumentArity.ZeroOrOne };
        argument.Validators.Add(RefuseOption);
        return argument;
    }

    /// <summary>An argument that has to be given, with the same care.</summary>
    internal static Argument<string> Required(string name, string description)
    {
        Argument<string> argument = new(name) { Description = description };
        argument.Validators.Add(RefuseOption);
        return argument;
    }

    private static void RefuseOption(ArgumentResult result)
    {
        if (result.Tokens is [{ Value: ['-', ..] value }])
            result.AddError($"Unrecognized option '{value}'.");
    }
}
