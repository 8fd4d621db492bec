using System.Text;
using LlamaEnv.Guards;

namespace LlamaEnv.Tests.Guards;

/// <summary>Which files of a project are looked at.</summary>
[TestClass]
public sealed class ProjectFilesTests
{
    private const string Read = "<Project>\n<Target Name=\"$(LLAMA_CLOUD_API_KEY)\" /></Project>";

    [TestMethod]
    [DataRow("a.props", "project/a.props")]
    [DataRow("../shared/a.props", "shared/a.props")]
    [DataRow("..\\shared\\a.props", "shared/a.props")]
    [DataRow(" none.props ; ../shared/a.props", "shared/a.props")]
    [DataRow("$(MSBuildThisFileDirectory)a.props", "project/a.props")]
    [DataRow("$(msbuildthisfiledirectory)../a.props", "a.props")]
    [DataRow("$(MSBuildProjectDirectory)/a.props", "project/a.props")]
    [DataRow("$(MSBuildProjectDirectory)\\..\\shared\\a.props", "shared/a.props")]
    [DataRow("$([MSBuild]::GetPathOfFileAbove('a.props', '$(MSBuildThisFileDirectory)../'))", "a.props")]
    [DataRow("$([msbuild]::GetPathOfFileAbove(a.props, $(MSBuildThisFileDirectory)))", "a.props")]
    public void An_import_is_followed(string import, string file)
    {
        using TempFolder folder = new();
        folder.Write("project/App.csproj", $"<Project><Import Project=\"{import}\" /></Project>");
        folder.Write(file, Read);

        Assert.AreEqual($"{file}:2", Find(folder, "App.csproj"));
    }

    [TestMethod]
    [DataRow("$(Elsewhere)/a.props")]
    [DataRow("*.props")]
    [DataRow("@(Files)")]
    [DataRow("$([MSBuild]::GetPathOfFileAbove('a.props', '$(Elsewhere)'))")]
    [DataRow("$([MSBuild]::GetPathOfFileAbove('none.props', '$(MSBuildThisFileDirectory)'))")]
    [DataRow("none/a.props")]
    [DataRow("")]
    [DataRow(".")]
    public void An_import_that_only_MSBuild_can_locate_is_not(string import)
    {
        using TempFolder folder = new();
        folder.Write("project/App.csproj", $"<Project><Import Project=\"{import}\" /></Project>");
        folder.Write("project/a.props", Read);

        Assert.AreEqual("", Find(folder, "App.csproj"));
    }

    [TestMethod]
    public void This_file_is_the_importing_one_and_the_project_the_first()
    {
        using TempFolder folder = new();
        folder.Write("project/App.csproj", "<Project><Import Project=\"../shared/all.props\" /></Project>");
        folder.Write("shared/all.props", "<Project><Import Project=\"$(MSBuildThisFileDirectory)a.props\" /><Import Project=\"b.props\" /><Import Project=\"$(MSBuildProjectDirectory)/c.props\" /></Project>");
        folder.Write("shared/a.props", Read);
        folder.Write("shared/b.props", Read);
        folder.Write("project/c.props", Read);

        Assert.AreEqual("shared/a.props:2 shared/b.props:2 project/c.props:2", Find(folder, "App.csproj"));
    }

    [TestMethod]
    public void Files_that_import_each_other_are_looked_at_once()
    {
        using TempFolder folder = new();
        folder.Write("project/App.csproj", "<Project><Import Project=\"a.props\" /><Import Project=\"./a.props\" /><Target Name=\"$(LLAMA_CLOUD_API_KEY)\" /></Project>");
        folder.Write("project/a.props", "<Project><Import Project=\"App.csproj\" /><Import Project=\"a.props\" /><Target Name=\"$(LLAMA_CLOUD_API_KEY)\" /></Project>");

        Assert.AreEqual("project/App.csproj:1 project/a.props:1", Find(folder, "App.csproj", "a.props", "App.csproj"));
    }

    [TestMethod]
    public void Files_that_are_missing_folders_or_no_XML_are_passed_over()
    {
        using TempFolder folder = new();
        folder.Write("project/App.csproj", Read);
        folder.Write("project/broken.props", "<Project>$(LLAMA_CLOUD_API_KEY)");
        folder.Write("project/Program.cs", "// $(LLAMA_CLOUD_API_KEY)");
        Directory.CreateDirectory(folder.At("project", "folder"));

        Assert.AreEqual("project/App.csproj:2", Find(folder, "missing.csproj", "none/App.csproj", "broken.props", "Program.cs", "folder", "App.csproj"));
    }

    [TestMethod]
    public void A_file_that_is_too_long_to_be_read_is_passed_over()
    {
        using TempFolder folder = new();
        using FileStream file = new(folder.Write("project/App.csproj", Read), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.SetLength(LlamaEnv.IO.FileReader.LongestFile + 1);

        Assert.AreEqual("", Find(folder, "App.csproj"));
    }

    [TestMethod]
    public void A_huge_file_is_searched_to_its_end()
    {
        using TempFolder folder = new();
        StringBuilder text = new("<Project><ItemGroup>\n");
        for (int i = 0; i < 100_000; i++)
            text.Append("<None Include=\"some/folder/file.txt\" />\n");
        folder.Write("project/App.csproj", text.Append("</ItemGroup><Target Name=\"$(LLAMA_CLOUD_API_KEY)\" /></Project>").ToString());

        Assert.AreEqual("project/App.csproj:100002", Find(folder, "App.csproj"));
    }

    [TestMethod]
    [DataRow("utf-8")]
    [DataRow("utf-16")]
    [DataRow("utf-16BE")]
    [DataRow("utf-32")]
    public void A_byte_order_mark_says_how_to_read(string encoding)
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(folder.At("project"));
        File.WriteAllText(folder.At("project", "App.csproj"), $"<?xml version=\"1.0\" encoding=\"{encoding}\"?>\n{Read}", Encoding.GetEncoding(encoding));

        Assert.AreEqual("project/App.csproj:3", Find(folder, "App.csproj"));
    }

    [TestMethod]
    public void An_encoding_without_a_mark_hides_nothing()
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(folder.At("project"));
        File.WriteAllBytes(folder.At("project", "App.csproj"), Encoding.Latin1.GetBytes($"<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><!-- für -->\n{Read}"));

        Assert.AreEqual("project/App.csproj:3", Find(folder, "App.csproj"));
    }

    /// <summary><c>FILE:LINE</c> of all that was found, relative to the folder.</summary>
    private static string Find(TempFolder folder, params string[] files) => string.Join(' ', ProjectFiles
        .FindReads(files, folder.At("project"), [Variable.ApiKey.Name])
        .Select(r => $"{Path.GetRelativePath(folder.Root, r.Path).Replace('\\', '/')}:{r.Line}"));
}
