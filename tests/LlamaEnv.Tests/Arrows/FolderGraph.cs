using Mono.Cecil;
using Mono.Cecil.Cil;

namespace LlamaEnv.Tests.Arrows;

/// <summary>Which folder's code knows which other folder's, read from compiled assemblies. A folder is a namespace.</summary>
internal sealed class FolderGraph
{
    private readonly Dictionary<string, Dictionary<string, string>> _arrows = new(StringComparer.Ordinal);

    /// <summary>Every folder that has code.</summary>
    internal IReadOnlyCollection<string> Folders => _arrows.Keys;

    /// <summary>The folders of assemblies whose namespaces begin with <paramref name="root"/>.</summary>
    internal static FolderGraph Of(IEnumerable<string> assemblies, string root)
    {
        FolderGraph graph = new();
        foreach (string path in assemblies)
        {
            using ModuleDefinition module = ModuleDefinition.ReadModule(path);
            foreach (TypeDefinition type in module.GetTypes())
            {
                if (FolderOf(type, root) is not { } folder)
                    continue;

                Dictionary<string, string> arrows = graph.Note(folder);
                foreach (TypeReference known in TypesKnownTo(type).SelectMany(Flatten))
                {
                    if (FolderOf(known, root) is { } other && other != folder)
                        arrows.TryAdd(other, $"{Outermost(type).Name} knows {Outermost(known).Name}");
                }
            }
        }

        return graph;
    }

    /// <summary>Each arrow that is part of a circle, and what makes it.</summary>
    internal IReadOnlyList<string> FindCircles() =>
    [
        .. from arrows in _arrows
           from arrow in arrows.Value
           where Reaches(arrow.Key, arrows.Key)
           orderby arrows.Key, arrow.Key
           select $"{arrows.Key} -> {arrow.Key} ({arrow.Value})",
    ];

    /// <summary>Whether one folder knows another, also by way of others.</summary>
    internal bool Reaches(string from, string to)
    {
        HashSet<string> seen = [];
        Stack<string> due = new([from]);
        while (due.TryPop(out string? folder))
        {
            if (folder == to)
                return true;
            if (!seen.Add(folder) || !_arrows.TryGetValue(folder, out Dictionary<string, string>? arrows))
                continue;

            foreach (string other in arrows.Keys)
                due.Push(other);
        }

        return false;
    }

    private Dictionary<string, string> Note(string folder)
    {
        if (!_arrows.TryGetValue(folder, out Dictionary<string, string>? arrows))
            _arrows[folder] = arrows = new Dictionary<string, string>(StringComparer.Ordinal);
        return arrows;
    }

    /// <summary>Null for a type that is not ours, and for what the compiler makes outside of every namespace.</summary>
    private static string? FolderOf(TypeReference type, string root)
    {
        string folder = Outermost(type).Namespace;
        return folder == root || folder.StartsWith(root + ".", StringComparison.Ordinal) ? folder : null;
    }

    private static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }

    /// <summary>All that a type's declaration and its methods' bodies name. Constants are not there: the compiler puts their values.</summary>
    private static IEnumerable<TypeReference?> TypesKnownTo(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(i => i.InterfaceType),
        .. Attributes(type),
        .. Constraints(type),
        .. type.Fields.SelectMany(f => (IEnumerable<TypeReference?>)[f.FieldType, .. Attributes(f)]),
        .. type.Properties.SelectMany(Attributes),
        .. type.Events.SelectMany(Attributes),
        .. type.Methods.SelectMany(TypesKnownTo),
    ];

    private static IEnumerable<TypeReference?> TypesKnownTo(MethodDefinition method) =>
    [
        method.ReturnType,
        .. Attributes(method),
        .. Attributes(method.MethodReturnType),
        .. Constraints(method),
        .. method.Parameters.SelectMany(p => (IEnumerable<TypeReference?>)[p.ParameterType, .. Attributes(p)]),
        .. method.HasBody ? TypesKnownTo(method.Body) : [],
    ];

    private static IEnumerable<TypeReference?> TypesKnownTo(MethodBody body) =>
    [
        .. body.Variables.Select(v => v.VariableType),
        .. body.ExceptionHandlers.Select(h => h.CatchType),
        .. body.Instructions.SelectMany(i => TypesNamedBy(i.Operand)),
    ];

    private static IEnumerable<TypeReference?> TypesNamedBy(object? operand) => operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        MethodReference method =>
        [
            method.DeclaringType,
            method.ReturnType,
            .. method.Parameters.Select(p => p.ParameterType),
            .. method is GenericInstanceMethod generic ? generic.GenericArguments : [],
        ],
        _ => [],
    };

    private static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider provider) => provider.CustomAttributes.SelectMany(a => (IEnumerable<TypeReference?>)
    [
        a.AttributeType,
        .. a.ConstructorArguments.Select(c => c.Value as TypeReference),
    ]);

    private static IEnumerable<TypeReference?> Constraints(IGenericParameterProvider provider) =>
        provider.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType);

    /// <summary>A type and those it is put together from: <c>List&lt;T[]&gt;</c> names T.</summary>
    private static IEnumerable<TypeReference> Flatten(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Flatten)],
        TypeSpecification specification => Flatten(specification.ElementType),
        _ => [type],
    };
}
