using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Llamactl;
using SQLitePCL;

namespace LlamaEnv.Tool.Tests;

/// <summary>A store in a folder of one test. It does not exist until something makes it.</summary>
internal sealed class Store : IDisposable
{
    private readonly string _root = System.IO.Directory.CreateTempSubdirectory("llama-env-profiles-").FullName;

    internal Store() => Database = new ProfileStore(Host);

    internal string Root => _root;

    internal string Directory => Path.Combine(_root, "config", "llamactl");

    internal string File => Path.Combine(Directory, "profiles.db");

    internal string LockFile => File + ".lock";

    internal ProfileStore Database { get; }

    /// <summary>Variables that programs get beside the store's place.</summary>
    internal Dictionary<string, string> Environment { get; } = [];

    internal HostEnvironment Host => new()
    {
        Variables = [new("LLAMACTL_CONFIG_DIR", Directory)],
        CurrentDirectory = _root,
        HomeDirectory = _root,
        Platform = HostEnvironment.ThisPlatform,
    };

    /// <summary>Every file below the test's folder.</summary>
    internal string Files => string.Join(' ', System.IO.Directory
        .EnumerateFiles(_root, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(_root, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal));

    /// <summary>Runs SQL as another program would. Makes the store where there is none, readable by its owner alone.</summary>
    internal Store With(string sql)
    {
        System.IO.Directory.CreateDirectory(Directory);
        using SqliteConnection connection = Open();
        connection.Execute(sql);
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return this;
    }

    /// <summary>The first column of every row, one to a line.</summary>
    internal string Query(string sql)
    {
        using SqliteConnection connection = Open();
        return string.Join('\n', connection.QueryRows(sql, [], static row => row.TextOrNull(0) ?? "NULL"));
    }

    /// <summary>The action fails with LLENV0002 and this reason.</summary>
    internal void Refuses(string reason, Action action)
    {
        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(action);
        Assert.AreEqual(DiagnosticCodes.SourceBroken, exception.Diagnostic.Code);
        Assert.AreEqual(File, exception.Diagnostic.File);
        Assert.Contains(reason, exception.Diagnostic.Message);
    }

    /// <summary>Somebody else's connection.</summary>
    internal SqliteConnection Open() => SqliteConnection.Open(
        File, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, Limits.Hang, reason => new Diagnostic("TEST", DiagnosticSeverity.Error, reason));

    public void Dispose() => System.IO.Directory.Delete(_root, recursive: true);
}
