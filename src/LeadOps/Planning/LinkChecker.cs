using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Portal;

namespace LeadOps.Planning;

/// <summary>
/// Contacts and companies are given by id, and the portal stores any id without a word; so those that a plan writes are
/// looked up, each once.
/// </summary>
public sealed class LinkChecker(PortalReader reader)
{
    private const int IdsPerCall = 50;
    private const int MaxProblems = 50;

    private static readonly Dictionary<string, (int EntityTypeId, string Noun)> Kinds = new(StringComparer.Ordinal)
    {
        ["crm_contact"] = (3, "contact"),
        ["crm_company"] = (4, "company"),
    };

    private readonly Dictionary<(string Type, long Id), (SourceSpan At, string Field)> links = [];

    public void Note(FieldDefinition field, FieldValue after, SourceSpan at)
    {
        if (!Kinds.ContainsKey(field.Type))
        {
            return;
        }

        foreach (var text in after is ListValue list ? list.Items : after is TextValue single ? [single.Text] : [])
        {
            if (long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var id))
            {
                links.TryAdd((field.Type, id), (at, field.Name));
            }
        }
    }

    /// <summary>Missing records are problems; a portal that does not let them be read is a remark.</summary>
    public async Task CheckAsync(DiagnosticBag problems, ICollection<string> remarks, CancellationToken cancellationToken)
    {
        foreach (var type in links.Keys.GroupBy(link => link.Type))
        {
            var (entityTypeId, noun) = Kinds[type.Key];
            var chunks = type.Select(link => link.Id).Order().Chunk(IdsPerCall).ToList();
            var answers = await reader.BatchAsync([.. chunks.Select(chunk => Lookup(entityTypeId, chunk))], cancellationToken);
            if (answers.OfType<CallFailure>().FirstOrDefault() is { } failure)
            {
                remarks.Add($"the portal does not tell whether the planned {noun} ids exist ({failure.Error}); they are written as given");
                continue;
            }

            var found = answers.OfType<CallResult>().SelectMany(answer => answer.Value.GetProperty("items").EnumerateArray()).Select(item => item.GetProperty("id").GetInt64()).ToHashSet();
            foreach (var link in type.Where(link => !found.Contains(link.Id)).Take(MaxProblems))
            {
                var (at, field) = links[link];
                problems.Error(at, $"There is no {noun} `{link.Id}` on this portal; `{field}` would point to nothing.", $"Correct the id, or make the {noun} first.");
            }
        }
    }

    private static PortalCall Lookup(int entityTypeId, long[] ids) => new("crm.item.list", new JsonObject
    {
        ["entityTypeId"] = entityTypeId,
        ["filter"] = new JsonObject { ["@id"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]) },
        ["select"] = new JsonArray("id"),
        ["order"] = new JsonObject { ["id"] = "ASC" },
        ["start"] = -1,
    });
}
