using System.Text;
using System.Text.RegularExpressions;
using FsCheck.Fluent;
using LlamaEnv.Files.Guards;

namespace LlamaEnv.Files.Tests.Guards;

/// <summary>The rules of Docker's pattern matcher, with examples of its own tests among them.</summary>
[TestClass]
public sealed class DockerignoreTests
{
    [TestMethod]
    [DataRow("**", "dir/.env", true)]
    [DataRow("**/", ".env", true)]
    [DataRow("**/**", "dir/.env", true)]
    [DataRow("dir/**", "dir/dir2/.env", true)]
    [DataRow("dir/**", "dir", false)]
    [DataRow("**/dir", "dir/file", true)]
    [DataRow("**/dir2/*", "dir/dir2/dir2/file", true)]
    [DataRow("**file", "dir/dir/file", true)]
    [DataRow("**.env", "dir/app.env", true, DisplayName = "also a part of a name")]
    [DataRow("**.env*", "dir/app.env", false, DisplayName = "but not before another wildcard")]
    [DataRow("**/file*txt", "dir/dir/file.txt", true)]
    [DataRow("**/**/*.txt", "dir/dir/file.txt", true)]
    [DataRow("**/**/*.txt2", "dir/dir/file.txt", false)]
    [DataRow("a**/*.txt", "a/dir/file.txt", true)]
    [DataRow("a/*.txt", "a/dir/file.txt", false)]
    [DataRow("*", "dir/.env", true, DisplayName = "by the folder above")]
    [DataRow("*/.env", ".env", false)]
    [DataRow("a[b-d]e", "ace", true)]
    [DataRow("a[b-d]e", "aze", false)]
    [DataRow("a[^b-d]e", "aze", true)]
    [DataRow("a[!b]e", "a!e", true, DisplayName = "! is a character like any other")]
    [DataRow("a[!b]e", "aze", false)]
    [DataRow(".en[v]", ".env", true)]
    [DataRow(".[a-z]nv", ".env", true)]
    [DataRow(".[a-z][m-o][u-w]", ".env", true)]
    [DataRow("[\\]a]", "]", true)]
    [DataRow("[a\\-z]", "b", false)]
    [DataRow("\\.env", ".env", true)]
    [DataRow("\\*.env", "*.env", true)]
    [DataRow("\\*.env", "x.env", false)]
    [DataRow("\\!.env", "!.env", true)]
    [DataRow("abc?def", "abcZdef", true)]
    [DataRow("abc?def", "abc/def", false)]
    [DataRow("abc.def", "abcZdef", false)]
    [DataRow("a.|)$(}+{bc", "a.|)$(}+{bc", true)]
    [DataRow("**/.foo", "bar.foo", false)]
    [DataRow("/.env", ".env", true)]
    [DataRow("./.env", ".env", true)]
    [DataRow(".env/", ".env", true)]
    [DataRow("a/../.env", ".env", true)]
    [DataRow("//a//.env", "a/.env", true)]
    [DataRow("../.env", ".env", false)]
    [DataRow("/", ".env", false)]
    [DataRow(".", ".env", false)]
    [DataRow("  .env\t", ".env", true)]
    [DataRow("# .env", ".env", false)]
    [DataRow(" # .env", "# .env", true, DisplayName = "a comment begins in the first column")]
    [DataRow(".env # mine", ".env", false)]
    [DataRow(".env\r", ".env", true)]
    [DataRow("\uFEFF.env", ".env", true)]
    [DataRow("a\n\uFEFF.env", ".env", false, DisplayName = "a byte order mark is one at the start only")]
    [DataRow(".env\n!.env", ".env", false)]
    [DataRow("!.env\n.env", ".env", true, DisplayName = "the last that matches decides")]
    [DataRow("**\n!a", "a/.env", false, DisplayName = "an exception for a folder")]
    [DataRow("**\n! a/b", "a/.env", true)]
    [DataRow("*.env\n!*.env\n.env", ".env", true)]
    [DataRow(".env\n!", ".env", true)]
    [DataRow("[]", "[]", false, DisplayName = "Docker refuses it")]
    [DataRow("[", "[", false)]
    [DataRow(".env[x-]\n", ".env", false)]
    [DataRow("[-x]\n.env", ".env", true)]
    [DataRow(".env\\", ".env\\", false)]
    [DataRow(".ENV", ".env", false)]
    public void A_file_is_read_as_docker_reads_it(string lines, string path, bool isExcluded) =>
        Assert.AreEqual(isExcluded, Dockerignore.Excludes(Bytes.Of(lines), path));

    [TestMethod]
    public void Any_pattern_means_what_dockers_regular_expression_does() => Check.ForAll(
        from pattern in Gen.Elements("a", "b", "/", "*", "**", "**/", "?", "[a]", "[^a]", "[a-b]", "\\a", ".", "^").ListOf()
        from path in Gen.Elements("a", "b", ".", "/a", "/b", "/.a").ListOf()
        select (Pattern: string.Concat(pattern), Path: string.Concat(path).Trim('/')),
        static _ => [],
        static c =>
        {
            if (c.Path.Length > 0 && !c.Path.Contains("//", StringComparison.Ordinal) && c.Pattern.Trim('/') is { Length: > 0 } pattern && !pattern.Contains("//", StringComparison.Ordinal) && !pattern.Split('/').Any(p => p is "." or "..")
                && !pattern.Contains('^', StringComparison.Ordinal))
                Assert.AreEqual(Oracle(pattern, c.Path), DockerignorePattern.Matches(pattern, c.Path), $"{c.Pattern} {c.Path}");
        },
        cases: 5000);

    [TestMethod]
    [DataRow("*")]
    [DataRow("**/")]
    [DataRow("?")]
    [DataRow("a*")]
    [DataRow("**/a*")]
    [DataRow("[a-z]*")]
    [DataRow("!**/*?")]
    public void A_long_line_is_a_line(string piece)
    {
        string line = string.Concat(Enumerable.Repeat(piece, 20_000));
        string file = string.Concat(Enumerable.Repeat(line + "\n", 20)) + ".env\n";
        Assert.IsTrue(Dockerignore.Excludes(Bytes.Of(file), ".env"));
        Assert.IsTrue(Dockerignore.Excludes(Bytes.Of(string.Concat(Enumerable.Repeat("**/*a*b*c*/*.?\n", 20_000)) + ".env"), ".env"));
    }

    /// <summary>As Docker makes it of a pattern.</summary>
    private static bool Oracle(string pattern, string path)
    {
        bool isPlain = !pattern.StartsWith("**", StringComparison.Ordinal) || pattern[2..].AsSpan().ContainsAny("*?[\\");
        StringBuilder regex = new("^");
        for (int i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                    i++;
                    if (i + 1 < pattern.Length && pattern[i + 1] == '/')
                        i++;
                    regex.Append(i + 1 == pattern.Length ? ".*" : !isPlain && pattern[2] != '/' ? ".*" : "(.*/)?");
                    break;
                case '*':
                    regex.Append("[^/]*");
                    break;
                case '?':
                    regex.Append("[^/]");
                    break;
                case '[':
                    int end = pattern.IndexOf(']', i);
                    regex.Append(pattern, i, end - i + 1);
                    i = end;
                    break;
                case '\\':
                    regex.Append(Regex.Escape($"{pattern[++i]}"));
                    break;
                default:
                    regex.Append(Regex.Escape($"{pattern[i]}"));
                    break;
            }
        }

        Regex compiled = new(regex.Append('$').ToString(), RegexOptions.CultureInvariant, TimeSpan.FromMinutes(1));
        return path.Split('/').Select((_, i) => string.Join('/', path.Split('/').Take(i + 1))).Any(compiled.IsMatch);
    }
}
