using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Leads;
using LeadOps.Plans;

namespace LeadOps.Planning;

/// <summary>
/// A delete holds the whole lead, the empty fields too: whatever somebody writes before it goes makes it stale, and a
/// rollback can make it anew. The snapshot must hold what is read lead by lead as well.
/// </summary>
internal static class Deletions
{
    public static PlannedLead Of(FieldCatalogue catalogue, LeadSnapshot lead, string change) =>
        new()
        {
            Action = LeadAction.Delete,
            Id = lead.Id,
            Key = OriginRule.KeyOf(name => lead[name]),
            Originator = OriginRule.OwnerOf(name => lead[name]),
            Title = TitleRule.Of(lead[TitleRule.Title]),
            Fields =
            [
                .. Writable(catalogue)
                    .Select(field => new PlannedField(field.Name, lead[field.Name], FieldValue.Empty, change)),
            ],
            Assumed = new Dictionary<string, FieldValue>(StringComparer.Ordinal)
            {
                [ContactRule.IsRepeat] = lead[ContactRule.IsRepeat],
            },
        };

    public static IEnumerable<string> Reads(FieldCatalogue catalogue) =>
        Writable(catalogue).Select(field => field.Name).Append(ContactRule.IsRepeat).Append(OwnerRule.Maker);

    public static IEnumerable<FieldDefinition> Writable(FieldCatalogue catalogue) =>
        catalogue.All.Where(field => !field.IsReadOnly);
}
