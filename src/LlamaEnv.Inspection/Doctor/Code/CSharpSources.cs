using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlamaEnv.Inspection.Doctor.Code;

/// <summary>The C# of a repository, each file taken apart once, and only where it is asked for.</summary>
internal sealed class CSharpSources(RepositoryTree tree)
{
    private const string Extension = ".cs";

    private readonly Dictionary<string, CSharpFile?> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _projects = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<string>> _paths = new(() => [.. tree.Files.Where(static f => f.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))]);
    private Dictionary<string, string?>? _constants;

    /// <summary>All of them, from the root of the repository.</summary>
    internal IReadOnlyList<string> Paths => _paths.Value;

    /// <summary>A file; null where it cannot be read, or is nothing that people write.</summary>
    internal CSharpFile? Read(string path)
    {
        if (_files.TryGetValue(path, out CSharpFile? known))
            return known;

        CSharpFile? file = tree.Read(path) is { } text ? CSharpFile.Parse(path, text, this) : null;
        _files.Add(path, file);
        return file;
    }

    /// <summary>The files of the same project, or of the same folder where there is none.</summary>
    internal IReadOnlyList<string> ProjectOf(string path)
    {
        string folder = RepositoryTree.FolderOf(path);
        if (_projects.TryGetValue(folder, out IReadOnlyList<string>? known))
            return known;

        string? project = RepositoryTree.FoldersFrom(folder).FirstOrDefault(f => tree.Files.Any(one => RepositoryTree.FolderOf(one) == f && Programs.ProjectFile.IsOne(one)));
        List<string> files = [.. Paths.Where(f => project is null ? RepositoryTree.FolderOf(f) == folder : RepositoryTree.IsWithin(f, project))];
        _projects.Add(folder, files);
        return files;
    }

    /// <summary>What <c>TYPE.NAME</c> is as a text, in whatever file it is declared, if it is one of ours; null for anything else.</summary>
    internal string? ConstantOf(string type, string name)
    {
        if (_constants is null)
        {
            _constants = new(StringComparer.Ordinal);
            foreach (string path in Paths.Where(p => tree.Read(p) is { } text && (text.Contains("const string", StringComparison.Ordinal) || text.Contains("readonly string", StringComparison.Ordinal)) && Mentions(text)))
            {
                foreach ((VariableDeclaratorSyntax variable, string value) in Read(path)?.Constants ?? [])
                {
                    if (variable.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaring && !_constants.TryAdd($"{declaring.Identifier.ValueText}.{variable.Identifier.ValueText}", value))
                        _constants[$"{declaring.Identifier.ValueText}.{variable.Identifier.ValueText}"] = null;
                }
            }
        }

        return _constants.GetValueOrDefault($"{type}.{name}");
    }

    /// <summary>Whether a text speaks of LlamaCloud at all.</summary>
    internal static bool Mentions(string text) =>
        text.Contains("LLAMA_CLOUD", StringComparison.Ordinal) || text.Contains("LlamaCloud", StringComparison.Ordinal) || text.Contains("LlamaParse", StringComparison.Ordinal);
}
