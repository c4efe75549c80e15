using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace LeadOps.Architecture.Tests;

/// <summary>The core shows only what the command line calls, and what the members of these types name.</summary>
public sealed class PublicTypeTests
{
    private const BindingFlags Members =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    [Test]
    public void Every_public_type_of_the_core_is_used_by_another_project()
    {
        var shown = Code.Core.GetExportedTypes().Where(type => !type.IsNested).ToHashSet();
        var called = ReferencesOf(Code.Cli);
        var needed = shown.Where(type => called.Contains(type.FullName!) || HasConstants(type)).ToHashSet();
        var open = new Queue<Type>(needed);
        while (open.TryDequeue(out var type))
        {
            foreach (var named in Named(type).Where(other => shown.Contains(other) && needed.Add(other)))
            {
                open.Enqueue(named);
            }
        }

        var idle = shown.Except(needed).Select(type => type.FullName).Order(StringComparer.Ordinal);
        Assert.That(string.Join(Environment.NewLine, idle), Is.Empty, "make these internal");
    }

    private static HashSet<string> ReferencesOf(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        return metadata
            .TypeReferences.Select(metadata.GetTypeReference)
            .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}")
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Constants are compiled in, so that no reference to their type is left.</summary>
    private static bool HasConstants(Type type) => type.GetFields().Any(field => field.IsLiteral && !type.IsEnum);

    /// <summary>What others must see to use the type.</summary>
    private static IEnumerable<Type> Named(Type type) =>
        type.GetMembers(Members)
            .SelectMany(member =>
                member switch
                {
                    MethodBase method when IsSeen(method) => method
                        .GetParameters()
                        .Select(parameter => parameter.ParameterType)
                        .Concat(method is MethodInfo info ? [info.ReturnType] : []),
                    FieldInfo field when field.IsPublic || field.IsFamily => [field.FieldType],
                    Type nested when nested.IsNestedPublic => Named(nested),
                    _ => [],
                }
            )
            .Concat(type.GetInterfaces())
            .Concat(type.BaseType is { } basis ? [basis] : [])
            .SelectMany(Parts);

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    /// <summary>Arrays and generic types with what they hold.</summary>
    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType
            ? Parts(type.GetElementType()!)
            : (type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts) : []).Append(Outer(type));

    private static Type Outer(Type type)
    {
        var whole = type.IsGenericType && !type.IsGenericTypeDefinition ? type.GetGenericTypeDefinition() : type;
        return whole.DeclaringType is { } outer ? Outer(outer) : whole;
    }
}
