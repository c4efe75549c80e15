using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods;

/// <summary>crm.duplicate.findbycomm: ids that the caller may not read are answered too.</summary>
internal sealed class DuplicateMethods(PortalStore store)
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

    /// <summary>Twenty hits of one type suppress the types after it.</summary>
    private JsonNode Hits(string type, List<string> values, string entityType)
    {
        var found = new List<KeyValuePair<string, JsonNode?>>();
        foreach (
            var (name, search) in new (string, Func<IEnumerable<long>>)[]
            {
                ("LEAD", () => values.SelectMany(value => store.Index.FindDuplicates(type, value))),
                (
                    "CONTACT",
                    () =>
                        store
                            .Catalogue.Contacts.Where(contact => HasAny(type, contact, values))
                            .Select(contact => contact.Id)
                ),
                (
                    "COMPANY",
                    () =>
                        store
                            .Catalogue.Companies.Where(company => HasAny(type, company, values))
                            .Select(company => company.Id)
                ),
            }
        )
        {
            if (entityType.Length > 0 && entityType != name)
            {
                continue;
            }

            var hits = search().Distinct().Order().Take(MostHits).ToList();
            if (hits.Count > 0)
            {
                found.Add(new(name, new JsonArray([.. hits.Select(id => (JsonNode)id)])));
            }

            if (hits.Count == MostHits)
            {
                break;
            }
        }

        return Php.Map(found);
    }

    private static bool HasAny(string type, CrmRecord record, List<string> values) =>
        record
            .Values(type)
            .Any(known =>
                type == "PHONE"
                    ? values.Exists(value => LeadIndex.Digits(value) == LeadIndex.Digits(known))
                    : values.Exists(value => value.Trim().Equals(known, StringComparison.OrdinalIgnoreCase))
            );
}
