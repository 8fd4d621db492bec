using System.Text;
using LlamaEnv.Files.Guards;

namespace LlamaEnv.Files.Tests.Guards;

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
        file.SetLength(LlamaEnv.Files.IO.FileReader.MaxFileBytes + 1);

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

    [TestMethod]
    [DataRow("<PropertyGroup><N>LLAMA_CLOUD_API_KEY</N>\n<A>$([System.Environment]::GetEnvironmentVariable($(N)))</A></PropertyGroup>")]
    [DataRow("<PropertyGroup><N> llama_cloud_api_key </N>\n<A>$([System.Environment]::GetEnvironmentVariable ('$(n)'))</A></PropertyGroup>")]
    [DataRow("<PropertyGroup><A>\n$([System.Environment]::GetEnvironmentVariable(\"$(N)\").Substring(4))</A><N>LLAMA_CLOUD_API_KEY</N></PropertyGroup>")]
    [DataRow("<ItemGroup><S Include='X;LLAMA_CLOUD_API_KEY' /></ItemGroup>\n<Target Name='T'><Message Text=\"$([System.Environment]::GetEnvironmentVariable('%(S.Identity)'))\" /></Target>")]
    [DataRow("<ItemGroup><S Include='LLAMA_CLOUD_API_KEY' /></ItemGroup>\n<Target Name='T'><Message Text=\"@(S->'$([System.Environment]::GetEnvironmentVariable(`%(Identity)`))')\" /></Target>")]
    public void A_name_that_a_property_or_an_item_holds_is_followed(string xml)
    {
        using TempFolder folder = new();
        folder.Write("project/App.csproj", $"<Project>{xml}</Project>");
        Assert.AreEqual("project/App.csproj:2", Find(folder, "App.csproj"));
    }

    [TestMethod]
    public void Into_another_file_too()
    {
        using TempFolder folder = new();
        folder.Write("project/names.props", "<Project><PropertyGroup><N>LLAMA_CLOUD_API_KEY</N></PropertyGroup></Project>");
        folder.Write("project/App.csproj", "<Project>\n<PropertyGroup><A>$([System.Environment]::GetEnvironmentVariable($(N)))</A></PropertyGroup></Project>");
        Assert.AreEqual("project/App.csproj:2", Find(folder, "App.csproj", "names.props"));
    }

    [TestMethod]
    [DataRow("<PropertyGroup><N>OTHER</N><A>$([System.Environment]::GetEnvironmentVariable($(N)))</A></PropertyGroup>")]
    [DataRow("<PropertyGroup><N>LLAMA_CLOUD_API_KEY</N><A>$([System.Environment]::GetEnvironmentVariable($(M)))</A></PropertyGroup>")]
    [DataRow("<PropertyGroup><N>LLAMA_CLOUD_API_KEY</N><A>$([System.String]::IsNullOrEmpty($([System.Environment]::GetEnvironmentVariable($(N)))))</A></PropertyGroup>")]
    [DataRow("<PropertyGroup><N>LLAMA_CLOUD_API_KEY</N><A>$(N)</A></PropertyGroup>")]
    [DataRow("<ItemGroup><S Include='LLAMA_CLOUD_API_KEY' /></ItemGroup><Target Name='T'><Message Text=\"$([System.Environment]::GetEnvironmentVariable('%(R.Identity)'))\" /></Target>")]
    public void Another_name_is_not(string xml)
    {
        using TempFolder folder = new();
        folder.Write("project/App.csproj", $"<Project>{xml}</Project>");
        Assert.AreEqual("", Find(folder, "App.csproj"));
    }

    [TestMethod]
    [DataRow("<PropertyGroup>\n<A>$([System.IO.File]::ReadAllText('.env'))</A></PropertyGroup>")]
    [DataRow("<PropertyGroup>\n<A>$([System.IO.File]::ReadAllText ( '$(MSBuildProjectDirectory)/.env' ))</A></PropertyGroup>")]
    [DataRow("<PropertyGroup>\n<A>$([System.IO.File]::ReadAllText($([System.IO.Path]::Combine('$(MSBuildThisFileDirectory)', '.env'))))</A></PropertyGroup>")]
    [DataRow("<PropertyGroup>\n<A>$([System.IO.File]::ReadAllText($(LlamaEnvFile)))</A></PropertyGroup>")]
    [DataRow("<PropertyGroup><F>$(MSBuildProjectDirectory)\\.env</F>\n<A>$([System.IO.File]::ReadAllText('$(F)').Split('='))</A></PropertyGroup>")]
    [DataRow("<Target Name='T'>\n<ReadLinesFromFile File='.env'><Output TaskParameter='Lines' ItemName='L' /></ReadLinesFromFile></Target>")]
    [DataRow("<ItemGroup><F Include='../.env' /></ItemGroup><Target Name='T'>\n<ReadLinesFromFile File='@(F)'><Output TaskParameter='Lines' PropertyName='L' /></ReadLinesFromFile></Target>")]
    [DataRow("<Target Name='T'><ItemGroup><F Include='a;.env' /></ItemGroup>\n<ReadLinesFromFile File='%(F.FullPath)'><Output TaskParameter='Lines' PropertyName='L' /></ReadLinesFromFile></Target>")]
    public void The_env_file_that_is_read_as_text_is_found(string xml)
    {
        using TempFolder folder = new();
        folder.Write("project/App.csproj", $"<Project>{xml}</Project>");
        Assert.AreEqual("project/App.csproj:2 (file)", Find(folder, folder.At("project", ".env"), "App.csproj"));
    }

    [TestMethod]
    [DataRow("<PropertyGroup><A>$([System.IO.File]::ReadAllText('other.env'))</A></PropertyGroup>")]
    [DataRow("<PropertyGroup><A>$([System.IO.File]::ReadAllText('.env.sample'))</A></PropertyGroup>")]
    [DataRow("<PropertyGroup><A>$([System.IO.File]::ReadAllText('.env').Contains('X'))</A></PropertyGroup>")]
    [DataRow("<PropertyGroup><A>$([System.IO.File]::Exists('.env'))</A></PropertyGroup>")]
    [DataRow("<Target Name='T'><ReadLinesFromFile File='.env' /></Target>")]
    public void Another_file_is_not(string xml)
    {
        using TempFolder folder = new();
        folder.Write("project/App.csproj", $"<Project>{xml}</Project>");
        Assert.AreEqual("", Find(folder, folder.At("project", ".env"), "App.csproj"));
    }

    private static string Find(TempFolder folder, params string[] files) =>
        Path.IsPathRooted(files[0]) ? Find(folder, files[0], files[1..]) : Find(folder, null, files);

    /// <summary><c>FILE:LINE</c> of all that was found, relative to the folder.</summary>
    private static string Find(TempFolder folder, string? envFile, string[] files) => string.Join(' ', ProjectFiles
        .FindReads(files, folder.At("project"), [Variable.ApiKey.Name], envFile)
        .Select(r => $"{Path.GetRelativePath(folder.Root, r.Path).Replace('\\', '/')}:{r.Line}{(r.Name is null ? " (file)" : "")}"));
}
