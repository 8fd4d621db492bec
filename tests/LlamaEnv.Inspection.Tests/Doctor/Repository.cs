using LlamaEnv.Diagnostics;
using LlamaEnv.Inspection.Doctor;

namespace LlamaEnv.Inspection.Tests.Doctor;

/// <summary>A repository on disk for one test, and what <c>doctor</c> finds in it.</summary>
internal sealed class Repository : IDisposable
{
    /// <summary>A program that needs the key: <c>src/Worker/Worker.csproj</c>, which references the client.</summary>
    internal const string Client = """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="LlamaCloud" Version="1.5.1" /></ItemGroup></Project>""";

    /// <summary>A program that does not.</summary>
    internal const string Other = """<Project Sdk="Microsoft.NET.Sdk.Web" />""";

    private readonly string _root = Directory.CreateTempSubdirectory("llamaenv-").FullName;
    private readonly List<string> _files = [];

    /// <param name="files">Pairs of a path and its text.</param>
    internal Repository(params ReadOnlySpan<(string Path, string Text)> files)
    {
        foreach ((string path, string text) in files)
            Add(path, text);
    }

    /// <summary>With a program that needs the key, its image, and one that does not.</summary>
    internal static Repository WithPrograms() => new(
        ("src/Worker/Worker.csproj", Client), ("src/Worker/Dockerfile", "FROM mcr.microsoft.com/dotnet/runtime:10.0\nCOPY . .\nENTRYPOINT [\"dotnet\", \"Worker.dll\"]\n"),
        ("src/Web/Web.csproj", Other), ("src/Web/Dockerfile", "FROM mcr.microsoft.com/dotnet/aspnet:10.0\nCOPY . .\nENTRYPOINT [\"dotnet\", \"Web.dll\"]\n"));

    internal Repository Add(string path, string text)
    {
        string full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        if (!_files.Contains(path))
            _files.Add(path);
        return this;
    }

    /// <summary>Each finding as <c>file:line kind</c>; notices, which are off by default, only if asked for.</summary>
    internal IReadOnlyList<string> Examine(bool withNotices = false) =>
        [.. Findings().Where(f => withNotices || f.Diagnostic.Severity != DiagnosticSeverity.Notice).Select(static f => FormattableString.Invariant($"{f.Diagnostic.File}:{f.Diagnostic.Line} {f.Kind}"))];

    /// <summary>Everything that is found.</summary>
    internal IReadOnlyList<Finding> Findings() => DoctorRun.Examine(new RepositoryTree(_root, _files), CancellationToken.None);

    /// <summary>Puts the lines in place; the files that were changed.</summary>
    internal IReadOnlyList<string> Fix() => [.. Repair.Apply(Repair.Certain(Findings()), new RepositoryTree(_root, _files), CancellationToken.None).Select(Repair.FileOf).Distinct()];

    internal string Read(string path) => File.ReadAllText(Path.Combine(_root, path));

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
