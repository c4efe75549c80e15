using LeadOps.Portal;
using LeadOps.Portal.Leads;

namespace LeadOps.Leads;

/// <summary>Adds to leads the fields that have to be read one lead at a time, fifty in a request.</summary>
internal static class ApartReads
{
    public static async Task FillAsync(
        PortalReader reader,
        IReadOnlyList<(LeadSnapshot Lead, ApartField Field)> wanted,
        CancellationToken cancellationToken
    )
    {
        var answers = await reader.BatchAsync(
            [.. wanted.Select(pair => pair.Field.Read(pair.Lead.Id))],
            cancellationToken
        );
        foreach (var ((lead, field), answer) in wanted.Zip(answers))
        {
            lead.Set(field.Name, field.Value(answer));
        }
    }
}
