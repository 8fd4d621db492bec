namespace LlamaEnv.Conformance.Tests;

/// <summary>A program or library that reads .env files, run once over everything the tests have written.</summary>
internal abstract class Reader
{
    private readonly Fixture<ReaderRun> _run;

    private protected Reader(string name)
    {
        Name = name;
        _run = new($"reading with {name}", () => Read(WrittenFiles.Folder));
    }

    /// <summary>As the table in the manual calls it.</summary>
    internal string Name { get; }

    /// <summary>Every reader, in the order of the table's columns.</summary>
    internal static IReadOnlyList<Reader> All { get; } =
    [
        new DotenvNetReader(),
        new DotNetEnvReader(),
        new ScriptedReader("dotenv", "node", Script("dotenv.cjs")) { Variables = new() { ["NODE_PATH"] = Repository.At("artifacts", "readers", "node_modules") } },
        new ScriptedReader("Node.js", "node", Script("node-env-file.cjs")),
        new ScriptedReader("python-dotenv", Python.Program, Script("python_dotenv.py")),
        new ScriptedReader("ruby dotenv", "ruby", Script("ruby_dotenv.rb")),
        new ScriptedReader("godotenv", Repository.At("artifacts", "readers", "godotenv")),
        new ScriptedReader("bash", "/bin/bash", Script("source.sh")),
        new ScriptedReader("dash", "/bin/dash", Script("source.sh")),
    ];

    /// <summary>What it read; ends the test as inconclusive where the reader is not on this machine.</summary>
    internal ReaderRun Run()
    {
        ReaderRun run = _run.Value;
        if (run.Missing is { } missing)
            Assert.Inconclusive($"{Name}: {missing}; .ci/readers installs it");
        return run;
    }

    /// <summary>A script beside the tests that runs one reader.</summary>
    private static string Script(string name) => Repository.At("tests", "LlamaEnv.Conformance.Tests", "Readers", name);

    /// <summary>Reads every file in <paramref name="folder"/>.</summary>
    private protected abstract ReaderRun Read(string folder);
}
