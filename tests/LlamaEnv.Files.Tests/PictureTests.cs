using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LlamaEnv.Files.Tests;

/// <summary>The README's picture says what a build says today; else <c>docs/images/build-stops.sh</c> has to draw it anew.</summary>
[TestClass]
public sealed partial class PictureTests
{
    private static XDocument Picture => XDocument.Load(Path.Combine(Repository.Root, "docs", "images", "build-stops.svg"));

    [TestMethod]
    public void The_picture_shows_the_message_of_today()
    {
        using Machine machine = new();
        string message = machine.Inject().Diagnostics.Single().Message;

        string shown = string.Join(' ', Picture.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value.Trim()));

        Assert.Contains(Words(message), Words(shown));
    }

    [TestMethod]
    public void The_picture_brings_its_own_background_and_needs_nothing_from_elsewhere()
    {
        XElement picture = Picture.Root!;

        Assert.IsTrue(picture.Elements().Any(e => e.Name.LocalName == "rect" && e.Attribute("fill") is not null));
        Assert.IsFalse(picture.DescendantsAndSelf().Attributes().Any(a => a.Name.LocalName is "href" or "src"));
        Assert.DoesNotMatchRegex(@"@import|url\(", picture.Value);
    }

    /// <summary>Without the paths, which are each machine's own.</summary>
    private static string Words(string text) => Space().Replace(Rooted().Replace(text, "PATH"), " ");

    [GeneratedRegex(@"(?<=[\s(])(/|[A-Za-z]:\\)[^\s)]+")]
    private static partial Regex Rooted();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
