using LlamaEnv.Inspection.Doctor.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlamaEnv.Inspection.Doctor.Code;

/// <summary>A file of C# as it is written. What it means is asked of nobody: that would need the project's references.</summary>
internal sealed class CSharpFile
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Preview, DocumentationMode.None);

    /// <summary>Deeper is nothing that people write, and a parser that looks ahead at every bracket takes for ever.</summary>
    private const int MaxBrackets = 400;

    /// <summary>
    /// Deeper is nothing that people write, and what follows expressions into each other would end the process with its
    /// stack. Operators nest without a bracket: a sum of a thousand texts is a thousand deep.
    /// </summary>
    private const int MaxDepth = 1000;

    private readonly Dictionary<string, string?> _constants = new(StringComparer.Ordinal);
    private readonly CSharpSources _sources;

    private CSharpFile(string path, CompilationUnitSyntax root, CSharpSources sources)
    {
        Path = path;
        Root = root;
        _sources = sources;
        Constants = [.. root.DescendantNodes().OfType<VariableDeclaratorSyntax>().Where(IsConstant).Select(static v => (v, Syntax.LiteralOf(v.Initializer?.Value)!)).Where(static c => c.Item2 is not null)];
        foreach ((VariableDeclaratorSyntax variable, string value) in Constants)
        {
            // Of two with one name and other values, none is known.
            if (!_constants.TryAdd(variable.Identifier.ValueText, value) && _constants[variable.Identifier.ValueText] != value)
                _constants[variable.Identifier.ValueText] = null;
        }
    }

    /// <summary>From the root of the repository.</summary>
    internal string Path { get; }

    internal CompilationUnitSyntax Root { get; }

    /// <summary>Whether it is there to be run by nobody but tests, which take keys away on purpose.</summary>
    internal bool IsTest => Path.Split('/').Any(static part => part.Contains("Test", StringComparison.Ordinal) || part is "test" or "tests" || part.Contains(".test", StringComparison.OrdinalIgnoreCase) || part.Contains("Spec.", StringComparison.Ordinal));

    /// <summary>Its constants, and what they are.</summary>
    internal IReadOnlyList<(VariableDeclaratorSyntax Variable, string Value)> Constants { get; }

    /// <summary>The file; null where it is nothing that people write.</summary>
    internal static CSharpFile? Parse(string path, string text, CSharpSources sources) =>
        MayBeParsed(text) && CSharpSyntaxTree.ParseText(text, s_options).GetCompilationUnitRoot() is var root && !IsDeep(root) ? new CSharpFile(path, root, sources) : null;

    internal Place PlaceOf(SyntaxNodeOrToken node) => new(Path, LineOf(node));

    internal static int LineOf(SyntaxNodeOrToken node) => node.SyntaxTree?.GetLineSpan(node.Span).StartLinePosition.Line + 1 ?? 0;

    /// <summary>What an expression is as a text: a literal, or a constant. Null where that is not known.</summary>
    internal string? TextOf(ExpressionSyntax? expression) => expression switch
    {
        IdentifierNameSyntax name => _constants.GetValueOrDefault(name.Identifier.ValueText),
        MemberAccessExpressionSyntax { Name: IdentifierNameSyntax member } access when Syntax.NameOf(access.Expression) is { } type => _constants.GetValueOrDefault(member.Identifier.ValueText) ?? _sources.ConstantOf(type, member.Identifier.ValueText),
        _ => Syntax.LiteralOf(expression),
    };

    private static bool IsDeep(SyntaxNode root)
    {
        Stack<(SyntaxNode Node, int Depth)> nodes = new([(root, 0)]);
        while (nodes.TryPop(out (SyntaxNode Node, int Depth) parent))
        {
            if (parent.Depth > MaxDepth)
                return true;
            foreach (SyntaxNode child in parent.Node.ChildNodes())
                nodes.Push((child, parent.Depth + 1));
        }

        return false;
    }

    /// <summary>Whether the parser may be given it: the brackets in each other, and the <c>?.</c> behind each other, each of which it goes into without looking at its stack.</summary>
    private static bool MayBeParsed(string text)
    {
        int[] questions = new int[MaxBrackets + 1];
        int depth = 0;
        foreach (char c in text)
        {
            switch (c)
            {
                case '(' or '[' or '{' when depth == MaxBrackets:
                    return false;
                case '(' or '[' or '{':
                    questions[++depth] = 0;
                    break;
                case ')' or ']' or '}':
                    depth = Math.Max(depth - 1, 0);
                    break;
                case ';' or ',':
                    questions[depth] = 0;
                    break;
                case '?' when ++questions[depth] > MaxDepth:
                    return false;
            }
        }

        return true;
    }

    private static bool IsConstant(VariableDeclaratorSyntax variable) =>
        variable.Parent?.Parent switch
        {
            FieldDeclarationSyntax field => field.Modifiers.Any(static m => m.IsKind(SyntaxKind.ConstKeyword) || m.IsKind(SyntaxKind.ReadOnlyKeyword)),
            LocalDeclarationStatementSyntax local => local.Modifiers.Any(SyntaxKind.ConstKeyword),
            _ => false,
        };
}
