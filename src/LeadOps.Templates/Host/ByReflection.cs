using System.Diagnostics.CodeAnalysis;
using Scriban.Runtime;
using Scriban.Runtime.Accessors;

namespace LeadOps.Templates.Host;

/// <summary>
/// Where Scriban looks at a type while the program runs; the annotations keep its members in a trimmed one.
/// </summary>
internal static class ByReflection
{
    private const DynamicallyAccessedMemberTypes Values =
        DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties;

    private const string Kept = "What it looks for is kept by the annotation of the parameter.";

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Kept)]
    public static void AddFunctions(
        this ScriptObject group,
        [DynamicallyAccessedMembers(Values | DynamicallyAccessedMemberTypes.PublicMethods)] Type functions
    ) => group.Import(functions);

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Kept)]
    public static IObjectAccessor MembersOf(
        [DynamicallyAccessedMembers(Values)] Type type,
        MemberFilterDelegate? isShown = null
    ) => new TypedObjectAccessor(type, isShown, null);
}
