using System.Text.RegularExpressions;

namespace LlamaEnv.Tests;

/// <summary>What people read: no link leads nowhere, and the README stays short.</summary>
[TestClass]
public sealed partial class DocumentationTests
{
    private const string Site = "https://github.com/llamaenv/llamaenv";

    private static IEnumerable<string> Pages =>
    [
        .. Directory.GetFiles(Repository.Root, "*.md").Select(page => Path.GetRelativePath(Repository.Root, page)),
        .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories).Select(page => Path.GetRelativePath(Repository.Root, page)),
        .. Packages,
    ];

    private static IEnumerable<string> Packages => Directory.GetDirectories(Path.Combine(Repository.Root, "src"))
        .Select(folder => Path.GetRelativePath(Repository.Root, Path.Combine(folder, "README.md")))
        .Where(page => File.Exists(Path.Combine(Repository.Root, page)));

    [TestMethod]
    [DynamicData(nameof(Pages))]
    public void Every_link_leads_to_a_file_and_a_heading_that_are_there(string page)
    {
        string[] broken = [.. LinksOf(page).Where(link => !IsThere(page, link))];

        Assert.IsEmpty(broken, string.Join(", ", broken));
    }

    [TestMethod]
    [DynamicData(nameof(Packages))]
    public void A_page_that_travels_in_a_package_has_absolute_links_only(string page)
    {
        string[] relative = [.. LinksOf(page).Where(link => !link.StartsWith("https://", StringComparison.Ordinal))];

        Assert.IsEmpty(relative, string.Join(", ", relative));
    }

    [TestMethod]
    public void Each_package_has_a_page_of_its_own()
    {
        string[] packages = [.. Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories).Where(project => File.ReadAllText(project).Contains("<IsPackable>true<", StringComparison.Ordinal))];

        Assert.IsNotEmpty(packages);
        foreach (string project in packages)
        {
            Assert.IsTrue(File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "README.md")), project);
            Assert.Contains("""<None Include="README.md" Pack="true" PackagePath="/" />""", File.ReadAllText(project));
        }
    }

    [TestMethod]
    public void The_readme_is_read_to_its_end()
    {
        Assert.IsLessThanOrEqualTo(150, File.ReadAllLines(Path.Combine(Repository.Root, "README.md")).Length);
    }

    private static IEnumerable<string> LinksOf(string page) =>
        Link().Matches(Code().Replace(File.ReadAllText(Path.Combine(Repository.Root, page)), "")).Select(match => match.Groups["to"].Value);

    /// <summary>Another site's page is not asked for. Of our own, the files are here.</summary>
    private static bool IsThere(string page, string link)
    {
        string from = Path.GetDirectoryName(page) ?? "";
        if (link.StartsWith(Site, StringComparison.Ordinal))
        {
            link = link[Site.Length..].Replace("/blob/main/", "/", StringComparison.Ordinal).TrimStart('/');
            if (link.StartsWith("security/", StringComparison.Ordinal))
                return true;
            link = link.Length == 0 || link[0] == '#' ? $"README.md{link}" : link;
            from = "";
        }

        if (link.Contains("://", StringComparison.Ordinal))
            return true;

        string[] parts = link.Split('#', 2);
        string target = parts[0].Length == 0 ? Path.Combine(Repository.Root, page) : Path.GetFullPath(Path.Combine(Repository.Root, from, parts[0]));
        return (File.Exists(target) || (Directory.Exists(target) && parts.Length == 1))
            && (parts.Length == 1 || Anchors(target).Contains(parts[1]));
    }

    /// <summary>The names that GitHub gives to headings.</summary>
    private static IEnumerable<string> Anchors(string file) =>
        Heading().Matches(Fence().Replace(File.ReadAllText(file), "")).Select(match =>
            NotInAnchor().Replace(LinkText().Replace(match.Groups["text"].Value, "${text}").ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```|`[^`\n]*`", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#+ (?<text>[^\r\n]+)", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
