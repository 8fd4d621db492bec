using Microsoft.CodeAnalysis;

namespace LlamaEnv.Analyzers;

/// <summary>Types of Microsoft.Extensions.Configuration.</summary>
internal static class Configurations
{
    internal const string Namespace = "Microsoft.Extensions.Configuration";

    /// <summary>Whether a type is the interface of that name, or implements it.</summary>
    internal static bool Is(ITypeSymbol? type, string name) => type is not null && (IsNamed(type, name) || type.AllInterfaces.Any(i => IsNamed(i, name)));

    private static bool IsNamed(ITypeSymbol type, string name) => type.Name == name && type.ContainingNamespace?.ToDisplayString() == Namespace;
}
