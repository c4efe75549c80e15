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
        var select = catalogue.Listed(
            FieldRules.Complete(
                chunk
                    .Lines.SelectMany(line =>
                        line.Lead.Fields.Select(field => field.Name).Concat(line.Lead.Assumed.Keys)
                    )
                    .Concat(["ID", "TITLE", .. chunk.IsCreate ? Whole : []])
                    .Where(name => !FieldRules.IsApart(name))
            )
        );
        var list = chunk.IsCreate
            ? reader.ByKeys(chunk.Lines[0].Lead.Originator!, chunk.Lines.Select(line => line.Lead.Key!), select)
            : reader.ByIds(chunk.Lines.Select(line => line.Lead.Id!.Value), select);
        return [list, .. chunk.ReadApart.Select(apart => apart.Field.Read(apart.Line.Lead.Id!.Value))];
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

        var rows = reader
            .Leads.Rows(((CallResult)answers[0]).Value)
            .Select(row => LeadSnapshot.Read(catalogue, row))
            .ToLookup(row => chunk.IsCreate ? (object?)(row[OriginRule.Origin] as TextValue)?.Text : row.Id);
        var found = new Dictionary<int, LeadSnapshot>();
        foreach (var line in chunk.Lines)
        {
            var matching = rows[chunk.IsCreate ? line.Lead.Key : (object?)line.Lead.Id];
            if (matching.FirstOrDefault() is { } first)
            {
                first.Doubles = [.. matching.Skip(1).Select(other => other.Id)];
                found[line.Sequence] = first;
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

    public bool IsFull(CallAnswer list) =>
        list is CallResult result && reader.Leads.Rows(result.Value).Count() >= PageSize;

    public LeadSnapshot Read(JsonElement row) => LeadSnapshot.Read(catalogue, row);
}
