using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Planning;
using LeadOps.Portal;
using LeadOps.Selection;

namespace LeadOps.Applying;

/// <summary>One line of the plan as calls: only what still differs, plus what the portal forces to go along.</summary>
public static class LeadWrites
{
    public static IReadOnlyList<PortalCall> Of(PlannedLead lead, LeadSnapshot? current, FieldCatalogue catalogue) => lead.Action switch
    {
        LeadAction.Create => [new PortalCall("crm.lead.add", Parameters(null, CreateFields(lead, catalogue), lead))],
        LeadAction.Delete => [new PortalCall("crm.lead.delete", new JsonObject { ["id"] = lead.Id!.Value.Value })],
        _ => Update(lead, current!, catalogue),
    };

    /// <summary>The most write calls that this lead can need.</summary>
    public static int MostCalls(PlannedLead lead) => lead.Action == LeadAction.Update && lead.Fields.Any(field => field.Name == "CONTACT_IDS") ? 2 : 1;

    /// <summary>How many calls of each method these leads can need, with the batch around them.</summary>
    public static IReadOnlyCollection<KeyValuePair<string, int>> Methods(IEnumerable<PlannedLead> leads) =>
        [.. leads.CountBy(lead => lead.Action switch { LeadAction.Create => "crm.lead.add", LeadAction.Delete => "crm.lead.delete", _ => "crm.lead.update" }), KeyValuePair.Create("batch", 1)];

    private static List<PortalCall> Update(PlannedLead lead, LeadSnapshot current, FieldCatalogue catalogue)
    {
        var calls = new List<PortalCall>();
        var open = lead.Fields.Where(field => !FieldValues.Same(catalogue.Find(field.Name)!, current[field.Name], field.After)).ToList();
        var fields = new JsonObject();
        foreach (var field in open.Where(field => field.Name != "CONTACT_IDS"))
        {
            fields[field.Name] = Wire(catalogue.Find(field.Name)!, current[field.Name], field.After);
        }

        Complete(fields, lead, current, catalogue);
        if (fields.Count > 0)
        {
            calls.Add(new PortalCall("crm.lead.update", Parameters(lead.Id, fields, lead)));
        }

        calls.AddRange(open.Where(field => field.Name == "CONTACT_IDS").Select(field => Bind(lead.Id!.Value, field.After)));
        return calls;
    }

    private static JsonObject Parameters(LeadId? id, JsonObject fields, PlannedLead lead)
    {
        var parameters = new JsonObject();
        if (id is { } known)
        {
            parameters["id"] = known.Value;
        }

        parameters["fields"] = fields;
        if (lead.Params.Count > 0)
        {
            parameters["params"] = new JsonObject(lead.Params.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        }

        return parameters;
    }

    private static JsonObject CreateFields(PlannedLead lead, FieldCatalogue catalogue)
    {
        var fields = new JsonObject();
        foreach (var field in lead.Fields.Where(field => !field.After.IsEmpty))
        {
            fields[field.Name] = Wire(catalogue.Find(field.Name)!, FieldValue.Empty, field.After);
        }

        if (lead.Key is not null)
        {
            fields["ORIGINATOR_ID"] = lead.Originator;
            fields["ORIGIN_ID"] = lead.Key;
        }

        return fields;
    }

    /// <summary>Addresses go out whole, because partial ones rot; an amount goes with its manual flag, or product rows overwrite it.</summary>
    private static void Complete(JsonObject fields, PlannedLead lead, LeadSnapshot current, FieldCatalogue catalogue)
    {
        if (fields.Any(pair => catalogue.Find(pair.Key)!.IsAddress))
        {
            foreach (var name in FieldNeeds.Address.Where(name => !fields.ContainsKey(name)))
            {
                fields[name] = current[name] is TextValue text ? text.Text : "";
            }
        }

        if (fields.ContainsKey("OPPORTUNITY") && !fields.ContainsKey("IS_MANUAL_OPPORTUNITY") && lead.Fields.All(field => field.Name != "IS_MANUAL_OPPORTUNITY"))
        {
            fields["IS_MANUAL_OPPORTUNITY"] = "Y";
        }
    }

    private static JsonNode? Wire(FieldDefinition field, FieldValue current, FieldValue after) => after switch
    {
        _ when field.IsMultifield => Delta(current, after),
        TextValue text => text.Text,
        ListValue list => new JsonArray([.. list.Items.Select(item => (JsonNode)item)]),
        _ when field.IsMultiple => new JsonArray(),
        _ => field.Name == "OPPORTUNITY" ? "0" : "",
    };

    /// <summary>Items to add, change and delete. A change always repeats VALUE: an id alone would delete.</summary>
    private static JsonArray Delta(FieldValue current, FieldValue after)
    {
        var delta = new JsonArray();
        var (have, want) = (MultifieldEditor.Items(current), MultifieldEditor.Items(after).ToList());
        foreach (var item in have)
        {
            var kept = want.FindIndex(other => other.Id == item.Id);
            kept = kept >= 0 ? kept : want.FindIndex(other => other.Id is null && other.Value == item.Value && other.ValueType == item.ValueType);
            if (kept < 0)
            {
                delta.Add(new JsonObject { ["ID"] = item.Id, ["DELETE"] = "Y" });
                continue;
            }

            if (want[kept].Value != item.Value || want[kept].ValueType != item.ValueType)
            {
                delta.Add(new JsonObject { ["ID"] = item.Id, ["VALUE"] = want[kept].Value, ["VALUE_TYPE"] = want[kept].ValueType });
            }

            want.RemoveAt(kept);
        }

        foreach (var item in want)
        {
            delta.Add(new JsonObject { ["VALUE"] = item.Value, ["VALUE_TYPE"] = item.ValueType });
        }

        return delta;
    }

    private static PortalCall Bind(LeadId id, FieldValue after)
    {
        if (after is not ListValue list)
        {
            return new PortalCall("crm.lead.contact.items.delete", new JsonObject { ["id"] = id.Value });
        }

        var items = list.Items.Select((contact, index) => (JsonNode)new JsonObject { ["CONTACT_ID"] = contact, ["SORT"] = (index + 1) * 10, ["IS_PRIMARY"] = index == 0 ? "Y" : "N" });
        return new PortalCall("crm.lead.contact.items.set", new JsonObject { ["id"] = id.Value, ["items"] = new JsonArray([.. items]) });
    }
}
