using System.Globalization;
using LeadOps.Fields;
using LeadOps.Plans;
using LeadOps.Portal.Leads;

namespace LeadOps.Planning;

/// <summary>What the planner knows about leads and the person should know before approving; gathered lead by lead.</summary>
public sealed class Warnings(FieldCatalogue catalogue, LeadApi api)
{
    private sealed record Note(string Subject, string Text, Func<Warnings, PlannedLead, PlannedField, bool> Applies);

    private static readonly Note[] Notes =
    [
        new(
            "STATUS_ID",
            "a stage change may start automation rules on the portal",
            (_, lead, field) => field.Name == "STATUS_ID" && lead.Action == LeadAction.Update
        ),
        new(
            "STATUS_ID",
            "leads reach a final stage",
            (self, lead, field) =>
                field.Name == "STATUS_ID"
                && lead.Action == LeadAction.Update
                && self.IsFinal(field.After)
                && !self.IsFinal(field.Before)
        ),
        new(
            "STATUS_ID",
            "leads come back from a final stage; their closing date goes",
            (self, _, field) => field.Name == "STATUS_ID" && self.IsFinal(field.Before) && !self.IsFinal(field.After)
        ),
        new(
            "STATUS_ID",
            "CONVERTED creates no deal, contact or company",
            (_, _, field) => field is { Name: "STATUS_ID", After: TextValue { Text: "CONVERTED" } }
        ),
        Of("COMPANY_ID", "setting a company may turn leads into repeat leads (IS_RETURN_CUSTOMER)"),
        Of("CONTACT_ID", "setting a contact may turn leads into repeat leads (IS_RETURN_CUSTOMER)"),
        new(
            "CONTACT_ID",
            "only unbinding all contacts clears it, and a rollback brings back this one only; `CONTACT_IDS: null` brings back all",
            (_, _, field) => field is { Name: "CONTACT_ID", After.IsEmpty: true }
        ),
        Of("CONTACT_IDS", "contact bindings go out as calls of their own, after the lead's other fields"),
        Of(
            "PRODUCT_ROWS",
            "product rows go out as calls of their own, and the amount follows them unless IS_MANUAL_OPPORTUNITY is Y"
        ),
        new(
            "ASSIGNED_BY_ID",
            "the new owner was dismissed",
            (self, _, field) =>
                field is { Name: "ASSIGNED_BY_ID", After: TextValue owner }
                && self.Find(field.Name)?.FindChoice(owner.Text) is { IsActive: false }
        ),
        new(
            "OPPORTUNITY",
            "an amount is planned together with IS_MANUAL_OPPORTUNITY=Y, so that product rows do not overwrite it",
            (_, lead, field) =>
                field.Name == "OPPORTUNITY"
                && lead.Fields.Any(other => other is { Name: "IS_MANUAL_OPPORTUNITY", After: TextValue { Text: "Y" } })
        ),
        new(
            "ADDRESS",
            "the complete address goes out with any change of it",
            (self, lead, field) => lead.Action == LeadAction.Update && self.Find(field.Name)?.IsAddress == true
        ),
    ];

    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    public void Add(PlannedLead lead)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        if (lead.Action != LeadAction.Delete)
        {
            texts.UnionWith(
                lead.Fields.SelectMany(field =>
                    Notes.Where(note => note.Applies(this, lead, field)).Select(note => $"{note.Subject}: {note.Text}")
                )
            );
            texts.UnionWith(
                lead.Fields.Select(field =>
                        Find(field.Name) is { IsApart: false } known && api.Detour(known, field.After) is { } reason
                            ? $"{field.Name}: {reason}"
                            : ""
                    )
                    .Where(text => text.Length > 0)
            );
        }

        if (lead.Params.Count > 0 && !api.TakesParams)
        {
            texts.Add("params: crm.item.* knows none, so these leads go through crm.lead.*");
        }

        if (lead.Params.GetValueOrDefault("REGISTER_SONET_EVENT") is "Y")
        {
            texts.Add("REGISTER_SONET_EVENT: the responsible persons are notified");
        }

        foreach (var text in texts)
        {
            counts[text] = counts.GetValueOrDefault(text) + 1;
        }
    }

    public IEnumerable<string> Texts()
    {
        var known = Notes.Select(note => $"{note.Subject}: {note.Text}").ToList();
        return known
            .Where(counts.ContainsKey)
            .Concat(counts.Keys.Except(known).Order(StringComparer.Ordinal))
            .Select(text =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{text} ({counts[text]} {(counts[text] == 1 ? "lead" : "leads")})"
                )
            );
    }

    private static Note Of(string name, string text) =>
        new(name, text, (_, _, field) => field.Name == name && !field.After.IsEmpty);

    private FieldDefinition? Find(string name) => catalogue.Find(name);

    private bool IsFinal(FieldValue stage) =>
        stage is TextValue code && Find("STATUS_ID")?.FindChoice(code.Text)?.Semantics is "S" or "F";
}
