using LlamaEnv.Inspection.Doctor.Model;

namespace LlamaEnv.Inspection.Doctor.Azure;

/// <summary>What a pipeline, a stage or a job gives its steps.</summary>
/// <param name="File">The file that is read: a template's while its steps are.</param>
/// <param name="Group">What its runtimes have in common.</param>
internal sealed record AzureScope(string File, string Group)
{
    /// <summary>The plain variables, which are in the environment, in capitals.</summary>
    internal IReadOnlyList<Assignment> Environment { get; init; } = [];

    /// <summary>The texts of variables that are no secrets.</summary>
    internal IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The texts of a template's parameters.</summary>
    internal IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether <c>variables</c> maps one of ours from a secret, which does not bring it into the environment.</summary>
    internal bool IsMappedInVain { get; init; }

    /// <summary>Whether there are variables in files that are not here.</summary>
    internal bool HasUnknown { get; init; }

    /// <summary>Whether the machine is the user's own.</summary>
    internal bool InheritsUnknown { get; init; }

    internal bool IsWindows { get; init; }

    internal bool HasFile { get; init; }

    /// <summary>The job, as a message calls it; empty for none.</summary>
    internal string Job { get; init; } = "";

    /// <summary>With the values of parameters and plain variables in it.</summary>
    internal string Expand(string text)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
            return text;

        foreach ((string name, string value) in Parameters)
            text = Replace(text, $"parameters.{name}", value);
        foreach ((string name, string value) in Variables)
            text = Replace(text, $"variables.{name}", value).Replace($"$({name})", value, StringComparison.OrdinalIgnoreCase);
        return text;
    }

    private static string Replace(string text, string reference, string value) =>
        text.Replace($"${{{{ {reference} }}}}", value, StringComparison.OrdinalIgnoreCase).Replace($"${{{{{reference}}}}}", value, StringComparison.OrdinalIgnoreCase);
}
