using ArchUnitNET.Domain.Dependencies;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace LeadOps.Architecture.Tests;

/// <summary>The compiled projects, read once, and what the types of one room use of another.</summary>
internal static class Code
{
    public static Assembly Core { get; } = Assembly.Load("LeadOps.Core");
    public static Assembly Cli { get; } = Assembly.Load("leadops");
    public static Assembly LocalPortal { get; } = Assembly.Load("LeadOps.LocalPortal");

    private static readonly Lazy<ArchUnitNET.Domain.Architecture> Loaded = new(() =>
        new ArchLoader().LoadAssemblies(Core, Cli, LocalPortal).Build()
    );

    /// <summary>Every use of another type by a type of the assembly.</summary>
    public static IEnumerable<(string User, string Used)> Uses(Assembly assembly) =>
        Dependencies(assembly).Select(use => (use.Origin.FullName, use.Target.FullName)).Distinct();

    /// <summary>Every call of a member of another type.</summary>
    public static IEnumerable<(string User, string Member)> AllCalls(Assembly assembly) =>
        Dependencies(assembly)
            .OfType<MethodCallDependency>()
            .Select(call => (call.Origin.FullName, call.TargetMember.FullName))
            .Distinct();

    private static IEnumerable<ITypeDependency> Dependencies(Assembly assembly) =>
        Loaded
            .Value.Types.Where(type => type.Assembly.Name.Split(',')[0] == assembly.GetName().Name)
            .SelectMany(type => type.Dependencies);

    /// <summary>
    /// The room of a type: the first word of its namespace below the project's own; empty for the project's front.
    /// </summary>
    public static string? RoomOf(string type, string project)
    {
        if (!type.StartsWith(project + ".", StringComparison.Ordinal))
        {
            return null;
        }

        var rest = type[(project.Length + 1)..].Split('+', '`', '<')[0];
        return rest.Contains('.', StringComparison.Ordinal) ? rest.Split('.')[0] : "";
    }
}
