using System.Xml.Linq;

namespace LlamaEnv.Inspection.Doctor.Programs;

/// <summary>What a project file says, without MSBuild: what stands there, whatever its conditions.</summary>
/// <param name="Path">Its path from the root.</param>
/// <param name="AssemblyName">The name of what it builds.</param>
/// <param name="Packages">The packages it names, and those that files above it give every project.</param>
/// <param name="Projects">The projects it refers to, from the root.</param>
/// <param name="Images">The names of images that it is published as.</param>
internal sealed record ProjectFile(string Path, string AssemblyName, IReadOnlyList<string> Packages, IReadOnlyList<string> Projects, IReadOnlyList<string> Images)
{
    private static readonly string[] s_extensions = [".csproj", ".fsproj", ".vbproj"];

    private static readonly string[] s_shared = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];

    internal string Folder => RepositoryTree.FolderOf(Path);

    internal static bool IsOne(string file) => s_extensions.Contains(System.IO.Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);

    /// <summary>The project; null where the file cannot be read.</summary>
    internal static ProjectFile? Read(string file, RepositoryTree tree)
    {
        if (Parse(file, tree) is not { } root)
            return null;

        string folder = RepositoryTree.FolderOf(file);
        string name = Last(root, "AssemblyName") ?? System.IO.Path.GetFileNameWithoutExtension(file);
        return new(
            file, name,
            [.. Included(root, "PackageReference"), .. SharedWith(folder, tree)],
            [.. Included(root, "ProjectReference").Select(path => RepositoryTree.Combine(folder, path)).OfType<string>()],
            [.. new[] { Last(root, "ContainerRepository"), Last(root, "ContainerImageName") }.OfType<string>()]);
    }

    private static IEnumerable<string> SharedWith(string folder, RepositoryTree tree)
    {
        foreach (string above in RepositoryTree.FoldersFrom(folder))
        {
            foreach (string shared in s_shared)
            {
                string file = RepositoryTree.Join(above, shared);
                // A version in Directory.Packages.props is no reference; a global one is.
                if (tree.Contains(file) && Parse(file, tree) is { } root)
                {
                    foreach (string package in Included(root, "PackageReference").Concat(Included(root, "GlobalPackageReference")))
                        yield return package;
                }
            }
        }
    }

    /// <summary>What is no XML, the build says, and better.</summary>
    private static XElement? Parse(string file, RepositoryTree tree) => tree.Read(file) is { } text ? ShallowXml.Parse(text, LoadOptions.None, out _) : null;

    private static IEnumerable<string> Included(XElement root, string item) =>
        root.Descendants().Where(e => e.Name.LocalName == item).Select(static e => (string?)e.Attribute("Include")).OfType<string>().SelectMany(static names => names.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static string? Last(XElement root, string property) =>
        root.Descendants().LastOrDefault(e => e.Name.LocalName == property)?.Value.Trim() is { Length: > 0 } value && !value.Contains('$', StringComparison.Ordinal) ? value : null;
}
