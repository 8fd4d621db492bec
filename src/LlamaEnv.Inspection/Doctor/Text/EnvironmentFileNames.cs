namespace LlamaEnv.Inspection.Doctor.Text;

/// <summary>The names in a file of variables, not their values. An empty value is none.</summary>
internal static class EnvironmentFileNames
{
    /// <param name="file">The file, from the root; null where its path is not known.</param>
    /// <param name="tree">The repository. A file that git ignores is normally not there, and then its names are not known.</param>
    internal static IReadOnlyCollection<string>? Of(string? file, RepositoryTree tree)
    {
        if (file is null || tree.Read(file) is not { } text)
            return null;

        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (string line in text.Split('\n'))
        {
            string trimmed = line.Trim();
            int sign = trimmed.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0 || trimmed[0] == '#')
                continue;

            string name = trimmed[..sign].Trim();
            if (trimmed[(sign + 1)..].Trim().Trim('"', '\'').Length > 0)
                names.Add(name.StartsWith("export ", StringComparison.Ordinal) ? name["export ".Length..].Trim() : name);
        }

        return names;
    }
}
