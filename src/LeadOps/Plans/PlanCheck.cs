using System.Security.Cryptography;
using System.Text.Json;
using LeadOps.Diagnostics;

namespace LeadOps.Plans;

/// <summary>
/// Takes the lines of a saved plan one by one and refuses it when any of them was changed, added or lost.
/// </summary>
internal sealed class PlanCheck(string path) : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<LeadAction, int> counts = [];
    private PlanHeader? header;
    private PlanFooter? footer;
    private long from;
    private long to;

    /// <summary>The line that is looked at, from 1.</summary>
    public int Line { get; private set; } = 1;

    public void Next(ReadOnlyMemory<byte> line)
    {
        if (footer is not null)
        {
            throw Damaged("there is more text after its last line");
        }

        if (line.Span[^1] != '\n')
        {
            throw Damaged("it ends in the middle of a line");
        }

        using var document = PlanLeads.Parse(line);
        var root = document.RootElement;
        if (header is null)
        {
            header = Header(root);
            from = to = line.Length;
        }
        else if (root.TryGetProperty("sha256", out _))
        {
            footer = PlanFooterJson.Read(root);
            if (!line.Span.SequenceEqual(PlanFooterJson.Line(footer)))
            {
                throw Damaged("its last line was changed");
            }

            return;
        }
        else
        {
            var action = PlannedLeadReader.Read(line.Span).Action;
            counts[action] = counts.GetValueOrDefault(action) + 1;
            to += line.Length;
        }

        hash.AppendData(line.Span);
        Line++;
    }

    public PlanHeader Header(ReadOnlyMemory<byte> line)
    {
        using var document = PlanLeads.Parse(line);
        return Header(document.RootElement);
    }

    private PlanHeader Header(JsonElement line) =>
        line.TryGetProperty("leadopsPlan", out var version) && version.GetInt32() <= PlanHeader.CurrentFormatVersion
            ? PlanHeaderJson.Read(line)
            : throw Unreadable();

    public Plan Finish()
    {
        var seen = new PlanCounts
        {
            Update = counts.GetValueOrDefault(LeadAction.Update),
            Create = counts.GetValueOrDefault(LeadAction.Create),
            Delete = counts.GetValueOrDefault(LeadAction.Delete),
            Blocked = counts.GetValueOrDefault(LeadAction.Blocked),
        };
        return header is null ? throw Unreadable()
            : footer is null ? throw Damaged("its last line is missing")
            : footer.Sha256 != Convert.ToHexStringLower(hash.GetHashAndReset())
                ? throw Damaged("its digest does not match, so a line was changed, added or lost")
            : footer.Counts with { Unchanged = 0, PortalLeads = null } != seen
                ? throw Damaged("the counts in its last line do not match its leads")
            : new Plan(header, new PlanLeads(Path.GetFullPath(path), from, to), footer);
    }

    public LeadOpsException Damaged(string why) =>
        new(
            Failure.Refused,
            $"The plan `{path}` is damaged: {why}. Nothing was written. "
                + "Restore the file, or make a new plan with `leadops plan --out FILE`."
        );

    private LeadOpsException Unreadable() =>
        new(
            Failure.Invalid,
            $"`{path}` is not a plan that this LeadOps can read. Make a new one with `leadops plan --out FILE`."
        );

    public void Dispose() => hash.Dispose();
}
