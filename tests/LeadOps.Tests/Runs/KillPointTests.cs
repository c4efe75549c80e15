using System.Text.RegularExpressions;
using LeadOps.Diagnostics;
using LeadOps.Plans;
using LeadOps.Runs;
using LeadOps.Storage;

namespace LeadOps.Tests.Runs;

/// <summary>
/// A process dies before each of the writes that a run makes to its state. Whatever the next process does first, it
/// works or names the command that does, and the portal ends as after an undisturbed run.
/// </summary>
internal sealed partial class KillPointTests
{
    private const int Leads = 60;
    private const int MostWrites = 60;

    private const string Manifest = """
        manifest: 1
        name: m
        once: true
        changes:
          - name: c
            select: { all: true }
            set: { PHONE: { add: [ { VALUE: "+49301{{ lead.ID }}", VALUE_TYPE: OTHER } ] } }
        """;

    [Test]
    public async Task Every_kill_point_has_a_way_on_that_works(
        [Values("apply", "resume")] string first,
        [Values] StoreKind store
    )
    {
        var points = 0;
        for (var lifetime = 0; lifetime < MostWrites; lifetime++)
        {
            await using var bench = await Bench.StartAsync(Leads, store: store);
            var plan = PlanFile.Write(bench.In("x.plan"), await bench.PlanAsync(Manifest));
            if (!await DiesAsync(bench, plan, lifetime))
            {
                break;
            }

            points++;
            var ended = await GoOnAsync(bench, plan, first);

            Assert.That(ended.Status, Is.EqualTo(RunStatus.Succeeded), $"killed before write {lifetime}");
            Assert.That(await PhonesAsync(bench), Is.All.EqualTo(1), $"killed before write {lifetime}");
            Assert.That((await bench.PlanAsync(Manifest)).Footer.Counts.Total, Is.Zero, "once is once");
        }

        Assert.That(points, Is.InRange(6, MostWrites - 1));
    }

    private static async Task<bool> DiesAsync(Bench bench, Plan plan, int lifetime)
    {
        using var state = new DyingState(
            bench.OpenState(new Operator("ann", Environment.MachineName, GonePid)),
            lifetime
        );
        try
        {
            await bench.PipelineOver(state).ApplyAsync(plan, Bench.Unlimited, new RunEvents(), CancellationToken.None);
            return false;
        }
        catch (DiedException)
        {
            return true;
        }
    }

    private static int GonePid => int.MaxValue - 1;

    /// <summary>As a person at the next prompt: the first idea, then whatever the message says.</summary>
    private static async Task<RunReport> GoOnAsync(Bench bench, Plan plan, string first)
    {
        var command = first == "apply" ? "leadops apply" : "leadops resume latest";
        for (var i = 0; i < 3; i++)
        {
            bench.Reopen();
            try
            {
                var run = Resume().Match(command);
                return run.Success
                    ? await bench.Pipeline.ContinueAsync(
                        run.Groups[1].Value,
                        failedOnly: false,
                        Bench.Unlimited,
                        new RunEvents(),
                        CancellationToken.None
                    )
                    : await bench.ApplyAsync(plan);
            }
            catch (LeadOpsException problem)
            {
                command = Command().Match(problem.Message).Value;
                Assert.That(command, Is.Not.Empty, problem.Message);
            }
        }

        throw new AssertionException("no way on");
    }

    private static async Task<List<int>> PhonesAsync(Bench bench) =>
        [
            .. (await bench.LeadsAsync()).Select(lead =>
                lead!["PHONE"]?.AsArray().Count(phone => (string?)phone!["VALUE"] == $"+49301{lead["ID"]}") ?? 0
            ),
        ];

    [GeneratedRegex("leadops resume (\\S+)")]
    private static partial Regex Resume();

    [GeneratedRegex("leadops (apply|resume [\\w-]+)")]
    private static partial Regex Command();
}
