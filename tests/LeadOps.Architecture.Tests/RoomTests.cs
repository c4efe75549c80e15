namespace LeadOps.Architecture.Tests;

/// <summary>
/// A room uses only rooms that stand before it. So there are no circles, and a stage never knows a later one.
/// </summary>
public sealed class RoomTests
{
    private static readonly string[] Core =
    [
        "Diagnostics",
        "Storage",
        "Fields",
        "Templating",
        "Manifests",
        "Portal",
        "Leads",
        "Selection",
        "Plans",
        "Planning",
        "Runs",
        "Fixtures",
        "Applying",
        "Rollback",
        "Exporting",
        "Schema",
        "Checkup",
        "", // Pipeline.cs and what stands beside it
        "Rollouts",
        "Testing",
    ];

    [Test]
    public void A_room_of_the_core_uses_only_rooms_before_it() => AssertOrder(Code.Core, "LeadOps", Core);

    [Test]
    public void Every_room_of_the_core_has_its_place_in_the_order()
    {
        var rooms = Code
            .Core.GetTypes()
            .Select(type => Code.RoomOf(type.FullName!, "LeadOps"))
            .Where(room => room is { Length: > 0 });

        Assert.That(rooms.Distinct().Except(Core), Is.Empty);
    }

    private static void AssertOrder(System.Reflection.Assembly assembly, string project, string[] order)
    {
        var wrong = (
            from use in Code.Uses(assembly)
            let user = Code.RoomOf(use.User, project)
            let used = Code.RoomOf(use.Used, project)
            where user is { Length: > 0 } && used is not null && user != used
            where Array.IndexOf(order, used) > Array.IndexOf(order, user)
            orderby user, used, use.User
            select $"{user} → {used}: {use.User} uses {use.Used}"
        ).Distinct();

        Assert.That(string.Join(Environment.NewLine, wrong), Is.Empty);
    }
}
