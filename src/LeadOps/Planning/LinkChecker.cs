using System.Globalization;
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
    private const int MaxNamed = 10;

    private static readonly Kind Contact = new(3, "contact", "crm_contact", "C_");
    private static readonly Kind Company = new(4, "company", "crm_company", "CO_");

    private readonly Dictionary<(Kind Kind, long Id), (SourceSpan At, string Field)> links = [];

    /// <param name="Type">The type of the fields that hold bare ids.</param>
    /// <param name="Prefix">What stands before the id in fields of the type `crm`.</param>
    private sealed record Kind(int EntityTypeId, string Noun, string Type, string Prefix);

    public void Note(FieldDefinition field, FieldValue after, SourceSpan at)
    {
        foreach (
            var text in after is ListValue list ? list.Items
            : after is TextValue single ? [single.Text]
            : []
        )
        {
            if (
                KindOf(field, text) is { } kind
                && long.TryParse(
                    text.AsSpan(text.IndexOf('_', StringComparison.Ordinal) + 1),
                    CultureInfo.InvariantCulture,
                    out var id
                )
            )
            {
                links.TryAdd((kind, id), (at, field.Name));
            }
        }
    }

    private static Kind? KindOf(FieldDefinition field, string text)
    {
        Kind[] kinds = [Contact, Company];
        return Array.Find(
            kinds,
            kind =>
                field.Type == "crm" ? text.StartsWith(kind.Prefix, StringComparison.Ordinal) : field.Type == kind.Type
        );
    }

    /// <summary>Missing records are problems; those that the portal does not let us read are a remark.</summary>
    public async Task CheckAsync(
        DiagnosticBag problems,
        ICollection<string> remarks,
        CancellationToken cancellationToken
    )
    {
        foreach (var kind in links.Keys.GroupBy(link => link.Kind, link => link.Id))
        {
            var chunks = kind.Order().Chunk(IdsPerCall).ToList();
            var answers = await reader.BatchAsync(
                [.. chunks.Select(chunk => Lookup(kind.Key.EntityTypeId, chunk))],
                cancellationToken
            );
            if (answers.OfType<CallFailure>().FirstOrDefault() is { } failure)
            {
                remarks.Add(
                    $"the portal does not tell whether the planned {kind.Key.Noun} ids exist ({failure.Error}); they are written as given"
                );
                continue;
            }

            var found = answers
                .OfType<CallResult>()
                .SelectMany(answer => answer.Value.GetProperty("items").EnumerateArray())
                .Select(item => item.GetProperty("id").GetInt64())
                .ToHashSet();
            await CheckMissingAsync(
                kind.Key,
                [.. kind.Where(id => !found.Contains(id)).Order()],
                problems,
                remarks,
                cancellationToken
            );
        }
    }

    /// <summary>A list leaves out what the user may not read; only asking for the record itself tells it from one that is not there.</summary>
    private async Task CheckMissingAsync(
        Kind kind,
        List<long> ids,
        DiagnosticBag problems,
        ICollection<string> remarks,
        CancellationToken cancellationToken
    )
    {
        var asked = ids.Take(MaxProblems).ToList();
        var answers = await reader.BatchAsync(
            [
                .. asked.Select(id => new PortalCall(
                    "crm.item.get",
                    new JsonObject { ["entityTypeId"] = kind.EntityTypeId, ["id"] = id }
                )),
            ],
            cancellationToken
        );
        var hidden = new List<long>();
        foreach (var (id, answer) in asked.Zip(answers))
        {
            if (answer is not CallFailure { Error.Code: "NOT_FOUND" })
            {
                hidden.Add(id);
                continue;
            }

            var (at, field) = links[(kind, id)];
            problems.Error(
                at,
                $"There is no {kind.Noun} `{id}` on this portal; `{field}` would point to nothing.",
                $"Correct the id, or make the {kind.Noun} first."
            );
        }

        if (hidden.Count > 0)
        {
            remarks.Add(
                $"the portal does not let this user read the planned {kind.Noun} {string.Join(", ", hidden.Take(MaxNamed))}{(hidden.Count > MaxNamed ? ", …" : "")}; written as given"
            );
        }
    }

    private static PortalCall Lookup(int entityTypeId, long[] ids) =>
        new(
            "crm.item.list",
            new JsonObject
            {
                ["entityTypeId"] = entityTypeId,
                ["filter"] = new JsonObject { ["@id"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]) },
                ["select"] = new JsonArray("id"),
                ["order"] = new JsonObject { ["id"] = "ASC" },
                ["start"] = -1,
            }
        );
}
