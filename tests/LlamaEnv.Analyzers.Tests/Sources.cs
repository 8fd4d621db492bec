using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

[assembly: Parallelize(Workers = 0, Scope = ExecutionScope.MethodLevel)]

namespace LlamaEnv.Analyzers.Tests;

/// <summary>Runs an analyzer over sources. What is expected stands in them: <c>{|LLENV0060:…|}</c>.</summary>
internal static class Sources
{
    /// <summary>Nobody's: drawn here. In pieces, for whoever scans this file.</summary>
    internal const string Body = "q7Rt2LmZx9Vb4KcW8sYd3NfH6gJp" + "1TzQ5uXa0EoBvCiMnFkD";

    internal const string Key = "llx-" + Body;

    /// <summary>What this test host runs with: .NET, the configuration of hosts, dotenv.net. Nothing is downloaded.</summary>
    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name is "dotenv.net.dll" or "netstandard.dll" or "mscorlib.dll"))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    internal static Task Check<TAnalyzer>(string source, OutputKind kind = OutputKind.DynamicallyLinkedLibrary, (string Name, string Text)[]? more = null, (string Name, string Text)[]? additional = null, DiagnosticResult[]? expected = null)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        CSharpAnalyzerTest<TAnalyzer, DefaultVerifier> test = new();
        SetUp(test, kind);
        test.TestState.Sources.Add(("/0/Test0.cs", source.ReplaceLineEndings("\n")));
        foreach ((string name, string text) in more ?? [])
            test.TestState.Sources.Add(($"/0/{name}", text));
        foreach ((string name, string text) in additional ?? [])
            test.TestState.AdditionalFiles.Add((name, text));
        test.ExpectedDiagnostics.AddRange(expected ?? []);
        return test.RunAsync();
    }

    internal static Task Fix<TAnalyzer, TFix>(string source, string replaced, string equivalenceKey, OutputKind kind = OutputKind.DynamicallyLinkedLibrary, bool fixesAll = false)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier> test = new() { CodeActionEquivalenceKey = equivalenceKey };
        if (!fixesAll)
            test.CodeFixTestBehaviors |= CodeFixTestBehaviors.SkipFixAllCheck;
        SetUp(test, kind);
        test.TestState.Sources.Add(("/0/Test0.cs", source.ReplaceLineEndings("\n")));
        test.FixedState.Sources.Add(("/0/Test0.cs", replaced.ReplaceLineEndings("\n")));
        // What has no fix stays as it is.
        if (source == replaced)
            test.FixedState.InheritanceMode = StateInheritanceMode.AutoInheritAll;
        return test.RunAsync();
    }

    private static void SetUp(AnalyzerTest<DefaultVerifier> test, OutputKind kind)
    {
        test.ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        test.TestState.AdditionalReferences.AddRange(s_references);
        test.TestState.OutputKind = kind;
        test.CompilerDiagnostics = CompilerDiagnostics.Errors;
        // Both compile everything again; where comments and generated code count, a test says so.
        test.TestBehaviors |= TestBehaviors.SkipSuppressionCheck | TestBehaviors.SkipGeneratedCodeCheck;
        test.MarkupOptions = MarkupOptions.UseFirstDescriptor;
    }
}
