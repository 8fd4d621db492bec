using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Formats;

namespace LlamaEnv.Files.Wiring;

/// <summary>
/// What a Dockerfile does to the variables: a secret that becomes a part of the image, one that is always empty there, the
/// file with the key. Only what reaches the last stage ships; a secret mount keeps nothing.
/// </summary>
internal static class DockerfileCheck
{
    /// <param name="path">Its path.</param>
    /// <param name="text">Its text.</param>
    /// <param name="variables">The variables, those that the project declares among them.</param>
    /// <param name="envFile">The name of the file that the build writes; null where it writes none.</param>
    /// <param name="mayIgnore">Whether a <c>.dockerignore</c> may keep that file out; then what lets it in is said of that.</param>
    /// <param name="isRead">Whether the program itself reads a variable of this name.</param>
    internal static IEnumerable<Diagnostic> Find(string path, string text, IReadOnlyList<Variable> variables, string? envFile, bool mayIgnore, Func<string, bool> isRead)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        foreach (DockerStage stage in Dockerfile.Parse(text).Shipped())
        {
            HashSet<string> arguments = new(StringComparer.Ordinal);
            HashSet<string> set = [.. stage.Instructions.Where(static i => i.Name == "ENV").SelectMany(static i => i.Pairs()).Select(static p => p.Name)];
            foreach (DockerInstruction instruction in stage.Instructions)
            {
                IEnumerable<Diagnostic> findings = instruction.Name switch
                {
                    "ARG" => OfArgument(path, instruction, arguments, set, variables),
                    "ENV" => OfVariable(path, instruction, arguments, variables, isRead),
                    "COPY" or "ADD" when envFile is not null => OfCopy(path, instruction, envFile, mayIgnore),
                    _ => [],
                };
                foreach (Diagnostic finding in findings)
                {
                    if (!IgnoreComment.Covers(finding.Code, lines[instruction.Line - 1], instruction.Line > 1 ? lines[instruction.Line - 2] : ""))
                        yield return finding;
                }
            }
        }
    }

    private static IEnumerable<Diagnostic> OfArgument(string path, DockerInstruction instruction, HashSet<string> arguments, HashSet<string> set, IReadOnlyList<Variable> variables)
    {
        foreach ((string name, _) in instruction.Pairs())
        {
            arguments.Add(name);
            // Where an ENV takes it, that is the line to speak of.
            if (!set.Contains(name) && (Named(name, variables) ?? Misspelt.Of(name)) is { IsSecret: true })
                yield return Findings.BakedIntoImage(path, instruction.Line, name);
        }
    }

    private static IEnumerable<Diagnostic> OfVariable(string path, DockerInstruction instruction, HashSet<string> arguments, IReadOnlyList<Variable> variables, Func<string, bool> isRead)
    {
        foreach ((string name, string? value) in instruction.Pairs())
        {
            Variable? variable = Named(name, variables);
            if ((variable ?? Misspelt.Of(name)) is not { } meant)
                continue;

            // Of what the host has, a build sees nothing.
            bool isReference = ReferenceIn(value ?? "") is { } reference && (reference == name || Named(reference, variables) is not null) && !arguments.Contains(reference);
            if (string.IsNullOrEmpty(value) || isReference)
            {
                if (variable is not null)
                    yield return Findings.EmptyInImage(path, instruction.Line, name, isReference);
            }
            else if (meant.IsSecret)
            {
                yield return Findings.BakedIntoImage(path, instruction.Line, name);
            }
            else if (variable is null && !isRead(name))
            {
                yield return Findings.WrongNameInFile(path, [instruction.Line], name, meant, null);
            }
        }
    }

    private static IEnumerable<Diagnostic> OfCopy(string path, DockerInstruction instruction, string envFile, bool mayIgnore)
    {
        List<string> words = DockerWords.Split(instruction.Text);
        if (words.Exists(static w => w.StartsWith("--from", StringComparison.OrdinalIgnoreCase)) || instruction.Text.Contains("<<", StringComparison.Ordinal))
            yield break;

        IReadOnlyList<string> paths = instruction.Text.TrimStart().StartsWith('[') ? instruction.Command() : [.. words.Where(static w => !w.StartsWith("--", StringComparison.Ordinal)).Select(DockerWords.Unquote)];
        foreach (string source in paths.Take(paths.Count - 1))
        {
            string name = source.TrimEnd('/');
            if (name == envFile || name.EndsWith('/' + envFile, StringComparison.Ordinal))
                yield return Findings.CopiedIntoImage(path, instruction.Line, envFile, null);
            else if (!mayIgnore && name is "" or "." or "*" or "./*")
                yield return Findings.CopiedIntoImage(path, instruction.Line, envFile, $"**/{envFile}");
        }
    }

    private static Variable? Named(string name, IReadOnlyList<Variable> variables) => variables.FirstOrDefault(v => v.Name == name);

    /// <summary>The name in <c>$NAME</c> or <c>${NAME}</c>, where the text is nothing else.</summary>
    private static string? ReferenceIn(string text)
    {
        string name = text is ['$', '{', .., '}'] ? text[2..^1] : text is ['$', ..] ? text[1..] : "";
        return name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_') ? name : null;
    }
}
