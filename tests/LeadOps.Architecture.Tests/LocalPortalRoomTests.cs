namespace LeadOps.Architecture.Tests;

/// <summary>The arrows between the rooms of the local portal, as docs/local-portal.md lists them.</summary>
public sealed class LocalPortalRoomTests
{
    private const string Project = "LeadOps.LocalPortal";

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Wire"] = [],
        ["Limits"] = ["Wire"],
        ["Store"] = [],
        ["Setup"] = ["Store", "Wire"],
        ["Seeds"] = ["Store", "Wire"],
        ["Access"] = ["Setup", "Store", "Wire"],
        ["Faults"] = ["Limits"],
        ["Leads"] = ["Access", "Limits", "Setup", "Store", "Wire"],
        ["Methods"] = ["Access", "Leads", "Limits", "Setup", "Store", "Wire"],
        ["Control"] = ["Access", "Faults", "Leads", "Methods", "Setup", "Store", "Wire"],
        ["Pages"] = ["Access", "Control", "Faults", "Leads", "Limits", "Setup", "Store", "Wire"],
        ["Server"] = ["Access", "Control", "Faults", "Leads", "Limits", "Methods", "Pages", "Setup", "Store", "Wire"],
    };

    /// <summary>
    /// Inside Methods every family uses what stands beside MethodTable; contacts and companies are items, too.
    /// </summary>
    private static readonly string[] BetweenFamilies = ["Items → Records"];

    [Test]
    public void A_room_uses_only_rooms_that_it_may()
    {
        var wrong =
            from use in Code.Uses(Code.LocalPortal)
            let user = Code.RoomOf(use.User, Project)
            let used = Code.RoomOf(use.Used, Project)
            where user is { Length: > 0 } && used is { Length: > 0 } && user != used
            where !Allowed.GetValueOrDefault(user, []).Contains(used)
            orderby user, used, use.User
            select $"{user} → {used}: {use.User} uses {use.Used}";

        Assert.That(string.Join(Environment.NewLine, wrong.Distinct()), Is.Empty);
    }

    [Test]
    public void Every_room_has_its_arrows()
    {
        var rooms = Code
            .LocalPortal.GetTypes()
            .Select(type => Code.RoomOf(type.FullName!, Project))
            .Where(room => room is { Length: > 0 });

        Assert.That(rooms.Distinct(), Is.EquivalentTo(Allowed.Keys));
    }

    [Test]
    public void No_room_knows_the_server_that_puts_them_together()
    {
        var wrong = Code.Uses(Code.LocalPortal)
            .Where(use =>
                use.Used == $"{Project}.LocalPortalServer" && Code.RoomOf(use.User, Project) is { Length: > 0 }
            )
            .Select(use => use.User);

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Families_of_methods_stand_beside_each_other()
    {
        const string Methods = Project + ".Methods";
        var wrong =
            from use in Code.Uses(Code.LocalPortal)
            let user = Code.RoomOf(use.User, Methods)
            let used = Code.RoomOf(use.Used, Methods)
            where user is not null && used is { Length: > 0 } && user != used
            where !BetweenFamilies.Contains($"{user} → {used}")
            select $"{use.User} uses {use.Used}";

        Assert.That(string.Join(Environment.NewLine, wrong.Distinct()), Is.Empty);
    }
}
