using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace LlamaEnv.Tool.Completion;

/// <summary>
/// <c>complete SHELL …</c>, which the scripts of <c>completion</c> start at every press of the key. One word a line, for
/// all shells but bash with a tab and a description behind it. It says nothing else, whatever happens.
/// </summary>
internal static class CompletionQuery
{
    /// <summary>No command: what follows are words that a user typed, and none of them is meant for the parser.</summary>
    internal const string Verb = "complete";

    private const int Complete = 0;

    /// <summary>A path may stand there, too. Whatever fails, the shell completes paths as well.</summary>
    private const int OrPath = 1;

    [SuppressMessage("Design", "CA1031", Justification = "Somebody is typing: no answer is better than a message in the middle of a line.")]
    internal static int Run(RootCommand root, string[] arguments, TextWriter output)
    {
        try
        {
            return arguments switch
            {
                ["bash", var breaks, var line] => WriteForBash(root, new BashLine(line, breaks), output),
                ["zsh" or "fish" or "pwsh", .. var words] => Write(Completer.Complete(root, words is [] ? [""] : words), static c => c.Description.Length == 0 ? c.Word : $"{c.Word}\t{c.Description}", output),
                _ => OrPath,
            };
        }
        catch (Exception)
        {
            return OrPath;
        }
    }

    private static int WriteForBash(RootCommand root, BashLine line, TextWriter output) =>
        Write(Completer.Complete(root, line.Arguments), c => line.Replace(c.Word), output);

    private static int Write(Answer answer, Func<Candidate, string> format, TextWriter output)
    {
        StringBuilder text = new();
        // A name with a line end in it would be two, and an escape sequence would act on the terminal.
        foreach (Candidate candidate in answer.Candidates.Where(c => !c.Word.Any(char.IsControl)))
            text.Append(format(candidate)).Append('\n');
        output.Write(text);
        output.Flush();
        return answer.TakesPath ? OrPath : Complete;
    }
}
