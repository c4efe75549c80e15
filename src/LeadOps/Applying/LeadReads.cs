using System.Text.Json;
using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Leads;
using LeadOps.Portal;

namespace LeadOps.Applying;

/// <summary>The current values of a chunk's leads: one list call, and one call per lead for contact bindings.</summary>
internal sealed class LeadReads(PortalReader reader, FieldCatalogue catalogue)
{
    private const int PageSize = 50;

    /// <summary>What the run record keeps of a lead that was made.</summary>
    private IEnumerable<string> Whole => catalogue.All.Where(known => !known.IsReadOnly).Select(known => known.Name);

    public IReadOnlyList<PortalCall> Calls(Chunk chunk)
    {
        var select = catalogue.Listed(FieldRules.Complete(Names(chunk).Where(name => !FieldRules.IsApart(name))));
        var list = chunk.IsCreate
            ? reader.ByKeys(chunk.Lines[0].Lead.Originator!, chunk.Lines.Select(line => line.Lead.Key!), select)
            : reader.ByIds(chunk.Lines.Select(line => line.Lead.Id!.Value), select);
        return [list, .. chunk.ReadApart.Select(apart => apart.Field.Read(apart.Line.Lead.Id!.Value))];
    }

    /// <summary>What the lines of a chunk need; nearly always the same of each.</summary>
    private HashSet<string> Names(Chunk chunk)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { "ID", "TITLE" };
        names.UnionWith(chunk.IsCreate ? Whole : []);
        foreach (var line in chunk.Lines)
        {
            foreach (var field in line.Lead.Fields)
            {
                names.Add(field.Name);
            }

            names.UnionWith(line.Lead.Assumed.Keys);
        }

        return names;
    }

    /// <summary>
    /// Leads by their line; a line without one is missing. Null when the portal gave no usable answer.
    /// </summary>
    public Dictionary<int, LeadSnapshot>? Parse(Chunk chunk, IReadOnlyList<CallAnswer> answers)
    {
        if (answers.Any(answer => answer is not CallResult))
        {
            return null;
        }

        var rows = Rows(chunk, ((CallResult)answers[0]).Value);
        var found = new Dictionary<int, LeadSnapshot>(chunk.Lines.Count);
        foreach (var line in chunk.Lines)
        {
            if (rows.TryGetValue(chunk.IsCreate ? line.Lead.Key! : line.Lead.Id!.Value, out var lead))
            {
                found[line.Sequence] = lead;
            }
        }

        var next = 1;
        foreach (var (line, apart) in chunk.ReadApart)
        {
            var answer = answers[next++];
            if (found.TryGetValue(line.Sequence, out var lead))
            {
                lead.Set(apart.Name, apart.Value(answer));
            }
        }

        return found;
    }

    /// <summary>Leads by their key or their id; the first of a key knows its doubles.</summary>
    private Dictionary<object, LeadSnapshot> Rows(Chunk chunk, JsonElement list)
    {
        var leads = new Dictionary<object, LeadSnapshot>(chunk.Lines.Count);
        foreach (var row in reader.Leads.Rows(list))
        {
            var lead = LeadSnapshot.Read(catalogue, row);
            var key = chunk.IsCreate ? (object?)(lead[OriginRule.Origin] as TextValue)?.Text : lead.Id;
            if (key is not null && !leads.TryAdd(key, lead))
            {
                leads[key].Doubles = [.. leads[key].Doubles, lead.Id];
            }
        }

        return leads;
    }

    public bool IsFull(CallAnswer list) =>
        list is CallResult result && reader.Leads.Rows(result.Value).Count() >= PageSize;

    public LeadSnapshot Read(JsonElement row) => LeadSnapshot.Read(catalogue, row);
}
