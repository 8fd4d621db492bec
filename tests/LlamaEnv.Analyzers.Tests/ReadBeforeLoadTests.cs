using Microsoft.CodeAnalysis;

namespace LlamaEnv.Analyzers.Tests;

[TestClass]
public sealed class ReadBeforeLoadTests
{
    /// <summary>Clients, and the loaders that this project does not refer to.</summary>
    private const string Types = """
        namespace LlamaEnv.Hosting { public static class LlamaEnvFile { public static object Load(bool required = false) => new(); } }
        namespace DotNetEnv { public class Env { public static Env TraversePath() => new(); public static string GetString(string name) => name; } public static class EnvExtensions { public static void Load(this Env env) { } } }
        public class LlamaCloudClient { public LlamaCloudClient(string key = null) { } public string ApiKey { get; set; } }
        public static class Values { public const string Name = "LLAMA_CLOUD_API_KEY"; }
        """;

    private const string Usings = """
        using System;
        using System.Threading.Tasks;
        using LlamaEnv.Hosting;
        using DotNetEnv;
        using dotenv.net;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;

        """;

    private const string Get = """Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY")""";
    private const string Caught = "{|LLENV0068:" + Get + "|}";
    private const string Load = "LlamaEnvFile.Load();";

    [TestMethod]
    [DataRow($"var client = new LlamaCloudClient {{ ApiKey = {Caught} }}; {Load}", DisplayName = "an initializer")]
    [DataRow($"var client = new LlamaCloudClient({Caught}); {Load}", DisplayName = "an argument")]
    [DataRow($"var key = {Caught}; {Load} var client = new LlamaCloudClient(key);", DisplayName = "a variable")]
    [DataRow($"var key = {Caught} ?? throw new Exception(); var trimmed = key.Trim(); {Load} var client = new LlamaCloudClient(trimmed);", DisplayName = "variables")]
    [DataRow($"var client = new LlamaCloudClient($\"Bearer {{{Caught}}}\"); {Load}", DisplayName = "an interpolated text")]
    [DataRow($"var client = new LlamaCloudClient(); client.ApiKey = {Caught}; {Load}", DisplayName = "a property")]
    [DataRow($"string key; key = {Caught}; {Load} Use(key); void Use(string s) {{ }}", DisplayName = "assigned")]
    [DataRow($"var client = new LlamaCloudClient({Caught}); DotEnv.Load();", DisplayName = "dotenv.net")]
    [DataRow($"var client = new LlamaCloudClient({Caught}); DotEnv.Fluent().WithTrimValues().Load();", DisplayName = "dotenv.net, fluent")]
    [DataRow($"var client = new LlamaCloudClient({Caught}); Env.TraversePath().Load();", DisplayName = "DotNetEnv")]
    [DataRow($"var client = new LlamaCloudClient({Caught}); if (args.Length == 0) {{ {Load} }}", DisplayName = "loaded in a branch")]
    [DataRow($"var client = new LlamaCloudClient({{|LLENV0068:Environment.GetEnvironmentVariable(Values.Name)|}}); {Load}", DisplayName = "a constant's name")]
    [DataRow($"var client = new LlamaCloudClient({{|LLENV0068:Env.GetString(\"LLAMA_CLOUD_API_KEY\")|}}); {Load}", DisplayName = "a reader of a loader")]
    [DataRow($"var client = new LlamaCloudClient((string){{|LLENV0068:Environment.GetEnvironmentVariables()[\"LLAMA_CLOUD_API_KEY\"]|}}); {Load}", DisplayName = "all variables")]
    [DataRow($"var services = new ServiceCollection(); services.AddSingleton(new LlamaCloudClient {{ ApiKey = {Caught} }}); {Load}", DisplayName = "an instance")]
    [DataRow($"var clients = new[] {{ new LlamaCloudClient({Caught}) }}; {Load}", DisplayName = "an array")]
    public Task A_value_that_is_kept_before_it_is_loaded_is_found(string statements) => Program(statements);

    [TestMethod]
    [DataRow($"{Load} var client = new LlamaCloudClient {{ ApiKey = {Get} }};", DisplayName = "the right order")]
    [DataRow($"var client = new LlamaCloudClient(); {Load}", DisplayName = "a client reads later")]
    [DataRow($"var client = new LlamaCloudClient {{ ApiKey = {Get} }};", DisplayName = "nothing is loaded")]
    [DataRow($"Func<LlamaCloudClient> make = () => new LlamaCloudClient {{ ApiKey = {Get} }}; {Load}", DisplayName = "a lambda")]
    [DataRow($"var services = new ServiceCollection(); services.AddSingleton(_ => new LlamaCloudClient {{ ApiKey = {Get} }}); {Load}", DisplayName = "a factory")]
    [DataRow($"{Load} Use(); void Use() => new LlamaCloudClient({Get});", DisplayName = "a local function")]
    [DataRow($"string Make() => {Get}; {Load} Console.WriteLine(Make().Length);", DisplayName = "a local function above")]
    [DataRow($"if (string.IsNullOrEmpty({Get})) {Load}", DisplayName = "a question")]
    [DataRow($"if ({Get} is null) {{ {Load} }} var client = new LlamaCloudClient({Get});", DisplayName = "loaded if it is missing")]
    [DataRow($"var key = {Get}; if (key is null) {{ {Load} key = {Get}; }} var client = new LlamaCloudClient(key);", DisplayName = "read again")]
    [DataRow($"var had = {Get} is not null; {Load} Console.WriteLine(had);", DisplayName = "whether it is there")]
    [DataRow($"var key = {Get}; Console.WriteLine(key?.Length); {Load}", DisplayName = "only shown")]
    [DataRow($"Console.WriteLine($\"key: {{{Get}}}\"); {Load}", DisplayName = "only printed")]
    [DataRow($"_ = {Get}; {Load}", DisplayName = "thrown away")]
    [DataRow($"var client = new LlamaCloudClient(Environment.GetEnvironmentVariable(\"LLAMA_CLOUD_BASE_URL\")); {Load}", DisplayName = "another variable")]
    [DataRow($"var client = new LlamaCloudClient({Get}); Other.Load(); class Other {{ public static void Load() {{ }} }}", DisplayName = "another Load")]
    [DataRow($"var lazy = new Lazy<string>(() => {Get}); {Load}", DisplayName = "lazy")]
    [DataRow($"var client = new LlamaCloudClient({Get}); /* llama-env: ignore LLENV0068 set by the shell */ {Load}", DisplayName = "ignored")]
    public Task What_reads_later_or_only_looks_is_well(string statements) => Program(statements);

    [TestMethod]
    [DataRow("""var client = new LlamaCloudClient({|LLENV0068:builder.Configuration["LlamaCloud:ApiKey"]|}); builder.Configuration.AddUserSecrets("id");""", DisplayName = "an indexer")]
    [DataRow("""var config = builder.Configuration; var key = {|LLENV0068:config.GetSection("LlamaCloud")["ApiKey"]|}; config.SetBasePath("/").AddJsonFile("more.json"); var client = new LlamaCloudClient(key);""", DisplayName = "a section")]
    [DataRow("""var client = new LlamaCloudClient({|LLENV0068:builder.Configuration.GetValue<string>("LlamaCloud:ApiKey")|}); builder.Configuration.AddKeyPerFile("/run/secrets");""", DisplayName = "GetValue")]
    [DataRow("""var client = new LlamaCloudClient({|LLENV0068:builder.Configuration.GetSection("LlamaCloud:ApiKey").Value|}); builder.Configuration.AddUserSecrets("id");""", DisplayName = "a section's value")]
    [DataRow("""builder.Services.AddSingleton(new LlamaCloudClient({|LLENV0068:builder.Configuration["LLAMA_CLOUD_API_KEY"]|})); LlamaEnvFile.Load();""", DisplayName = "a file behind it")]
    [DataRow("""builder.Configuration.AddUserSecrets("id"); var client = new LlamaCloudClient(builder.Configuration["LlamaCloud:ApiKey"]);""", DisplayName = "the right order")]
    [DataRow("""builder.Services.AddSingleton(_ => new LlamaCloudClient(builder.Configuration["LlamaCloud:ApiKey"])); builder.Configuration.AddUserSecrets("id");""", DisplayName = "a factory")]
    [DataRow("""var client = new LlamaCloudClient(builder.Configuration["LlamaCloud:BaseUrl"]); builder.Configuration.AddUserSecrets("id");""", DisplayName = "another setting")]
    [DataRow("""var client = new LlamaCloudClient(Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY")); builder.Configuration.AddUserSecrets("id");""", DisplayName = "no source changes the environment")]
    [DataRow("""var client = new LlamaCloudClient(builder.Configuration["LlamaCloud:ApiKey"]); var other = new ConfigurationBuilder().AddJsonFile("more.json").Build();""", DisplayName = "another configuration")]
    [DataRow("""var client = new LlamaCloudClient(builder.Configuration["LlamaCloud:ApiKey"]); builder.Services.AddHttpClient();""", DisplayName = "another Add")]
    public Task A_configuration_has_an_order_too(string statements) => Program($"var builder = WebApplication.CreateBuilder(args); {statements}");

    [TestMethod]
    [DataRow($"var key = {Caught}; {Load} var client = new LlamaCloudClient(key);", "static void")]
    [DataRow($"var key = {Caught}; {Load} var client = new LlamaCloudClient(key); await Task.Yield();", "static async Task")]
    public Task Main_is_looked_at(string body, string kind) => Check($"class Program {{ {kind} Main(string[] args) {{ {body} }} }}");

    [TestMethod]
    [DataRow($"static readonly string Key = {Caught}; static Program() {{ }}", Load, DisplayName = "a field")]
    [DataRow($"static string Key {{ get; }} = {Caught}; static Program() {{ }}", Load, DisplayName = "a property")]
    [DataRow($"static readonly LlamaCloudClient Client; static Program() {{ Client = new LlamaCloudClient({Caught}); }}", Load, DisplayName = "the constructor itself")]
    [DataRow($"static readonly string Key = {Caught}; static Program() {{ {Load} }}", "", DisplayName = "loaded by the constructor")]
    [DataRow($"static readonly string Key = {Get};", Load, DisplayName = "no constructor")]
    [DataRow($"static readonly string Key; static Program() {{ {Load} Key = {Get}; }}", "", DisplayName = "the right order")]
    [DataRow($"static readonly Func<string> Key = () => {Get}; static Program() {{ }}", Load, DisplayName = "a lambda")]
    [DataRow($"static string Key => {Get}; static Program() {{ }}", Load, DisplayName = "a property that is computed")]
    [DataRow($"static readonly string Key = {Get}; static Program() {{ }}", "", DisplayName = "nothing is loaded")]
    public Task The_class_with_Main_runs_its_static_constructor_first(string members, string load) =>
        Check($"class Program {{ {members} static void Main() {{ {load} }} }}");

    [TestMethod]
    [DataRow($"var client = new LlamaCloudClient(Settings.{{|LLENV0068:Key|}}); {Load} class Settings {{ public static readonly string Key = {Get}; }}", DisplayName = "used above")]
    [DataRow($"Console.WriteLine(Settings.{{|LLENV0068:Key|}}); {Load} class Settings {{ public static string Key {{ get; }} = {Get}; }}", DisplayName = "a property")]
    [DataRow($"{Load} var client = new LlamaCloudClient(Settings.Key); class Settings {{ public static readonly string Key = {Get}; }}", DisplayName = "used below")]
    [DataRow($"Console.WriteLine(Settings.Name); {Load} class Settings {{ public static readonly string Key = {Get}; public const string Name = \"x\"; }}", DisplayName = "a constant beside it")]
    [DataRow($"Console.WriteLine(nameof(Settings.Key)); {Load} class Settings {{ public static readonly string Key = {Get}; }}", DisplayName = "its name")]
    [DataRow($"Settings.Key = \"x\"; {Load} class Settings {{ public static string Key = {Get}; }}", DisplayName = "set above")]
    public Task A_static_field_has_its_value_from_its_first_use(string statements) => Program(statements);

    [TestMethod]
    public Task A_module_initializer_runs_before_everything() => Check($$"""
        var client = new LlamaCloudClient({{Get}}); {{Load}}
        static class Start { [System.Runtime.CompilerServices.ModuleInitializer] internal static void Run() { {{Load}} } }
        """);

    [TestMethod]
    public Task A_library_has_no_start() =>
        Sources.Check<ReadBeforeLoadAnalyzer>($"{Usings}class C {{ void Main() {{ var c = new LlamaCloudClient({Get}); {Load} }} }}", more: [("Types.cs", Types)]);

    private static Task Program(string statements) => Check(statements);

    private static Task Check(string source) => Sources.Check<ReadBeforeLoadAnalyzer>(Usings + source, OutputKind.ConsoleApplication, more: [("Types.cs", Types)]);
}
