using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Fields.Rules;
using LeadOps.Leads;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Portal.Leads;

namespace LeadOps.Applying;

/// <summary>One line of the plan as calls: only what still differs, plus what the portal forces to go along.</summary>
internal static class LeadWrites
{
    private static readonly Dictionary<LeadAction, string> Verbs = new()
    {
        [LeadAction.Create] = "add",
        [LeadAction.Update] = "update",
        [LeadAction.Delete] = "delete",
    };

    public static IReadOnlyList<PortalCall> Of(
        PlannedLead lead,
        LeadSnapshot? current,
        FieldCatalogue catalogue,
        LeadApi api
    ) =>
        lead.Action switch
        {
            LeadAction.Create when current is null => [api.Add(CreateFields(lead, catalogue), Parameters(lead))],
            LeadAction.Create =>
            [
                .. UploadWrites(
                    [.. lead.Fields.Where(field => !IsSame(field, current!, catalogue))],
                    current!.Id,
                    catalogue
                ),
                .. ApartWrites(
                    lead.Fields.Where(field => !IsSame(field, current!, catalogue)),
                    current!.Id,
                    Moment.AfterLead
                ),
            ],
            LeadAction.Delete => [api.Delete(lead.Id!.Value)],
            _ => Update(lead, current!, catalogue, api),
        };

    /// <summary>How many calls a lead may take at the most, before it is known what still differs.</summary>
    public static int MostCalls(PlannedLead lead, LeadApi api) =>
        lead.Action == LeadAction.Delete ? 1
        : lead.Action == LeadAction.Create ? Math.Max(1, Chunk.Apart(lead).Count) + UploadWrite.Weight(lead)
        : api.MostCalls(lead.Fields.Select(field => field.Name))
            + lead.Fields.Count(field => !IsOfLead(field) || Uploads.Has(field.After))
            + UploadWrite.Weight(lead);

    /// <summary>How many calls of each method a chunk can need, with the batch around them.</summary>
    public static IReadOnlyCollection<KeyValuePair<string, int>> Methods(Chunk chunk, LeadApi api) =>
        [
            KeyValuePair.Create($"{api.Family}.{Verbs[chunk.Lines[0].Lead.Action]}", chunk.Lines.Count),
            KeyValuePair.Create("batch", 1),
        ];

    private static IReadOnlyList<PortalCall> Update(
        PlannedLead lead,
        LeadSnapshot current,
        FieldCatalogue catalogue,
        LeadApi api
    )
    {
        var fields = new JsonObject();
        var others = new List<PlannedField>();
        foreach (var field in lead.Fields)
        {
            if (IsSame(field, current, catalogue))
            {
                continue;
            }

            if (IsOfLead(field) && !UploadWrite.Is(field, catalogue))
            {
                fields[field.Name] = Wire(catalogue.Find(field.Name)!, current[field.Name], field.After);
            }
            else
            {
                others.Add(field);
            }
        }

        Complete(fields, current);

        var id = lead.Id!.Value;
        var update = fields.Count > 0 ? api.Update(id, fields, Parameters(lead)) : [];
        return others.Count == 0
            ? update
            :
            [
                .. ApartWrites(others, id, Moment.BeforeLead),
                .. update,
                .. UploadWrites(others, id, catalogue),
                .. ApartWrites(others, id, Moment.AfterLead),
            ];
    }

    private static IEnumerable<PortalCall> UploadWrites(List<PlannedField> open, LeadId id, FieldCatalogue catalogue)
    {
        var files = open.FindAll(field => UploadWrite.Is(field, catalogue));
        return files.Count == 0 ? [] : [UploadWrite.Call(id, files, catalogue)];
    }

    private static bool IsSame(PlannedField field, LeadSnapshot current, FieldCatalogue catalogue) =>
        FieldValues.Same(catalogue.Find(field.Name)!, current[field.Name], field.After);

    private static IEnumerable<PortalCall> ApartWrites(IEnumerable<PlannedField> fields, LeadId id, Moment moment) =>
        fields
            .Select(field => (Call: FieldRules.Call(field.Name, field.After), field.After))
            .Where(write => write.Call.Moment == moment)
            .Select(write => ApartField.Of(write.Call.Carrier).Write(id, write.After));

    private static bool IsOfLead(PlannedField field) =>
        FieldRules.Call(field.Name, field.After).Carrier == Carrier.Lead;

    private static JsonObject? Parameters(PlannedLead lead) =>
        lead.Params.Count > 0
            ? new JsonObject(lead.Params.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)))
            : null;

    private static JsonObject CreateFields(PlannedLead lead, FieldCatalogue catalogue)
    {
        var fields = new JsonObject();
        foreach (
            var field in lead.Fields.Where(field =>
                !field.After.IsEmpty && IsOfLead(field) && !UploadWrite.Is(field, catalogue)
            )
        )
        {
            fields[field.Name] = Wire(catalogue.Find(field.Name)!, FieldValue.Empty, field.After);
        }

        foreach (var (name, _) in lead.Assumed)
        {
            fields[name] = null;
        }

        if (lead.Key is not null)
        {
            fields[OriginRule.Originator] = lead.Originator;
            fields[OriginRule.Origin] = lead.Key;
        }

        return fields;
    }

    /// <summary>What the portal wants along goes out as it is.</summary>
    private static void Complete(JsonObject fields, LeadSnapshot current)
    {
        foreach (var name in FieldRules.SentWith(fields.Select(pair => pair.Key)))
        {
            if (!fields.ContainsKey(name))
            {
                fields[name] = current[name] is TextValue text ? text.Text : "";
            }
        }
    }

    private static JsonNode? Wire(FieldDefinition field, FieldValue current, FieldValue after) =>
        after switch
        {
            _ when field.IsMultifield => Delta(current, after),
            TextValue text => text.Text,
            ListValue list => new JsonArray([.. list.Items.Select(item => (JsonNode)item)]),
            _ when field.IsMultiple => new JsonArray(),
            _ => field.Kind.Cleared,
        };

    /// <summary>Items to add, change and delete. A change always repeats VALUE: an id alone would delete.</summary>
    private static JsonArray Delta(FieldValue current, FieldValue after) =>
        new([.. MultifieldFate.Of(current, after).Select(Item).OfType<JsonNode>()]);

    private static JsonObject? Item(MultifieldFate value) =>
        value.Fate switch
        {
            Fate.Removed => new JsonObject { ["ID"] = value.Before!.Id, ["DELETE"] = "Y" },
            Fate.Changed => new JsonObject
            {
                ["ID"] = value.Before!.Id,
                ["VALUE"] = value.After!.Value,
                ["VALUE_TYPE"] = value.After.ValueType,
            },
            Fate.Added => new JsonObject { ["VALUE"] = value.After!.Value, ["VALUE_TYPE"] = value.After.ValueType },
            _ => null,
        };
}
