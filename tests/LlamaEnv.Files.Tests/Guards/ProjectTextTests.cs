using System.Xml;
using LlamaEnv.Files.Guards;

namespace LlamaEnv.Files.Tests.Guards;

/// <summary>What in a project's text has MSBuild log a secret, and on which line it is found.</summary>
[TestClass]
public sealed class ProjectTextTests
{
    private static readonly string[] s_secrets = ["LLAMA_CLOUD_API_KEY", "OTHER_KEY"];

    [TestMethod]
    [DataRow("<A>$(LLAMA_CLOUD_API_KEY)</A>")]
    [DataRow("<A>$(llama_cloud_api_key)</A>")]
    [DataRow("<A>x;$(OTHER_KEY)</A>")]
    [DataRow("<A>$(LLAMA_CLOUD_API_KEY.Length)</A>")]
    [DataRow("<A>$(LLAMA_CLOUD_API_KEY[0])</A>")]
    [DataRow("<A>$([System.String]::IsNullOrEmpty($(LLAMA_CLOUD_API_KEY)))</A>")]
    [DataRow("<A>$(LLAMA_CLOUD_API_KEY_FILE)$(LLAMA_CLOUD_API_KEY)</A>")]
    [DataRow("<A Condition=\"'$(LLAMA_CLOUD_API_KEY)' == ''\" />")]
    [DataRow("<A Condition=\"'$(LLAMA_CLOUD_API_KEY)' == ''\">x</A>")]
    [DataRow("<A><![CDATA[$(LLAMA_CLOUD_API_KEY)]]></A>")]
    [DataRow("<A>&#36;(LLAMA_CLOUD_API_KEY)</A>")]
    [DataRow("<LLAMA_CLOUD_API_KEY>x</LLAMA_CLOUD_API_KEY>")]
    [DataRow("<Llama_Cloud_Api_Key />")]
    [DataRow("<A>$([System.Environment]::GetEnvironmentVariable('LLAMA_CLOUD_API_KEY'))</A>")]
    [DataRow("<A>$([system.environment]::getenvironmentvariable( `LLAMA_CLOUD_API_KEY` ))</A>")]
    [DataRow("<A Condition=\"'$([System.Environment]::GetEnvironmentVariable(`LLAMA_CLOUD_API_KEY`))' == ''\">1</A>")]
    [DataRow("<A>$([System.Environment]::GetEnvironmentVariable('LLAMA_CLOUD_API_KEY').Substring(4))</A>")]
    [DataRow("<A>$([System.String]::Concat($([System.Environment]::GetEnvironmentVariable('LLAMA_CLOUD_API_KEY')), 'x'))</A>")]
    [DataRow("<A>$([System.Environment]::GetEnvironmentVariable('LLAMA_CLOUD_API_KEY').Length)$(LLAMA_CLOUD_API_KEY)</A>")]
    [DataRow("<A>$([System.Environment]::GetEnvironmentVariable ('LLAMA_CLOUD_API_KEY'))</A>", DisplayName = "a blank before the parenthesis")]
    [DataRow("<A>$([System.Environment]:: GetEnvironmentVariable\t( 'LLAMA_CLOUD_API_KEY' ))</A>")]
    [DataRow("<A>$( [System.Environment]::GetEnvironmentVariable(LLAMA_CLOUD_API_KEY) )</A>")]
    [DataRow("<A>$( LLAMA_CLOUD_API_KEY.Length)</A>", DisplayName = "blanks before a member")]
    [DataRow("<A>$(LLAMA_CLOUD_API_KEY .Length)</A>")]
    [DataRow("<A>$( LLAMA_CLOUD_API_KEY[0])</A>")]
    [DataRow("<A>$([System.Environment]::ExpandEnvironmentVariables('%LLAMA_CLOUD_API_KEY%'))</A>")]
    [DataRow("<A>$([System.Environment]::ExpandEnvironmentVariables('x-%25LLAMA_CLOUD_API_KEY%25'))</A>")]
    [DataRow("<A>$([System.Environment]::GetEnvironmentVariables())</A>", DisplayName = "all of them")]
    public void Is_found_among_the_properties(string xml) => Assert.AreEqual(3, LineIn($"<Project>\n<PropertyGroup>\n{xml}\n</PropertyGroup>\n</Project>"));

    [TestMethod]
    [DataRow("<Target Name='T' Condition=\"'$(LLAMA_CLOUD_API_KEY)' == ''\" />")]
    [DataRow("<Target Name='T'><Message Text='$(LLAMA_CLOUD_API_KEY)' /></Target>")]
    [DataRow("<Target Name='T'><CreateProperty Value='x'><Output TaskParameter='Value' PropertyName='LLAMA_CLOUD_API_KEY' /></CreateProperty></Target>")]
    [DataRow("<ItemGroup><A Include='x' B='$(LLAMA_CLOUD_API_KEY)' /></ItemGroup>")]
    [DataRow("<Import Project='$(LLAMA_CLOUD_API_KEY).props' />")]
    [DataRow("<Choose><When Condition='true'><PropertyGroup><LLAMA_CLOUD_API_KEY>x</LLAMA_CLOUD_API_KEY></PropertyGroup></When></Choose>")]
    public void Is_found_in_the_project(string xml) => Assert.AreEqual(2, LineIn($"<Project>\n{xml}\n</Project>"));

    [TestMethod]
    [DataRow("<!-- $(LLAMA_CLOUD_API_KEY) -->")]
    [DataRow("<A>x<!-- $(LLAMA_CLOUD_API_KEY) --></A>")]
    [DataRow("<?x $(LLAMA_CLOUD_API_KEY)?>")]
    [DataRow("<A>LLAMA_CLOUD_API_KEY</A>")]
    [DataRow("<A>$(LLAMA_CLOUD_API_KEY_FILE)</A>")]
    [DataRow("<A>$(MY_LLAMA_CLOUD_API_KEY)</A>")]
    [DataRow("<A>$( LLAMA_CLOUD_API_KEY )</A>")]
    [DataRow("<A>%(LLAMA_CLOUD_API_KEY) @(LLAMA_CLOUD_API_KEY)</A>")]
    [DataRow("<LLAMA_CLOUD_API_KEY_FILE>x</LLAMA_CLOUD_API_KEY_FILE>")]
    [DataRow("<A>$([System.Environment]::GetEnvironmentVariable('LLAMA_CLOUD_API_KEY').Length)</A>")]
    [DataRow("<A>$([System.String]::IsNullOrEmpty($([System.Environment]::GetEnvironmentVariable('LLAMA_CLOUD_API_KEY'))))</A>")]
    [DataRow("<A>$([System.String]::IsNullOrEmpty([System.Environment]::GetEnvironmentVariable('LLAMA_CLOUD_API_KEY')))</A>")]
    [DataRow("<A Condition=\"$([System.String]::IsNullOrWhiteSpace('$([System.Environment]::GetEnvironmentVariable(`LLAMA_CLOUD_API_KEY`))'))\">1</A>")]
    [DataRow("<A>Environment.GetEnvironmentVariable(\"LLAMA_CLOUD_API_KEY\")</A>")]
    [DataRow("<A>$([System.Environment]::GetEnvironmentVariable('LLAMA_CLOUD_API_KEY_FILE'))</A>")]
    [DataRow("<A>$([System.Environment]::GetEnvironmentVariable ('LLAMA_CLOUD_API_KEY').Length)</A>")]
    [DataRow("<A>$([System.Environment]::ExpandEnvironmentVariables('LLAMA_CLOUD_API_KEY'))</A>")]
    [DataRow("<A>$([System.IO.Path]::Combine('LLAMA_CLOUD_API_KEY', 'x'))</A>")]
    public void Is_harmless(string xml) => Assert.AreEqual(0, LineIn($"<Project>\n<PropertyGroup>\n{xml}\n</PropertyGroup>\n</Project>"));

    [TestMethod]
    [DataRow("<Project>\n<ItemGroup>\n<A Include='x'><LLAMA_CLOUD_API_KEY>x</LLAMA_CLOUD_API_KEY></A></ItemGroup></Project>", 0)]
    [DataRow("<Project>\n<ItemGroup>\n<LLAMA_CLOUD_API_KEY Include='x' /></ItemGroup></Project>", 0)]
    [DataRow("<Project>\n<PropertyGroup/>\n<LLAMA_CLOUD_API_KEY /></Project>", 0)]
    [DataRow("<Project xmlns='http://schemas.microsoft.com/developer/msbuild/2003'>\n<PropertyGroup>\n<LLAMA_CLOUD_API_KEY /></PropertyGroup></Project>", 3)]
    [DataRow("<Project>\n<PropertyGroup>\n<A>\n\nx;\n$(LLAMA_CLOUD_API_KEY)\n</A></PropertyGroup></Project>", 6)]
    [DataRow("<Project>\r\n<PropertyGroup>\r\n<A>\r\nx;\r\n$(LLAMA_CLOUD_API_KEY)\r\n</A></PropertyGroup></Project>", 5)]
    [DataRow("<Project>\n<Target Name='T'\n  Inputs='x'\n  Outputs='$(LLAMA_CLOUD_API_KEY)' /></Project>", 4)]
    [DataRow("<Project>\n<!--\n$(OTHER_KEY)\n-->\n<Target Name='$(OTHER_KEY)' />\n<Target Name='$(LLAMA_CLOUD_API_KEY)' /></Project>", 5)]
    [DataRow("<!DOCTYPE Project>\n<Project>\n<Target Name='$(OTHER_KEY)' /></Project>", 3)]
    public void The_line_is_that_of_the_first_place(string text, int line) => Assert.AreEqual(line, LineIn(text));

    [TestMethod]
    public void Imports_of_an_SDK_and_in_comments_are_left_out()
    {
        ProjectText project = ProjectText.Parse(
            """
            <Project>
              <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
              <Import Project="a.props" Condition="Exists('a.props')" />
              <!-- <Import Project="b.props" /> -->
              <ImportGroup><Import Project="c.props" /></ImportGroup>
              <Import Sdk="My.Sdk" Project="Sdk.targets" />
            </Project>
            """, s_secrets);

        Assert.AreEqual("a.props c.props", string.Join(' ', project.Imports));
    }

    [TestMethod]
    public void What_is_no_XML_is_an_error_of_XML() => Assert.ThrowsExactly<XmlException>(() => ProjectText.Parse("<Project>$(LLAMA_CLOUD_API_KEY)", s_secrets));

    [TestMethod]
    [DataRow("<Project Sdk=\"Microsoft.NET.Sdk\" />", false)]
    [DataRow("<Project><Import Project='a.props' /></Project>", true)]
    [DataRow("<Project><!-- llama_cloud_api_key --></Project>", true)]
    [DataRow("<Project><A>$([System.Environment]::GetEnvironmentVariable($(N)))</A></Project>", true)]
    public void Only_a_name_or_an_import_is_a_reason_to_parse(string text, bool isWorthIt) => Assert.AreEqual(isWorthIt, ProjectText.IsWorthParsing(text, s_secrets));

    private static int LineIn(string text) => ProjectText.Parse(text, s_secrets).Line;
}
