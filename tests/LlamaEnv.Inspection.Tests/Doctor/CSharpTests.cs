namespace LlamaEnv.Inspection.Tests.Doctor;

[TestClass]
public sealed class CSharpTests
{
    [TestMethod]
    [DataRow("""
        var key = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY");
        DotEnv.Load();
        var client = new LlamaCloudClient { ApiKey = key };
        """, "1 read-before-load", DisplayName = "a variable that goes into a client")]
    [DataRow("""
        using DotNetEnv;
        var client = new LlamaCloudClient { ApiKey = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") };
        Env.TraversePath().Load();
        """, "2 read-before-load", DisplayName = "an initializer")]
    [DataRow("""
        class Program
        {
            static async Task Main(string[] args)
            {
                var services = new ServiceCollection();
                services.AddSingleton(new LlamaOptions(Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY")!));
                LlamaEnv.Hosting.LlamaEnvFile.Load();
            }
        }
        """, "6 read-before-load", DisplayName = "an argument in Main")]
    [DataRow("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton(new Options(builder.Configuration["LlamaCloud:ApiKey"]));
        builder.Configuration.AddUserSecrets<Program>();
        """, "2 read-before-load", DisplayName = "the configuration before its source")]
    [DataRow("""
        var builder = WebApplication.CreateBuilder(args);
        var config = builder.Configuration;
        var key = config.GetSection("LlamaCloud")["ApiKey"];
        config.AddKeyPerFile("/run/secrets");
        builder.Services.AddSingleton(new Options(key));
        """, "3 read-before-load", DisplayName = "a section before its source")]
    [DataRow("""
        class Program
        {
            private static readonly string? s_key = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY");
            static Program() { }
            static void Main() { DotEnv.Load(); }
        }
        """, "3 read-before-load", DisplayName = "a static field and a static constructor")]
    [DataRow("""
        Console.WriteLine(Settings.Key);
        DotEnv.Load();
        static class Settings { public static readonly string? Key = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY"); }
        """, "1 read-before-load", DisplayName = "another class's field, used too early")]
    [DataRow("""
        const string Name = "LLAMA_CLOUD_API_KEY";
        var client = new LlamaCloudClient { ApiKey = Environment.GetEnvironmentVariable(Name)?.Trim() };
        DotEnv.Load(); // late
        """, "2 read-before-load", DisplayName = "by a constant")]
    [DataRow("""var client = new LlamaCloudClient { ApiKey = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") ?? "" };""", "1 empty-default", DisplayName = "?? empty")]
    [DataRow("""
        var key = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY")
            ?? string.Empty;
        Use(key);
        """, "2 empty-default", DisplayName = "?? string.Empty in the next line")]
    [DataRow("""Use(builder.Configuration["LlamaCloud:ApiKey"] ?? Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") ?? "");""", "1 empty-default", DisplayName = "the last of several")]
    [DataRow("""Use(builder.Configuration.GetValue("LlamaCloud:ApiKey", ""));""", "1 empty-default", DisplayName = "GetValue with an empty default")]
    [DataRow("""Use(DotNetEnv.Env.GetString("LLAMA_CLOUD_API_KEY", string.Empty));""", "1 empty-default", DisplayName = "a reader with an empty default")]
    [DataRow("""
        var url = new Uri(Environment.GetEnvironmentVariable("LLAMA_CLOUD_BASE_URL") ?? "");
        """, "1 empty-default", DisplayName = "an empty URL")]
    [DataRow("""
        var key = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY");
        key ??= "";
        Use(key);
        """, "2 empty-default", DisplayName = "??= empty")]
    [DataRow("""Use(Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") is { } key ? key : "");""", "1 empty-default", DisplayName = "a choice")]
    [DataRow("""
        static LlamaCloudClient Create() => new() { ApiKey = "" };
        """, "1 empty-value", DisplayName = "a helper that sets it to an empty text")]
    [DataRow("""
        class Clients
        {
            public LlamaCloudClient Create(string? key) => new LlamaCloudClient { ApiKey = key ?? string.Empty };
        }
        """, "3 empty-default", DisplayName = "a helper that makes an empty text of nothing")]
    [DataRow("""var client = new LlamaCloudClient(apiKey: "");""", "1 empty-value", DisplayName = "an empty argument")]
    [DataRow("""services.AddLlamaCloud(options => options.ApiKey = "");""", "1 empty-value", DisplayName = "empty options")]
    [DataRow("""Environment.SetEnvironmentVariable("LLAMA_CLOUD_API_KEY", "");""", "1 overridden", DisplayName = "set to an empty text")]
    [DataRow("""System.Environment.SetEnvironmentVariable("LLAMA_CLOUD_API_KEY", null);""", "1 overridden", DisplayName = "removed")]
    [DataRow("""start.Environment["LLAMA_CLOUD_API_KEY"] = "";""", "1 empty-value", DisplayName = "a process that gets an empty one")]
    [DataRow("""Use(Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") ?? "your-api-key");""", "1 placeholder", DisplayName = "?? a placeholder")]
    [DataRow("""var client = new LlamaCloudClient { ApiKey = "@KEY@" };""", "1 hard-coded", DisplayName = "a key")]
    public void Code_that_loses_the_key_is_found(string code, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("src/Worker/Program.cs", code.Replace("@KEY@", KeyLiteralTests.Key, StringComparison.Ordinal));

        Assert.AreEqual($"src/Worker/Program.cs:{expected}", string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow("""
        DotEnv.Load();
        var client = new LlamaCloudClient { ApiKey = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") };
        """, DisplayName = "loaded first")]
    [DataRow("""
        var client = new LlamaCloudClient();
        DotEnv.Load();
        """, DisplayName = "a client without a key reads it later")]
    [DataRow("""
        services.AddSingleton(sp => new LlamaCloudClient { ApiKey = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") });
        LlamaCloudClient Create() { return new LlamaCloudClient { ApiKey = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") }; }
        DotEnv.Load();
        """, DisplayName = "a factory and a local function run later")]
    [DataRow("""
        if (Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") is null)
            DotEnv.Load();
        """, DisplayName = "only looked at")]
    [DataRow("""
        string? key = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY");
        if (string.IsNullOrEmpty(key))
        {
            DotEnv.Load();
            key = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY");
        }
        var client = new LlamaCloudClient { ApiKey = key };
        """, DisplayName = "read again")]
    [DataRow("""
        class Program
        {
            private static string? Key { get; } = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY");
            static void Main() { DotEnv.Load(); Use(Key); }
        }
        """, DisplayName = "a static property without a static constructor")]
    [DataRow(""""""
        // var client = new LlamaCloudClient { ApiKey = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") };
        /* Environment.SetEnvironmentVariable("LLAMA_CLOUD_API_KEY", ""); */
        var text = @"Environment.GetEnvironmentVariable(""LLAMA_CLOUD_API_KEY"") ?? """"";
        #if NEVER
        Use(Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") ?? "");
        #endif
        DotEnv.Load();
        """""", DisplayName = "comments, strings and code that is left out")]
    [DataRow("""var key = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") ?? throw new InvalidOperationException("LLAMA_CLOUD_API_KEY is not set"); Use(key);""", DisplayName = "?? throw")]
    [DataRow("""
        var key = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") ?? "";
        if (string.IsNullOrWhiteSpace(key)) throw new InvalidOperationException();
        Use(key);
        """, DisplayName = "?? empty, and checked")]
    [DataRow("""
        var key = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") ?? "";
        if (key.Length == 0) return 1;
        Use(key);
        """, DisplayName = "?? empty, and its length asked")]
    [DataRow("""Console.WriteLine((Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") ?? "").Length);""", DisplayName = "?? empty, measured")]
    [DataRow("""bool isThere = (Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") ?? "") != ""; """, DisplayName = "?? empty, compared")]
    [DataRow("""Use(Environment.GetEnvironmentVariable("OPENAI_API_KEY") ?? ""); Use(Environment.GetEnvironmentVariable("LLAMA_AGENTS_PROJECT_ID") ?? "");""", DisplayName = "others' and what may be empty")]
    [DataRow("""public sealed class LlamaCloudSettings { public string ApiKey { get; set; } = ""; public string BaseUrl { get; set; } = string.Empty; }""", DisplayName = "the default of an options class")]
    [DataRow("""var client = new OllamaClient { ApiKey = "" }; var other = new OpenAIClient(apiKey: "");""", DisplayName = "others' clients")]
    [DataRow("""
        var key = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY");
        Environment.SetEnvironmentVariable("LLAMA_CLOUD_API_KEY", null); // not for children
        """, DisplayName = "taken before it is removed")]
    [DataRow("""Environment.SetEnvironmentVariable("LLAMA_CLOUD_API_KEY", key); Environment.SetEnvironmentVariable("OPENAI_API_KEY", "");""", DisplayName = "set to a value")]
    [DataRow("""try { Run(); } finally { Environment.SetEnvironmentVariable("LLAMA_CLOUD_API_KEY", null); }""", DisplayName = "cleaned up")]
    [DataRow("""var values = new Dictionary<string, string?> { ["LLAMA_CLOUD_API_KEY"] = "" };""", DisplayName = "a table of names")]
    [DataRow("""var client = new LlamaCloudClient { ApiKey = "llx-fake-for-a-test" };""", DisplayName = "made up")]
    public void Healthy_code_gives_no_finding(string code)
    {
        using Repository repository = Repository.WithPrograms().Add("src/Worker/Program.cs", code);

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    [DataRow("""Console.WriteLine(Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") ?? "");""", "1 logged", DisplayName = "the read itself")]
    [DataRow("""
        var key = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY");
        Console.Error.WriteLine($"key: {key}");
        """, "2 logged", DisplayName = "in a text")]
    [DataRow("""
        class Worker(ILogger<Worker> logger, IConfiguration configuration)
        {
            private readonly string? _key = configuration["LLAMA_CLOUD_API_KEY"];
            void Run() => logger.LogInformation("{Key}", _key);
        }
        """, "4 logged", DisplayName = "in a log, from a field")]
    [DataRow("""
        string key = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY")!;
        Log.Debug("starting with " + key.Trim());
        """, "2 logged", DisplayName = "joined and trimmed, by Serilog")]
    [DataRow("""Console.WriteLine(((IConfigurationRoot)configuration).GetDebugView());""", "1 logged", DisplayName = "the whole configuration")]
    public void A_key_that_is_written_down_is_a_notice(string code, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("src/Worker/Program.cs", code);

        Assert.IsEmpty(repository.Examine());
        Assert.AreEqual($"src/Worker/Program.cs:{expected}", string.Join(", ", repository.Examine(withNotices: true)));
    }

    [TestMethod]
    [DataRow("""Console.WriteLine(key is null ? "missing" : "there");""", DisplayName = "whether it is there")]
    [DataRow("""Console.WriteLine($"{key?[..4]}…, {key!.Length} characters, {Mask(key)}");""", DisplayName = "cut, measured, masked")]
    [DataRow("""logger.LogInformation("{Url}", url);""", DisplayName = "something else")]
    [DataRow("""Console.WriteLine(((IConfigurationRoot)configuration).GetDebugView(c => "***"));""", DisplayName = "the configuration without values")]
    [DataRow("""catalog.Information(key);""", DisplayName = "no logger")]
    public void What_tells_nothing_of_the_key_may_be_written_down(string code)
    {
        using Repository repository = Repository.WithPrograms().Add("src/Worker/Program.cs", $"var key = Environment.GetEnvironmentVariable(\"LLAMA_CLOUD_API_KEY\");\n{code.Replace("catalog", "store", StringComparison.Ordinal)}");

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    [DataRow("""var key = Environment.GetEnvironmentVariable("LLAMA_API_KEY");""", DisplayName = "another name")]
    [DataRow("""var key = Environment.GetEnvironmentVariable("Llama_Cloud_Api_Key");""", DisplayName = "another case")]
    [DataRow("""var key = builder.Configuration["LLAMA_PARSE_API_KEY"];""", DisplayName = "in the configuration")]
    [DataRow("""var key = configuration.GetValue<string>("LLAMA_CLOUD_KEY");""", DisplayName = "by GetValue")]
    public void A_read_of_a_name_that_nothing_gives_is_found(string code)
    {
        using Repository repository = Repository.WithPrograms().Add("src/Worker/Program.cs", code);

        Assert.AreEqual("src/Worker/Program.cs:1 wrong-name", string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow("""var key = Environment.GetEnvironmentVariable("LLAMA_PARSE_API_KEY");""", "README.md", "Set LLAMA_PARSE_API_KEY.", DisplayName = "the repository's own name")]
    [DataRow("""var key = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") ?? Environment.GetEnvironmentVariable("LLAMA_API_KEY");""", "README.md", "", DisplayName = "the older name behind the right one")]
    [DataRow("""var key = builder.Configuration["llama_cloud_api_key"];""", "README.md", "", DisplayName = "the configuration knows no case")]
    [DataRow("""var key = builder.Configuration["LlamaParse:ApiKey"];""", "README.md", "", DisplayName = "a section of its own")]
    [DataRow("""var url = Environment.GetEnvironmentVariable("OLLAMA_API_KEY");""", "README.md", "", DisplayName = "somebody else")]
    public void A_read_of_a_name_that_is_meant_so_is_none(string code, string file, string text)
    {
        using Repository repository = Repository.WithPrograms().Add("src/Worker/Program.cs", code).Add(file, text);

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    [DataRow("Console.WriteLine(key);", DisplayName = "written")]
    [DataRow("Environment.SetEnvironmentVariable(\"LLAMA_CLOUD_API_KEY\", key);", DisplayName = "put back over what was loaded")]
    [DataRow("var client = new LlamaCloudClient { ApiKey = key };\nConsole.WriteLine(key is null);", DisplayName = "used, and looked at")]
    public void A_value_from_before_the_load_that_counts_behind_it_is_found(string use)
    {
        using Repository repository = Repository.WithPrograms().Add("src/Worker/Program.cs", $"var key = Environment.GetEnvironmentVariable(\"LLAMA_CLOUD_API_KEY\");\nDotNetEnv.Env.Load();\n{use}\n");

        Assert.AreEqual("src/Worker/Program.cs:1 read-before-load", string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    public void A_module_initializer_loads_before_everything_else()
    {
        using Repository repository = Repository.WithPrograms()
            .Add("src/Worker/Program.cs", """
                var client = new LlamaCloudClient { ApiKey = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") };
                LlamaEnvFile.Load();
                """)
            .Add("src/Worker/Start.cs", "static class Start { [ModuleInitializer] internal static void Run() => LlamaEnvFile.Load(); }");

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    public void A_field_of_another_file_is_read_when_it_is_used()
    {
        using Repository repository = Repository.WithPrograms()
            .Add("src/Worker/Program.cs", """
                Use(Settings.ApiKey);
                DotEnv.Load();
                """)
            .Add("src/Worker/Settings.cs", """static class Settings { public static string ApiKey { get; } = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY")!; }""");

        Assert.AreEqual("src/Worker/Program.cs:1 read-before-load", string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    public void Tests_take_the_key_away_on_purpose()
    {
        using Repository repository = Repository.WithPrograms().Add("tests/Worker.Tests/ClientTests.cs", """
            Environment.SetEnvironmentVariable("LLAMA_CLOUD_API_KEY", null);
            Assert.Throws(() => new LlamaCloudClient { ApiKey = "" });
            """);

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    public void A_test_that_skips_itself_without_the_key_is_a_notice()
    {
        using Repository repository = Repository.WithPrograms().Add("tests/Worker.Tests/ClientTests.cs", """
            class ClientTests
            {
                [SkipWithoutKeyFact]
                public void Works() => Use(Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") ?? "");
            }
            """);

        Assert.IsEmpty(repository.Examine());
        Assert.AreEqual("tests/Worker.Tests/ClientTests.cs:4 empty-default", string.Join(", ", repository.Examine(withNotices: true)));
    }

    [TestMethod]
    public void A_check_in_another_file_counts_for_what_both_see()
    {
        using Repository repository = Repository.WithPrograms()
            .Add("src/Worker/Options.cs", """class Options { public string LlamaKey { get; set; } = Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") ?? ""; }""")
            .Add("src/Worker/Validator.cs", "class Validator { bool IsValid(Options o) => !string.IsNullOrEmpty(o.LlamaKey); }");

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    [DataRow("LLAMA_CLOUD_API_KEY \" @\" $\"{ \"\"\" 'x")]
    [DataRow("class { static void Main( { DotEnv.Load( } LLAMA_CLOUD_API_KEY")]
    public void What_is_no_code_is_no_fault(string code)
    {
        using Repository repository = Repository.WithPrograms().Add("src/Worker/Program.cs", code);

        Assert.IsEmpty(repository.Examine());
    }

    [TestMethod]
    [DataRow("(", ")", 20000)]
    [DataRow("a ?? ", "", 20000)]
    [DataRow("\"a\" + ", "", 100_000)]
    [DataRow("a ? b : ", "", 100_000)]
    [DataRow("(string)", "", 5000)]
    [DataRow("b => ", "", 5000)]
    [DataRow("a == b.", "", 100_000)]
    [DataRow("a = ", "", 100_000)]
    [DataRow("await ", "", 100_000)]
    [DataRow("", ".Trim()", 100_000)]
    [DataRow("", "?.Trim()", 100_000)]
    [DataRow("", "!", 100_000)]
    [DataRow("", "[0]", 100_000)]
    [DataRow("0;\nif (a) b(); else ", ";", 20_000)]
    [DataRow("0;\nif (a) ", ";", 20_000)]
    [DataRow("new A { B = ", "}", 300)]
    public void Deep_code_ends(string open, string close, int depth)
    {
        string code = $"DotEnv.Load();\nvar x = {string.Concat(Enumerable.Repeat(open, depth))}Environment.GetEnvironmentVariable(\"LLAMA_CLOUD_API_KEY\"){string.Concat(Enumerable.Repeat(close, depth))};";
        using Repository repository = Repository.WithPrograms().Add("src/Worker/Program.cs", code);

        Assert.IsEmpty(repository.Examine());
    }

    // The table of the analyzer, which judges by what the code means: both say the same of the same code.
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
    [DataRow($"var client = new LlamaCloudClient(Settings.{{|LLENV0068:Key|}}); {Load} class Settings {{ public static readonly string Key = {Get}; }}", DisplayName = "used above")]
    [DataRow($"Console.WriteLine(Settings.{{|LLENV0068:Key|}}); {Load} class Settings {{ public static string Key {{ get; }} = {Get}; }}", DisplayName = "a static property")]
    [DataRow($"{Load} var client = new LlamaCloudClient(Settings.Key); class Settings {{ public static readonly string Key = {Get}; }}", DisplayName = "used below")]
    [DataRow($"Console.WriteLine(Settings.Name); {Load} class Settings {{ public static readonly string Key = {Get}; public const string Name = \"x\"; }}", DisplayName = "a constant beside it")]
    [DataRow($"Console.WriteLine(nameof(Settings.Key)); {Load} class Settings {{ public static readonly string Key = {Get}; }}", DisplayName = "its name")]
    [DataRow($"Settings.Key = \"x\"; {Load} class Settings {{ public static string Key = {Get}; }}", DisplayName = "set above")]
    public void The_order_of_statements_is_judged_as_the_analyzer_does(string statements) => AssertAsAnalyzer(statements);

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
    public void The_order_of_sources_is_judged_as_the_analyzer_does(string statements) => AssertAsAnalyzer($"var builder = WebApplication.CreateBuilder(args); {statements}");

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
    public void A_static_constructor_is_judged_as_the_analyzer_does(string members, string load) => AssertAsAnalyzer($"class Program {{ {members} static void Main() {{ {load} }} }}");

    private static void AssertAsAnalyzer(string marked)
    {
        int expected = marked.Split("{|LLENV0068:").Length - 1;
        using Repository repository = Repository.WithPrograms()
            .Add("src/Worker/Values.cs", "public static class Values { public const string Name = \"LLAMA_CLOUD_API_KEY\"; }")
            .Add("src/Worker/Program.cs", marked.Replace("{|LLENV0068:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal));

        Assert.AreEqual(string.Join(", ", Enumerable.Repeat("src/Worker/Program.cs:1 read-before-load", expected)), string.Join(", ", repository.Examine()));
    }
}
