using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Leads;
using LeadOps.Portal;
using LeadOps.Portal.Leads;

namespace LeadOps.Selection;

/// <summary>
/// The leads that have a phone or e-mail at all: how many, and whether the duplicate search finds them in any
/// spelling.
/// </summary>
/// <param name="Total">How many there are.</param>
/// <param name="First">The first of them.</param>
internal sealed record CommunicationHolders(int Total, IReadOnlyList<LeadSnapshot> First)
{
    /// <summary>So many known values show how a portal compares.</summary>
    private const int Samples = 5;

    /// <summary>Lists that read them all.</summary>
    public int Pages => Lists(Total);

    public static JsonObject Filter(string type, JsonObject common)
    {
        var filter = (JsonObject)common.DeepClone();
        filter["=HAS_" + type] = "Y";
        return filter;
    }

    public static async Task<CommunicationHolders> LookAsync(
        PortalReader reader,
        FieldCatalogue catalogue,
        string type,
        JsonObject common,
        CancellationToken cancellationToken
    )
    {
        var query = LeadApi.CrmLead.Query(Filter(type, common), ["ID", type]);
        var answer = (await reader.BatchAsync([query.Counted()], cancellationToken))[0];
        var rows = LeadPages.Rows(LeadApi.CrmLead, answer);
        return new CommunicationHolders(
            (answer as CallResult)?.Total ?? rows.Count,
            rows.ConvertAll(row => LeadSnapshot.Read(catalogue, row))
        );
    }

    /// <summary>How many lists read so many leads by their ids.</summary>
    public int ListsOf(int leads) => Lists(Math.Min(leads, Total));

    /// <summary>
    /// Whether portals compare digits or spelling is not documented, so known values are asked for in another
    /// spelling. Null when no known value can tell.
    /// </summary>
    public async Task<bool?> AreFoundInAnySpellingAsync(
        DuplicateSearch search,
        string type,
        CancellationToken cancellationToken
    )
    {
        var known = First
            .SelectMany(lead =>
                MultifieldEditor
                    .Items(lead[type])
                    .Select(item => (Id: lead.Id.Value, Asked: CommunicationSpelling.Another(type, item.Value)))
            )
            .Where(sample => sample.Asked is not null)
            .DistinctBy(sample => sample.Id)
            .DistinctBy(sample => MultifieldEditor.Key(type, sample.Asked!))
            .Take(Samples)
            .ToList();
        if (known.Count == 0)
        {
            return null;
        }

        var asked = known.Select(sample => sample.Asked!);
        var answer = (await search.AskAsync(asked, cancellationToken))[0];
        return known.TrueForAll(sample => answer.Ids.Contains(sample.Id));
    }

    private static int Lists(int leads) => (leads + LeadQuery.PageSize - 1) / LeadQuery.PageSize;
}
