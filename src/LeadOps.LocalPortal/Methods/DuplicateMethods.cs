using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Setup;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods;

/// <summary>crm.duplicate.findbycomm: ids that the caller may not read are answered too.</summary>
internal sealed class DuplicateMethods(LeadDesk desk)
{
    private const int MostValues = 20;
    private const int MostHits = 20;

    public IEnumerable<(string, Method)> Table => [("crm.duplicate.findbycomm", Find)];

    private Answer Find(Parameters call, Caller caller)
    {
        var type = call.Get("type").ToUpperInvariant();
        if (type.Length == 0)
        {
            throw new RestException(400, "Communication type is not defined", "Parameter 'type' is required.");
        }

        if (type is not ("PHONE" or "EMAIL"))
        {
            throw RestException.Legacy($"Communication type '{type}' is not supported in current context");
        }

        if (call["values"] is not (JsonArray { Count: > 0 } or JsonObject { Count: > 0 }))
        {
            throw RestException.Legacy("Communication values is not defined");
        }

        if (!caller.IsAdmin && caller.Rights.Read == LeadAccess.None)
        {
            throw new RestException(403, "", "Access denied");
        }

        return new Answer(
            Hits(
                type,
                [.. Parameters.Texts(call["values"]).Take(MostValues)],
                call.Get("entity_type").ToUpperInvariant()
            )
        );
    }

    /// <summary>Twenty hits of each value, or in all; twenty of one type suppress the types after it.</summary>
    private JsonNode Hits(string type, List<string> values, string entityType)
    {
        var found = new List<KeyValuePair<string, JsonNode?>>();
        foreach (
            var (name, search) in new (string, Func<string, IEnumerable<long>>)[]
            {
                ("LEAD", value => Leads(type, value)),
                ("CONTACT", value => Holding(type, desk.Catalogue.Contacts, value)),
                ("COMPANY", value => Holding(type, desk.Catalogue.Companies, value)),
            }
        )
        {
            if (entityType.Length > 0 && entityType != name)
            {
                continue;
            }

            var hits = values
                .SelectMany(value => search(value).Order().Take(MostHits))
                .Distinct()
                .Order()
                .Take(desk.Settings.Duplicates == DuplicateHabit.Whole ? MostHits : int.MaxValue)
                .ToList();
            if (hits.Count > 0)
            {
                found.Add(new(name, Nodes.List(hits, id => id)));
            }

            if (hits.Count >= MostHits)
            {
                break;
            }
        }

        return Php.Map(found);
    }

    private IReadOnlyList<long> Leads(string type, string value) =>
        type == "PHONE" && desk.Settings.Duplicates == DuplicateHabit.Spelling
            ? desk.Store.Index.Find(type, value)
            : desk.Store.Index.FindDuplicates(type, value);

    private static IEnumerable<long> Holding(string type, IEnumerable<CrmRecord> records, string value) =>
        records
            .Where(record =>
                record
                    .Values(type)
                    .Any(known =>
                        type == "PHONE"
                            ? LeadIndex.Digits(value) == LeadIndex.Digits(known)
                            : value.Trim().Equals(known, StringComparison.OrdinalIgnoreCase)
                    )
            )
            .Select(record => record.Id);
}
