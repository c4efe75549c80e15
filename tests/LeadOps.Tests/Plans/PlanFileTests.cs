using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Plans;
using LeadOps.Storage;

namespace LeadOps.Tests.Plans;

internal sealed class PlanFileTests
{
    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("leadops-plan-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    private static readonly PlanHeader Header = new()
    {
        Id = "abc",
        Purpose = PlanPurpose.Apply,
        ToolVersion = "1.0.0",
        Portal = new PlanPortal("test", "example.com", "1", "Anna", "crm.lead"),
        Manifests = [new PlanManifest("m", "m.yml", "00", false)],
        CreatedAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch.AddDays(1),
    };

    private static PlannedLead Lead(LeadAction action, long id) =>
        new()
        {
            Action = action,
            Id = new LeadId(id),
            Title = $"Lead {id} 🎪\n",
            Fields =
            [
                new PlannedField("STATUS_ID", new TextValue("NEW"), new TextValue("JUNK"), "close", "New", "Junk"),
                new PlannedField(
                    "PHONE",
                    new MultifieldValue([new MultifieldItem("7", "+49", "WORK")]),
                    FieldValue.Empty,
                    "close"
                ),
                new PlannedField("UF_CRM_TAGS", FieldValue.Empty, new ListValue(["a", "b"]), "close"),
            ],
            Params = new Dictionary<string, string> { ["REGISTER_SONET_EVENT"] = "N" },
            Assumed = new Dictionary<string, FieldValue> { ["SOURCE_ID"] = new TextValue("WEB") },
            Reasons = action == LeadAction.Blocked ? ["no"] : [],
        };

    private Plan Saved(string name, params LeadAction[] actions)
    {
        using var spool = new PlanSpool();
        for (var i = 0; i < actions.Length; i++)
        {
            spool.Add(Lead(actions[i], i + 1));
        }

        var counts = new PlanCounts
        {
            Update = spool.Count(LeadAction.Update),
            Delete = spool.Count(LeadAction.Delete),
            Blocked = spool.Count(LeadAction.Blocked),
            Unchanged = 3,
            PortalLeads = 9,
        };
        using var plan = new Plan(
            Header,
            spool.Close(),
            new PlanFooter
            {
                Counts = counts,
                Forecast = new Forecast(3, 0.1, null, "standard"),
                Warnings = ["careful"],
            }
        );
        return PlanFile.Write(Path.Combine(folder, name), plan);
    }

    private Failure? FailureOf(byte[] bytes)
    {
        var path = Path.Combine(folder, "changed.plan");
        File.WriteAllBytes(path, bytes);
        try
        {
            PlanFile.Read(path);
            return null;
        }
        catch (LeadOpsException problem)
        {
            return problem.Failure;
        }
    }

    [Test]
    public void Leads_come_back_in_the_plan_s_order_as_often_as_they_are_walked()
    {
        Saved("a.plan", LeadAction.Blocked, LeadAction.Update, LeadAction.Delete, LeadAction.Update);

        var read = PlanFile.Read(Path.Combine(folder, "a.plan"));

        Assert.That(read.Leads.Select(lead => lead.Id!.Value.Value), Is.EqualTo(new[] { 2, 4, 3, 1 }));
        Assert.That(
            read.Leads.Select(PlannedLeadJson.Line),
            Is.EqualTo(
                new[]
                {
                    Lead(LeadAction.Update, 2),
                    Lead(LeadAction.Update, 4),
                    Lead(LeadAction.Delete, 3),
                    Lead(LeadAction.Blocked, 1),
                }.Select(PlannedLeadJson.Line)
            )
        );
        Assert.That(
            read.Footer.Counts,
            Is.EqualTo(
                new PlanCounts
                {
                    Update = 2,
                    Delete = 1,
                    Blocked = 1,
                    Unchanged = 3,
                    PortalLeads = 9,
                }
            )
        );
    }

    [Test]
    public void A_copy_of_a_saved_plan_has_the_same_bytes()
    {
        Saved("a.plan", LeadAction.Update, LeadAction.Delete);

        PlanFile.Write(Path.Combine(folder, "b.plan"), PlanFile.Read(Path.Combine(folder, "a.plan")));

        Assert.That(
            File.ReadAllBytes(Path.Combine(folder, "b.plan")),
            Is.EqualTo(File.ReadAllBytes(Path.Combine(folder, "a.plan")))
        );
    }

    [Test]
    public void A_plan_cut_at_any_place_is_refused()
    {
        Saved("a.plan", LeadAction.Update, LeadAction.Delete, LeadAction.Blocked);
        var whole = File.ReadAllBytes(Path.Combine(folder, "a.plan"));

        var failures = Enumerable.Range(16, whole.Length - 16).Select(length => FailureOf(whole[..length]));

        Assert.That(failures, Is.All.EqualTo(Failure.Refused));
    }

    [Test]
    public void A_plan_with_any_byte_changed_is_refused([Values(1, 2, 4, 16, 32)] int bits)
    {
        Saved("a.plan", LeadAction.Update, LeadAction.Blocked);
        var whole = File.ReadAllBytes(Path.Combine(folder, "a.plan"));

        var failures = Enumerable
            .Range(16, whole.Length - 16)
            .Select(at => FailureOf([.. whole[..at], (byte)(whole[at] ^ bits), .. whole[(at + 1)..]]));

        Assert.That(failures, Is.All.EqualTo(Failure.Refused));
    }

    [Test]
    public void A_plan_with_more_or_fewer_or_other_lines_is_refused()
    {
        Saved("a.plan", LeadAction.Update, LeadAction.Delete, LeadAction.Blocked);
        var lines = File.ReadAllLines(Path.Combine(folder, "a.plan"));
        byte[] Of(params IEnumerable<string> changed) =>
            System.Text.Encoding.UTF8.GetBytes(string.Concat(changed.Select(line => line + "\n")));
        var changes = new Dictionary<string, byte[]>
        {
            ["a line behind the end"] = Of([.. lines, lines[1]]),
            ["an empty line behind the end"] = Of([.. lines, ""]),
            ["the last line twice"] = Of([.. lines, lines[^1]]),
            ["a lead twice"] = Of([.. lines[..2], .. lines[1..]]),
            ["a lead lost"] = Of([lines[0], .. lines[2..]]),
            ["leads exchanged"] = Of([lines[0], lines[2], lines[1], .. lines[3..]]),
            ["header lost"] = Of(lines[1..]),
            ["counts changed"] = Of([
                .. lines[..^1],
                lines[^1].Replace("\"blocked\":1", "\"blocked\":0", StringComparison.Ordinal),
            ]),
            ["digest changed"] = Of([
                .. lines[..^1],
                lines[^1].Replace("\"sha256\":\"", "\"sha256\":\"0", StringComparison.Ordinal),
            ]),
        };

        var accepted = changes
            .Where(change => FailureOf(change.Value) is not (Failure.Refused or Failure.Invalid))
            .Select(change => change.Key);

        Assert.That(accepted, Is.Empty);
        Assert.That(FailureOf(Of(lines)), Is.Null);
    }

    [Test]
    public void A_plan_that_changes_after_it_was_looked_at_is_not_copied_into_a_run()
    {
        Saved("a.plan", LeadAction.Update, LeadAction.Delete);
        var path = Path.Combine(folder, "a.plan");
        var read = PlanFile.Read(path);
        File.WriteAllText(path, File.ReadAllText(path).Replace("JUNK", "DONE", StringComparison.Ordinal));

        Assert.That(
            () => PlanFile.Write(Path.Combine(folder, "b.plan"), read),
            Throws.InstanceOf<LeadOpsException>().With.Property("Failure").EqualTo(Failure.Refused)
        );
        Assert.That(Directory.GetFiles(folder).Select(Path.GetFileName), Is.EqualTo(new[] { "a.plan" }));
    }

    [Test]
    public void What_is_spooled_has_no_name_that_another_user_could_open()
    {
        var before = Directory.GetFiles(Path.GetTempPath(), "leadops-*").ToHashSet();
        using var spool = new PlanSpool();
        using var sorted = new SortedSpool();

        spool.Add(Lead(LeadAction.Update, 1));
        sorted.Add(SortedSpool.Key(1), PlannedLeadJson.Line(Lead(LeadAction.Update, 1)));

        Assert.That(Directory.GetFiles(Path.GetTempPath(), "leadops-*.tmp").Except(before), Is.Empty);
    }
}
