using System.CommandLine;

namespace LlamaEnv.Tool;

/// <summary>Makes the arguments that commands share a rule for.</summary>
internal static class Arguments
{
    /// <summary>An argument that may be left out, and that no misspelt option is taken for, as System.CommandLine would.</summary>
    internal static Argument<string?> Optional(string name, string description)
    {
        Argument<string?> argument = new(name) { Description = description, Arity = ArgumentArity.ZeroOrOne };
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: ['-', ..] value }])
                result.AddError($"Unrecognized option '{value}'.");
        });
        return argument;
    }
}
