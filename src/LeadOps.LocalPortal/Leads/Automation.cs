using System.Globalization;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Setup;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Leads;

/// <summary>
/// Rules that edit a lead after a client's write, within the same second, and the conversion of simple mode.
/// </summary>
internal sealed class Automation(LeadDesk desk)
{
    /// <summary>One rule can set off another, but not forever.</summary>
    private const int Deepest = 5;

    /// <summary>Robots work under the administrator's name.</summary>
    private const int Robot = 1;

    private static readonly Actor Robots = new(Robot, "automation");

    public List<JsonObject> Log { get; } = [];

    /// <summary>The values that rules look at, as they are before a write; nothing when there are no rules.</summary>
    public IReadOnlyDictionary<string, string?> Watch(Lead? lead) =>
        desk
            .Settings.Rules.Where(rule => rule.Field is not null)
            .Select(rule => rule.Field!)
            .Distinct()
            .ToDictionary(
                field => field,
                field => lead is null ? null : desk.Format.Raw(lead, field),
                StringComparer.Ordinal
            );

    public void Saved(Lead lead, bool isNew, IReadOnlyDictionary<string, string?> before)
    {
        if (isNew && desk.Settings.Mode == PortalMode.Simple && !string.IsNullOrEmpty(lead["NAME"]))
        {
            Convert(lead);
        }

        Run(lead, rule => rule.Event == (isNew ? "add" : "update"), before, 1);
    }

    /// <summary>Of several matching rules the one that leads to the earliest stage fires.</summary>
    public void Trigger(Lead lead, string code)
    {
        var rule = desk
            .Settings.Rules.Where(rule => rule.Trigger == code)
            .OrderBy(rule => desk.Catalogue.Stage(rule.Sets.GetValueOrDefault("STATUS_ID"))?.Sort ?? 0)
            .FirstOrDefault();
        if (rule is not null)
        {
            Fire(lead, rule, 1);
        }
    }

    private void Run(
        Lead lead,
        Func<AutomationRule, bool> isMeant,
        IReadOnlyDictionary<string, string?> before,
        int depth
    )
    {
        foreach (var rule in desk.Settings.Rules.ToList())
        {
            var became =
                rule.Field is { } field
                && desk.Format.Raw(lead, field) == rule.Value
                && before.GetValueOrDefault(field) != rule.Value;
            if (became || isMeant(rule))
            {
                Fire(lead, rule, depth);
            }
        }
    }

    private void Fire(Lead lead, AutomationRule rule, int depth)
    {
        var before = Watch(lead);
        var fields = Nodes.Map(rule.Sets, set => set.Key, set => set.Value);
        desk.History.As(Robots, () => desk.Writes.Apply(lead, fields, Robot, isNew: false));
        Log.Add(
            new JsonObject
            {
                ["rule"] = rule.Text,
                ["id"] = lead.Id,
                ["fields"] = fields.DeepClone(),
                ["time"] = lead["DATE_MODIFY"],
            }
        );
        if (depth < Deepest)
        {
            Run(lead, _ => false, before, depth + 1);
        }
    }

    /// <summary>The lead becomes a contact (and a company) at once; of the deal nothing is kept here.</summary>
    private void Convert(Lead lead)
    {
        var contact = new CrmRecord(desk.Store.Next("contact", 500));
        (contact.Fields["NAME"], contact.Fields["LAST_NAME"]) = (lead["NAME"], lead["LAST_NAME"]);
        contact.Fields["LEAD_ID"] = lead.Id.ToString(CultureInfo.InvariantCulture);
        contact.Multifields.AddRange(lead.Multifields.Select(item => item with { Id = desk.Store.NextMultifieldId() }));
        desk.Catalogue.Contacts.Add(contact);
        if (lead["COMPANY_TITLE"] is { Length: > 0 } title && lead["COMPANY_ID"] is null)
        {
            var company = new CrmRecord(desk.Store.Next("company", 100));
            company.Fields["TITLE"] = title;
            desk.Catalogue.Companies.Add(company);
            lead["COMPANY_ID"] = company.Id.ToString(CultureInfo.InvariantCulture);
        }

        desk.Catalogue.Changed();
        LeadEditor.Bind(
            lead,
            [.. lead.Contacts, new ContactBinding(contact.Id, 10 * (lead.Contacts.Count + 1), lead.Contacts.Count == 0)]
        );
        var converted = new JsonObject { ["STATUS_ID"] = "CONVERTED" };
        desk.History.As(Robots, () => desk.Writes.Apply(lead, converted, Robot, isNew: false));
        Log.Add(
            new JsonObject
            {
                ["rule"] = "simple mode",
                ["id"] = lead.Id,
                ["fields"] = new JsonObject { ["STATUS_ID"] = "CONVERTED" },
                ["time"] = lead["DATE_MODIFY"],
            }
        );
    }
}
