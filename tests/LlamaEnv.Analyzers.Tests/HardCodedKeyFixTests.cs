using LlamaEnv.Analyzers.CodeFixes;
using Microsoft.CodeAnalysis;

namespace LlamaEnv.Analyzers.Tests;

[TestClass]
public sealed class HardCodedKeyFixTests
{
    private const string Environment = "LLAMA_CLOUD_API_KEY";
    private const string Configuration = "LlamaCloud:ApiKey";
    private const string Read = """Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") ?? throw new InvalidOperationException("LLAMA_CLOUD_API_KEY is not set")""";

    [TestMethod]
    [DataRow("""string f = [|"KEY"|];""", $"string f = {Read};")]
    [DataRow("""string f = [|"llx-"|] + "BODY";""", $"string f = {Read};")]
    [DataRow("""static string F => [|@"KEY"|];""", $"static string F => {Read};")]
    [DataRow("""string f = [|"Bearer KEY"|];""", $"""string f = "Bearer " + ({Read});""")]
    [DataRow("""int M() => [|"KEY"|].Length;""", $"int M() => ({Read}).Length;")]
    [DataRow("""void M() => Use([|"KEY"|]); void Use(string s) { }""", $$"""void M() => Use({{Read}}); void Use(string s) { }""")]
    [DataRow("""private const string F = [|"KEY"|]; // mine""", $"private static readonly string F = {Read}; // mine")]
    [DataRow("""void M() { const string f = [|"KEY"|]; Use(f); } void Use(string s) { }""", $$"""void M() { string f = {{Read}}; Use(f); } void Use(string s) { }""")]
    [DataRow("""static ReadOnlySpan<byte> F => [|"KEY"u8|];""", $"static ReadOnlySpan<byte> F => System.Text.Encoding.UTF8.GetBytes({Read});")]
    public Task The_environment_is_read(string before, string after) => Check($"using System;\n\nclass C\n{{\n    {before}\n}}\n", $"using System;\n\nclass C\n{{\n    {after}\n}}\n", Environment);

    [TestMethod]
    public Task All_of_a_project_are_replaced_at_once() => Sources.Fix<HardCodedKeyAnalyzer, HardCodedKeyCodeFix>(
        Fill("""using System; class C { string f = [|"KEY"|]; const string G = [|"KEY"|]; string M() => [|"KEY"|] + G; }"""),
        $$"""using System; class C { string f = {{Read}}; static readonly string G = {{Read}}; string M() => ({{Read}}) + G; }""", Environment, fixesAll: true);

    [TestMethod]
    public Task Names_are_as_long_as_they_have_to_be() => Check(
        """class C { string f = [|"KEY"|]; }""",
        """class C { string f = System.Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") ?? throw new System.InvalidOperationException("LLAMA_CLOUD_API_KEY is not set"); }""", Environment);

    [TestMethod]
    [DataRow("""[Obsolete([|"KEY"|])] void M() { }""")]
    [DataRow("""void M(string key = [|"KEY"|]) { }""")]
    [DataRow("""bool M(string s) => s is [|"KEY"|];""")]
    [DataRow("""const string F = [|"KEY"|]; [Obsolete(F)] void M() { }""")]
    [DataRow("""const string F = [|"KEY"|]; const string G = F;""")]
    [DataRow("""const string F = [|"KEY"|], G = "";""")]
    [DataRow("""const string F = [|"KEY"|]; void M(string s) { switch (s) { case F: break; } }""")]
    [DataRow("""string M(int i) => $"[|Bearer KEY |]{i}";""")]
    public Task Where_a_constant_has_to_be_there_is_no_fix(string member) =>
        Check($"using System;\n\nclass C\n{{\n    {member}\n}}\n", $"using System;\n\nclass C\n{{\n    {member}\n}}\n", Environment);

    [TestMethod]
    public Task A_configuration_in_scope_is_read() => Check(
        """
        using System;
        using Microsoft.Extensions.Configuration;

        class C
        {
            string M(IConfiguration settings) => [|"KEY"|];
        }
        """,
        """
        using System;
        using Microsoft.Extensions.Configuration;

        class C
        {
            string M(IConfiguration settings) => settings["LlamaCloud:ApiKey"] ?? throw new InvalidOperationException("LlamaCloud:ApiKey is not set");
        }
        """, Configuration);

    [TestMethod]
    public Task The_configuration_of_a_builder_is_read() => Check(
        """
        using System;
        using Microsoft.AspNetCore.Builder;

        var builder = WebApplication.CreateBuilder(args);
        string key = [|"KEY"|];
        """,
        """
        using System;
        using Microsoft.AspNetCore.Builder;

        var builder = WebApplication.CreateBuilder(args);
        string key = builder.Configuration["LlamaCloud:ApiKey"] ?? throw new InvalidOperationException("LlamaCloud:ApiKey is not set");
        """, Configuration, OutputKind.ConsoleApplication);

    [TestMethod]
    public Task Nothing_static_reads_what_an_instance_has() => Check(
        """
        using Microsoft.Extensions.Configuration;

        class C(IConfiguration settings)
        {
            private readonly IConfiguration _settings = settings;
            static string M() => [|"KEY"|];
        }
        """,
        """
        using Microsoft.Extensions.Configuration;

        class C(IConfiguration settings)
        {
            private readonly IConfiguration _settings = settings;
            static string M() => [|"KEY"|];
        }
        """, Configuration);

    private static Task Check(string before, string after, string equivalenceKey, OutputKind kind = OutputKind.DynamicallyLinkedLibrary) =>
        Sources.Fix<HardCodedKeyAnalyzer, HardCodedKeyCodeFix>(Fill(before), Fill(after), equivalenceKey, kind);

    private static string Fill(string text) => text.Replace("_KEY", "_NAME", StringComparison.Ordinal).Replace("KEY", Sources.Key, StringComparison.Ordinal).Replace("_NAME", "_KEY", StringComparison.Ordinal).Replace("BODY", Sources.Body, StringComparison.Ordinal);
}
