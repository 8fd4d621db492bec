using System.CommandLine;
using System.CommandLine.Invocation;
using LlamaEnv.Files.Sources.Processes;

namespace LlamaEnv.KeyVault;

/// <summary>The command line: a vault and the variables to read from it.</summary>
internal static class VaultCommand
{
    internal const string Name = "llama-env-key-vault";

    internal const int Failed = 1;

    private const int UsageError = 2;

    private const int Cancelled = 130;

    private const int LongestTimeout = 3600;

    private static readonly Argument<string> s_vault = new("VAULT") { Description = "The vault: https://NAME.vault.azure.net/, or its name." };

    private static readonly Argument<string[]> s_variables = new("VARIABLE")
    {
        Description = $"The variables to read; their secrets have - for _. Default: {string.Join(", ", Variable.All)}.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<int> s_timeout = new("--timeout")
    {
        Description = "Seconds that all of it may take, the login to Azure included.",
        HelpName = "SECONDS",
        DefaultValueFactory = static _ => 20,
    };

    internal static async Task<int> RunAsync(string[] arguments)
    {
        RootCommand root = new("Prints secrets of an Azure Key Vault as LlamaEnv's source key-vault reads them: JSON with Version, Variables and Expiration.") { s_vault, s_variables, s_timeout };
        root.SetAction(static (parsed, cancellationToken) => ReadAsync(parsed, cancellationToken));
        ParseResult parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (FindFault(parsed) is not { } fault)
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, CancellationToken.None);

        await Console.Error.WriteLineAsync(fault);
        return UsageError;
    }

    /// <summary>What is wrong with the command line, in words that repeat nothing of it: a key may have been pasted there.</summary>
    private static string? FindFault(ParseResult parsed)
    {
        if (parsed.Action is not null and not ParseErrorAction && parsed.CommandResult.Command.Action != parsed.Action)
            return null; // Help and version.
        if (parsed.Errors.Count > 0)
            return $"usage: {Name} VAULT [VARIABLE...] [--timeout SECONDS]";
        if (VaultAddress.Parse(parsed.GetRequiredValue(s_vault)) is null)
            return $"VAULT makes no sense: {VaultAddress.UsageFor(parsed.GetRequiredValue(s_vault))}";
        if (!(parsed.GetValue(s_variables) ?? []).All(SecretName.IsVariable))
            return $"VARIABLE makes no sense: write names of variables, such as {Variable.ApiKey}";
        return parsed.GetValue(s_timeout) is <= 0 or > LongestTimeout ? FormattableString.Invariant($"--timeout takes seconds, 1 to {LongestTimeout}") : null;
    }

    private static async Task<int> ReadAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Uri vault = VaultAddress.Parse(parsed.GetRequiredValue(s_vault))!;
        string[] variables = parsed.GetValue(s_variables) is { Length: > 0 } named ? [.. named.Distinct(StringComparer.Ordinal)] : [.. Variable.All.Select(static v => v.Name)];
        Deadline deadline = new(TimeSpan.FromSeconds(parsed.GetValue(s_timeout)));
        try
        {
            IReadOnlyList<VaultSecret> secrets = await new VaultReader(vault, AzureLogin.Make(vault, deadline.Limit), deadline).ReadAsync(variables, cancellationToken);
            await using Stream output = Console.OpenStandardOutput();
            await output.WriteAsync(Answer.Of(secrets), cancellationToken);
            return 0;
        }
        catch (VaultException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Failed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Cancelled;
        }
    }
}
