using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Planning;
using LeadOps.Portal;
using LeadOps.Selection;

namespace LeadOps.Applying;

/// <summary>A line of the plan with its place in it; an earlier attempt may have written it already, wholly or by half.</summary>
public readonly record struct PlanLine(int Sequence, PlannedLead Lead, bool MayBeWritten = false);

/// <summary>Up to 48 lines of one action that share requests.</summary>
public sealed record Chunk(IReadOnlyList<PlanLine> Lines)
{
    public bool HasContacts { get; } = Lines.Any(line => NeedsContacts(line.Lead));

    public bool IsCreate { get; } = Lines[0].Lead.Action == LeadAction.Create;

    public static bool NeedsContacts(PlannedLead lead) => lead.Fields.Any(field => field.Name == "CONTACT_IDS") || lead.Assumed.ContainsKey("CONTACT_IDS");
}

/// <summary>The current values of a chunk's leads: one list call, and one call per lead for contact bindings.</summary>
public sealed class LeadReads(FieldCatalogue catalogue)
{
    public static IReadOnlyList<PortalCall> Calls(Chunk chunk)
    {
        var select = FieldNeeds.Complete(chunk.Lines
            .SelectMany(line => line.Lead.Fields.Select(field => field.Name).Concat(line.Lead.Assumed.Keys))
            .Concat(["ID", "TITLE", .. chunk.IsCreate ? new[] { "ORIGINATOR_ID", "ORIGIN_ID" } : []]).Where(name => name != "CONTACT_IDS"));
        var list = chunk.IsCreate ? ByKey(chunk, select) : PortalReader.ByIds(chunk.Lines.Select(line => line.Lead.Id!.Value), select);
        return chunk.HasContacts && !chunk.IsCreate
            ? [list, .. chunk.Lines.Where(line => Chunk.NeedsContacts(line.Lead)).Select(line => ContactBindings.Call(line.Lead.Id!.Value))]
            : [list];
    }

    private static PortalCall ByKey(Chunk chunk, IReadOnlyList<string> select) => new("crm.lead.list", new JsonObject
    {
        ["filter"] = new JsonObject
        {
            ["=ORIGINATOR_ID"] = chunk.Lines[0].Lead.Originator,
            ["@ORIGIN_ID"] = new JsonArray([.. chunk.Lines.Select(line => (JsonNode)line.Lead.Key!)]),
        },
        ["select"] = new JsonArray([.. select.Select(name => (JsonNode)name)]),
        ["order"] = new JsonObject { ["ID"] = "ASC" },
        ["start"] = -1,
    });

    /// <summary>Leads by their line; a line without one is missing. Null when the portal gave no usable answer.</summary>
    public Dictionary<int, LeadSnapshot>? Parse(Chunk chunk, IReadOnlyList<CallAnswer> answers)
    {
        if (answers.Any(answer => answer is not CallResult))
        {
            return null;
        }

        var rows = ((CallResult)answers[0]).Value.EnumerateArray().Select(row => LeadSnapshot.Read(catalogue, row)).ToList();
        var found = new Dictionary<int, LeadSnapshot>();
        foreach (var line in chunk.Lines)
        {
            var matching = rows.FindAll(candidate => chunk.IsCreate ? candidate["ORIGIN_ID"] is TextValue key && key.Text == line.Lead.Key : candidate.Id == line.Lead.Id);
            if (matching.Count > 0)
            {
                matching[0].Doubles = [.. matching.Skip(1).Select(other => other.Id)];
                found[line.Sequence] = matching[0];
            }
        }

        var bound = chunk.Lines.Where(line => Chunk.NeedsContacts(line.Lead)).ToList();
        for (var i = 0; i < bound.Count && !chunk.IsCreate; i++)
        {
            if (found.TryGetValue(bound[i].Sequence, out var lead))
            {
                lead.Set("CONTACT_IDS", ContactBindings.Value(answers[i + 1]));
            }
        }

        return found;
    }

    public LeadSnapshot Read(JsonElement row) => LeadSnapshot.Read(catalogue, row);
}
