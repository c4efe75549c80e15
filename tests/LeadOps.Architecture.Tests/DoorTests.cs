namespace LeadOps.Architecture.Tests;

/// <summary>What only one room may do.</summary>
public sealed class DoorTests
{
    [Test]
    public void Only_the_portal_room_knows_HTTP()
    {
        var users = Code.Uses(Code.Core)
            .Where(use => StartsWithAny(use.Used, "System.Net.Http", "RestSharp"))
            .Select(use => use.User)
            .Where(user => Code.RoomOf(user, "LeadOps") != "Portal");

        AssertNone(users);
    }

    [Test]
    public void Hangfire_is_known_to_the_workers_alone() =>
        AssertNone(
            new[] { Code.Core, Code.Cli, Code.LocalPortal }
                .SelectMany(assembly => assembly.GetReferencedAssemblies(), (user, used) => (user, used.Name))
                .Where(use => use.Name!.StartsWith("Hangfire", StringComparison.Ordinal))
                .Select(use => $"{use.user.GetName().Name} uses {use.Name}")
        );

    [Test]
    public void The_core_knows_no_console() =>
        AssertNone(Code.Uses(Code.Core).Where(use => use.Used == "System.Console").Select(use => use.User));

    [Test]
    public void The_core_reads_no_environment()
    {
        string[] allowed = ["get_NewLine", "get_CurrentManagedThreadId"];
        var users = Code.AllCalls(Code.Core)
            .Where(call => call.Member.Contains("System.Environment::", StringComparison.Ordinal))
            .Where(call => !allowed.Any(member => call.Member.Contains(member + "(", StringComparison.Ordinal)))
            .Select(call => $"{call.User} calls {call.Member}");

        AssertNone(users);
    }

    [Test]
    public void The_core_reads_no_wall_clock()
    {
        string[] clocks = ["get_Now", "get_UtcNow", "get_Today"];
        var users = Code.AllCalls(Code.Core)
            .Where(call =>
                clocks.Any(clock =>
                    call.Member.Contains($"System.DateTime::{clock}(", StringComparison.Ordinal)
                    || call.Member.Contains($"System.DateTimeOffset::{clock}(", StringComparison.Ordinal)
                )
            )
            .Select(call => $"{call.User} calls {call.Member}");

        AssertNone(users);
    }

    [Test]
    public void Only_views_print()
    {
        var users = Code.Uses(Code.Cli)
            .Where(use => use.Used is "System.Console" || StartsWithAny(use.Used, "Spectre.Console"))
            .Select(use => use.User)
            .Where(user => Code.RoomOf(user, "LeadOps.Cli") != "Views");

        AssertNone(users);
    }

    [Test]
    public void Only_views_write_to_the_terminal()
    {
        string[] prints = ["::Write(", "::WriteLine(", "::WriteAsync(", "::WriteLineAsync("];
        var users = Code.AllCalls(Code.Cli)
            .Where(call => call.Member.Contains("System.IO.TextWriter::", StringComparison.Ordinal))
            .Where(call => prints.Any(print => call.Member.Contains(print, StringComparison.Ordinal)))
            .Where(call => Code.RoomOf(call.User, "LeadOps.Cli") != "Views")
            .Select(call => $"{call.User} calls {call.Member}");

        AssertNone(users);
    }

    [Test]
    public void The_local_portal_and_the_core_share_nothing()
    {
        var shared = Code
            .LocalPortal.GetReferencedAssemblies()
            .Concat(Code.Core.GetReferencedAssemblies())
            .Select(name => name.Name)
            .Intersect(["LeadOps.Core", "LeadOps.LocalPortal", "leadops"]);

        Assert.That(shared, Is.Empty);
    }

    private static bool StartsWithAny(string name, params string[] beginnings) =>
        beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal));

    private static void AssertNone(IEnumerable<string> users) =>
        Assert.That(string.Join(Environment.NewLine, users.Distinct().Order()), Is.Empty);
}
