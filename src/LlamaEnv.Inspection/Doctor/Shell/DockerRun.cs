namespace LlamaEnv.Inspection.Doctor.Shell;

/// <summary>What <c>docker run</c> gives the program of an image, by its arguments.</summary>
/// <param name="Image">The image.</param>
/// <param name="Command">What follows it.</param>
/// <param name="Variables">The words behind <c>-e</c>: <c>K</c> or <c>K=value</c>.</param>
/// <param name="Files">The words behind <c>--env-file</c>.</param>
/// <param name="EntryPoint">What is started instead of the image's own; null for none.</param>
/// <param name="MayBringMore">Whether another option speaks of the variable or of a file of variables: a secret, a file that is mounted.</param>
internal sealed record DockerRun(ShellWord Image, IReadOnlyList<string> Command, IReadOnlyList<ShellWord> Variables, IReadOnlyList<ShellWord> Files, string? EntryPoint, bool MayBringMore)
{
    private const string ShortFlags = "ditPqh";

    private static readonly string[] s_flags =
    [
        "--detach", "--rm", "--interactive", "--tty", "--init", "--privileged", "--read-only", "--publish-all", "--no-healthcheck", "--oom-kill-disable", "--sig-proxy", "--disable-content-trust", "--quiet", "--help", "--use-api-socket", "--replace", "--env-host", "--http-proxy",
    ];

    /// <param name="words">The words behind <c>run</c>.</param>
    internal static DockerRun? Read(IReadOnlyList<ShellWord> words)
    {
        List<ShellWord> variables = [];
        List<ShellWord> files = [];
        string? entryPoint = null;
        bool mayBringMore = false;
        for (int i = 0; i < words.Count; i++)
        {
            string text = words[i].Text;
            // Options may come out of a variable, and nobody knows which.
            if (text.StartsWith('$') && i + 1 < words.Count && words[i + 1].Text is not ['-', ..])
                return null;
            if (text.Length < 2 || text[0] != '-')
                return new(words[i], [.. words.Skip(i + 1).TakeWhile(static w => !w.Text.StartsWith('>')).Select(static w => w.Text)], variables, files, entryPoint, mayBringMore);

            (string name, ShellWord? value) = Option(words, ref i);
            if (name == "--env-host")
                return null; // Podman's way to hand over everything.
            if (value is not { } given)
                continue;

            if (name is "-e" or "--env")
                variables.Add(given);
            else if (name == "--env-file")
                files.Add(given);
            else if (name == "--entrypoint")
                entryPoint = given.Text;
            mayBringMore |= name is not ("-e" or "--env" or "--env-file" or "--entrypoint" or "--name") && (given.Text.Contains("LLAMA", StringComparison.OrdinalIgnoreCase) || given.Text.Contains(".env", StringComparison.Ordinal));
        }

        return null;
    }

    /// <summary>The option at a position, which moves to the end of its value.</summary>
    private static (string Name, ShellWord? Value) Option(IReadOnlyList<ShellWord> words, ref int i)
    {
        string text = words[i].Text;
        if (text.StartsWith("--", StringComparison.Ordinal))
        {
            int sign = text.IndexOf('=', StringComparison.Ordinal);
            return sign > 0 ? (text[..sign], words[i] with { Text = text[(sign + 1)..] })
                : s_flags.Contains(text, StringComparer.Ordinal) ? (text, null)
                : (text, Next(words, ref i));
        }

        for (int letter = 1; letter < text.Length; letter++)
        {
            if (!ShortFlags.Contains(text[letter], StringComparison.Ordinal))
                return ($"-{text[letter]}", letter + 1 < text.Length ? words[i] with { Text = text[(letter + 1)..].TrimStart('=') } : Next(words, ref i));
        }

        return (text, null);
    }

    private static ShellWord? Next(IReadOnlyList<ShellWord> words, ref int i) => i + 1 < words.Count ? words[++i] : null;
}
