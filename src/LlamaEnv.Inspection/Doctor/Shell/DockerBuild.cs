namespace LlamaEnv.Inspection.Doctor.Shell;

/// <summary>What <c>docker build</c> makes of which folder, by its arguments.</summary>
/// <param name="Tags">The names of the image.</param>
/// <param name="File">The Dockerfile; null for the context's own.</param>
/// <param name="Context">The folder; null where it is not said.</param>
/// <param name="Target">The stage; null for the last one.</param>
/// <param name="Arguments">The words behind <c>--build-arg</c>.</param>
internal sealed record DockerBuild(IReadOnlyList<string> Tags, string? File, string? Context, string? Target, IReadOnlyList<ShellWord> Arguments)
{
    private static readonly string[] s_flags = ["--push", "--load", "--no-cache", "--pull", "--quiet", "-q", "--rm", "--force-rm", "--squash", "--compress", "--check", "--debug", "-D"];

    /// <param name="words">The words behind <c>build</c>.</param>
    internal static DockerBuild Read(IReadOnlyList<ShellWord> words)
    {
        List<string> tags = [];
        List<ShellWord> arguments = [];
        string? file = null;
        string? context = null;
        string? target = null;
        for (int i = 0; i < words.Count; i++)
        {
            string text = words[i].Text;
            if (text.StartsWith('>'))
                break;
            if (text.Length < 2 || text[0] != '-')
            {
                context = text;
                continue;
            }

            int sign = text.IndexOf('=', StringComparison.Ordinal);
            string name = sign > 0 && text.StartsWith("--", StringComparison.Ordinal) ? text[..sign] : text;
            if (s_flags.Contains(name, StringComparer.Ordinal))
                continue;

            ShellWord? value = name.Length < text.Length ? words[i] with { Text = text[(sign + 1)..] } : i + 1 < words.Count ? words[++i] : null;
            if (value is not { } given)
                break;

            switch (name)
            {
                case "-t" or "--tag":
                    tags.Add(given.Text);
                    break;
                case "-f" or "--file":
                    file = given.Text;
                    break;
                case "--target":
                    target = given.Text;
                    break;
                case "--build-arg":
                    arguments.Add(given);
                    break;
            }
        }

        return new(tags, file, context, target, arguments);
    }
}
