using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Rest;
using LeadOps.LocalPortal.Store;

namespace LeadOps.LocalPortal.Methods;

/// <summary>crm.lead.* and what hangs on a lead.</summary>
internal sealed class LeadMethods(PortalStore store, LeadWrites writes)
{
    private const int PageSize = 50;

    public IEnumerable<(string, Method)> Table =>
    [
        ("crm.lead.add", Add),
        ("crm.lead.update", Update),
        ("crm.lead.get", (call, _) => new Answer(LeadFormat.Row(Existing(call), Catalogue.Fields.Keys))),
        ("crm.lead.delete", Delete),
        ("crm.lead.list", List),
        ("crm.lead.fields", (_, _) => new Answer(Descriptions.Fields())),
        ("crm.lead.userfield.list", (_, _) => Descriptions.UserFields()),
        ("crm.lead.contact.items.get", (call, _) => new Answer(Bindings(Existing(call)))),
        ("crm.lead.contact.items.set", SetBindings),
        ("crm.lead.contact.items.delete", (call, _) => Bind(call, [])),
        ("crm.lead.contact.add", AddBinding),
        ("crm.lead.productrows.get", (call, _) => new Answer(JsonNode.Parse(Existing(call).ProductRows ?? "[]"))),
        ("crm.lead.productrows.set", SetRows),
        ("crm.duplicate.findbycomm", FindByCommunication),
    ];

    private Lead Existing(Parameters call) => store.Find(call.Id()) ?? throw new RestException(400, "", "Not found");

    private static JsonObject Fields(Parameters call) => call.Map("fields", "Parameter 'fields' must be array");

    private Answer Add(Parameters call, Caller caller)
    {
        var fields = Fields(call);
        var lead = store.Create();
        try
        {
            writes.Apply(lead, fields, caller.UserId, isNew: true);
        }
        catch (RestException)
        {
            store.Delete(lead);
            throw;
        }

        return new Answer(lead.Id);
    }

    private Answer Update(Parameters call, Caller caller)
    {
        var lead = Existing(call);
        writes.Apply(lead, Fields(call), caller.UserId, isNew: false);
        return new Answer(true);
    }

    private Answer Delete(Parameters call, Caller caller)
    {
        store.Delete(Existing(call));
        return new Answer(true);
    }

    private Answer List(Parameters call, Caller caller)
    {
        var filter = new LeadFilter(call.Map("filter", "Parameter 'filter' must be array."));
        var order = call.Map("order", "Parameter 'order' must be array.");
        var names = Select(Parameters.Texts(call["select"]));
        var start = int.TryParse(Parameters.Text(call["start"]), out var given) ? given : 0;
        var matching = Sorted(Candidates(filter).Where(filter.Matches), order);
        if (start < 0)
        {
            return new Answer(Rows(matching.Take(PageSize), names), 0);
        }

        var all = matching.ToList();
        var page = Rows(all.Skip(start).Take(PageSize), names);
        return new Answer(page, all.Count, start + PageSize < all.Count ? start + PageSize : null);
    }

    private IEnumerable<Lead> Candidates(LeadFilter filter)
    {
        if (filter.Ids is { } ids)
        {
            foreach (var lead in ids.Select(store.Find).OfType<Lead>())
            {
                yield return lead;
            }

            yield break;
        }

        for (var i = store.IndexAfter(filter.AfterId); i < store.Leads.Count; i++)
        {
            yield return store.Leads[i];
        }
    }

    private static IEnumerable<Lead> Sorted(IEnumerable<Lead> leads, JsonObject order)
    {
        var keys = order.Where(pair => Catalogue.Fields.ContainsKey(pair.Key)).ToList();
        if (keys.Count == 0 || (keys[0].Key == "ID" && !IsDescending(keys[0].Value)))
        {
            return leads;
        }

        IOrderedEnumerable<Lead>? sorted = null;
        foreach (var (name, direction) in keys)
        {
            var numeric = Catalogue.Fields[name].Type is "integer" or "double" or "user";
            object Key(Lead lead) => numeric
                ? decimal.TryParse(LeadFormat.Raw(lead, name), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0m
                : LeadFormat.Raw(lead, name) ?? "";
            sorted = sorted is null
                ? IsDescending(direction) ? leads.OrderByDescending(Key) : leads.OrderBy(Key)
                : IsDescending(direction) ? sorted.ThenByDescending(Key) : sorted.ThenBy(Key);
        }

        return sorted!;
    }

    private static bool IsDescending(JsonNode? direction) => Parameters.Text(direction).Equals("DESC", StringComparison.OrdinalIgnoreCase);

    private static List<string> Select(List<string> wanted)
    {
        wanted = wanted.Count == 0 ? ["*", "UF_*"] : wanted;
        var names = wanted.SelectMany(name => name switch
        {
            "*" => Catalogue.Fields.Values.Where(field => !field.IsCustom && !field.IsMultifield).Select(field => field.Name),
            "UF_*" => Catalogue.Fields.Values.Where(field => field.IsCustom).Select(field => field.Name),
            _ => [name],
        });
        return [.. names.Prepend("ID").Distinct()];
    }

    private static JsonArray Rows(IEnumerable<Lead> leads, List<string> names) => new([.. leads.Select(lead => (JsonNode)LeadFormat.Row(lead, names))]);

    private static JsonArray Bindings(Lead lead) => new([.. lead.Contacts.Select(binding => (JsonNode)new JsonObject
    {
        ["CONTACT_ID"] = binding.ContactId, ["SORT"] = binding.Sort, ["ROLE_ID"] = 0, ["IS_PRIMARY"] = binding.IsPrimary ? "Y" : "N",
    })]);

    private Answer SetBindings(Parameters call, Caller caller) =>
        Bind(call, (call["items"] as JsonArray ?? []).Select(item => Parameters.Text(item?["CONTACT_ID"])));

    private Answer AddBinding(Parameters call, Caller caller) =>
        Bind(call, Existing(call).Contacts.Select(binding => $"{binding.ContactId}").Append(Parameters.Text(call["fields"]?["CONTACT_ID"])).Distinct().ToList());

    private Answer Bind(Parameters call, IEnumerable<string> contacts)
    {
        var lead = Existing(call);
        LeadWrites.SetContacts(lead, contacts);
        store.Touch(lead);
        return new Answer(true);
    }

    private Answer SetRows(Parameters call, Caller caller)
    {
        var lead = Existing(call);
        var rows = call["rows"] as JsonArray ?? throw new RestException(400, "", "The parameter rows must be array");
        var kept = rows.OfType<JsonObject>().Select((row, index) => (JsonNode)new JsonObject
        {
            ["ID"] = $"{lead.Id * 100 + index}",
            ["OWNER_ID"] = $"{lead.Id}",
            ["OWNER_TYPE"] = "L",
            ["PRODUCT_ID"] = row["PRODUCT_ID"]?.DeepClone() ?? 0,
            ["PRODUCT_NAME"] = row["PRODUCT_NAME"]?.DeepClone() ?? $"[{lead.Id * 100 + index}]",
            ["PRICE"] = Number(row["PRICE"], 0),
            ["QUANTITY"] = Number(row["QUANTITY"], 1),
            ["SORT"] = row["SORT"]?.DeepClone() ?? 0,
        });
        lead.ProductRows = new JsonArray([.. kept]).ToJsonString();
        LeadWrites.Recalculate(lead);
        store.Touch(lead);
        return new Answer(true);
    }

    private static decimal Number(JsonNode? node, decimal otherwise) =>
        decimal.TryParse(Parameters.Text(node), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private Answer FindByCommunication(Parameters call, Caller caller)
    {
        var type = Parameters.Text(call["type"]);
        if (type.Length == 0)
        {
            throw new RestException(400, "Communication type is not defined", "Parameter 'type' is required.");
        }

        if (call["values"] is not JsonArray values)
        {
            throw new RestException(400, "", "Communication values is not defined");
        }

        var wanted = values.Select(value => Key(type, Parameters.Text(value))).ToHashSet(StringComparer.Ordinal);
        var found = store.Leads.Where(lead => lead.Multifields.Exists(item => item.TypeId == type && wanted.Contains(Key(type, item.Value)))).Select(lead => (JsonNode)lead.Id).Take(20).ToArray();
        return new Answer(found.Length == 0 ? new JsonArray() : new JsonObject { ["LEAD"] = new JsonArray(found) });
    }

    private static string Key(string type, string value) =>
        type == "PHONE" ? string.Concat(value.Where(char.IsAsciiDigit)) : value.Trim().ToUpperInvariant();
}
