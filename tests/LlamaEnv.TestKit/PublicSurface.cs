using System.Reflection;
using System.Runtime.CompilerServices;

namespace LlamaEnv.TestKit;

/// <summary>What assemblies offer, as text to be reviewed.</summary>
public static class PublicSurface
{
    private static readonly NullabilityInfoContext s_nullability = new();

    /// <summary>A line for each type, and indented one for each member.</summary>
    public static IEnumerable<string> Describe(params Assembly[] assemblies)
    {
        foreach (Type type in assemblies.SelectMany(a => a.GetExportedTypes()).OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            yield return $"{Kind(type)} {type.FullName}";
            foreach (string member in Members(type).Order(StringComparer.Ordinal))
                yield return "  " + member;
        }
    }

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (ConstructorInfo constructor in type.GetConstructors(Declared).Where(IsVisible))
            yield return $"{type.Name}({Parameters(constructor)})";

        foreach (MethodInfo method in type.GetMethods(Declared).Where(m => IsVisible(m) && !IsGenerated(m) && (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal))))
            yield return $"{Static(method)}{Name(method.ReturnType, s_nullability.Create(method.ReturnParameter))} {method.Name}({Parameters(method)})";

        foreach (PropertyInfo property in type.GetProperties(Declared).Where(p => p.GetAccessors(nonPublic: true).Any(IsVisible)))
        {
            string accessors = string.Join(' ', property.GetAccessors(nonPublic: true).Where(IsVisible).Select(Accessor));
            yield return $"{Static(property.GetAccessors(nonPublic: true)[0])}{Name(property.PropertyType, s_nullability.Create(property))} {property.Name} {{ {accessors} }}";
        }

        foreach (FieldInfo field in type.GetFields(Declared).Where(f => f.IsPublic && !f.IsSpecialName))
            yield return field.IsLiteral ? $"{field.Name} = {field.GetRawConstantValue()}" : $"{Name(field.FieldType)} {field.Name}";
    }

    /// <summary>What every record has says nothing; <c>record</c> says it all.</summary>
    private static bool IsGenerated(MethodInfo method) => method.IsDefined(typeof(CompilerGeneratedAttribute));

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily;

    private static string Accessor(MethodInfo accessor) =>
        accessor.Name.StartsWith("get_", StringComparison.Ordinal) ? "get;"
        : accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init;"
        : "set;";

    private static string Static(MethodInfo method) => method.IsStatic ? "static " : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType, s_nullability.Create(p))} {p.Name}{(p.HasDefaultValue ? " = …" : "")}"));

    private static string Name(Type type, NullabilityInfo nullability) => Name(type) + (!type.IsValueType && nullability.ReadState == NullabilityState.Nullable ? "?" : "");

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;

    private static string Kind(Type type) =>
        type.IsEnum ? "enum"
        : type.IsInterface ? "interface"
        : type.IsValueType ? "struct"
        : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : (type.IsSealed ? "sealed " : "") + (type.GetMethod("<Clone>$") is null ? "class" : "record");
}
