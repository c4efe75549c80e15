using System.Globalization;
using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Portal;

namespace LeadOps.Planning.Links;

/// <summary>
/// The portal stores any id of a contact or company without a word, so the ids that a plan writes are looked up, each
/// once. An id that was not looked up yet is open; whoever planned with it looks it up and plans again.
/// </summary>
internal sealed class LinkChecker(PortalReader reader)
{
    private const int IdsPerCall = 50;
    private const int MaxNamed = 10;

    private static readonly Kind Contact = new(3, "contact", "crm_contact", "C_");
    private static readonly Kind Company = new(4, "company", "crm_company", "CO_");
    private static readonly Kind[] Kinds = [Contact, Company];
    private static readonly HashSet<string> Types = ["crm", .. Kinds.Select(kind => kind.Type)];

    private readonly Dictionary<(Kind Kind, long Id), Answer> known = [];
    private readonly HashSet<(Kind Kind, long Id)> open = [];
    private readonly Dictionary<Kind, PortalError> failures = [];

    private enum Answer
    {
        Exists,
        Missing,
        Hidden,
    }

    /// <param name="Type">The type of the fields that hold bare ids.</param>
    /// <param name="Prefix">What stands before the id in fields of the type `crm`.</param>
    private sealed record Kind(int EntityTypeId, string Noun, string Type, string Prefix);

    /// <summary>What was planned last is not final.</summary>
    public bool HasOpen => open.Count > 0;

    /// <summary>A record that is not there is a problem at the place that names it.</summary>
    public void Check(FieldDefinition field, FieldValue after, SourceSpan at)
    {
        foreach (var link in Types.Contains(field.Type) ? LinksOf(field, after) : [])
        {
            if (!known.TryGetValue(link, out var answer))
            {
                open.Add(link);
            }
            else if (answer == Answer.Missing)
            {
                throw new InvalidInputException(
                    at,
                    $"There is no {link.Kind.Noun} `{link.Id}` on this portal; `{field.Name}` would point to nothing.",
                    $"Correct the id, or make the {link.Kind.Noun} first."
                );
            }
        }
    }

    public async Task ResolveAsync(CancellationToken cancellationToken)
    {
        var asked = open.ToLookup(link => link.Kind, link => link.Id);
        open.Clear();
        foreach (var kind in asked)
        {
            await ResolveAsync(kind.Key, [.. kind.Order()], cancellationToken);
        }
    }

    /// <summary>Records that the portal does not let us read are no problem, but told.</summary>
    public IEnumerable<string> Remarks()
    {
        foreach (var (kind, error) in failures)
        {
            yield return $"the portal does not say whether the planned {kind.Noun} ids exist ({error}); "
                + "they are written as given";
        }

        foreach (
            var kind in known
                .Where(pair => pair.Value == Answer.Hidden && !failures.ContainsKey(pair.Key.Kind))
                .GroupBy(pair => pair.Key.Kind, pair => pair.Key.Id)
        )
        {
            var ids = kind.Order().ToList();
            yield return $"the portal does not let this user read the planned {kind.Key.Noun} "
                + $"{string.Join(", ", ids.Take(MaxNamed))}{(ids.Count > MaxNamed ? ", …" : "")}; written as given";
        }
    }

    private static IEnumerable<(Kind Kind, long Id)> LinksOf(FieldDefinition field, FieldValue value)
    {
        foreach (
            var text in value is ListValue list ? list.Items
            : value is TextValue single ? [single.Text]
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
                yield return (kind, id);
            }
        }
    }

    private static Kind? KindOf(FieldDefinition field, string text) =>
        Array.Find(
            Kinds,
            kind =>
                field.Type == "crm" ? text.StartsWith(kind.Prefix, StringComparison.Ordinal) : field.Type == kind.Type
        );

    private async Task ResolveAsync(Kind kind, List<long> ids, CancellationToken cancellationToken)
    {
        var answers = await reader.BatchAsync(
            [.. ids.Chunk(IdsPerCall).Select(chunk => Lookup(kind.EntityTypeId, chunk))],
            cancellationToken
        );
        if (answers.OfType<CallFailure>().FirstOrDefault() is { } failure)
        {
            failures[kind] = failure.Error;
            ids.ForEach(id => known[(kind, id)] = Answer.Hidden);
            return;
        }

        var found = answers
            .OfType<CallResult>()
            .SelectMany(answer => answer.Value.GetProperty("items").EnumerateArray())
            .Select(item => item.GetProperty("id").GetInt64())
            .ToHashSet();
        ids.ForEach(id => known[(kind, id)] = found.Contains(id) ? Answer.Exists : Answer.Hidden);
        foreach (var chunk in ids.Where(id => !found.Contains(id)).Chunk(IdsPerCall))
        {
            if (!await AnyMissingAsync(kind, chunk, cancellationToken))
            {
                // A user who may read none of so many may not read the others either.
                return;
            }
        }
    }

    /// <summary>
    /// A list leaves out what the user may not read; only asking for the record itself tells it from one that is not
    /// there.
    /// </summary>
    private async Task<bool> AnyMissingAsync(Kind kind, long[] ids, CancellationToken cancellationToken)
    {
        var answers = await reader.BatchAsync(
            [
                .. ids.Select(id => new PortalCall(
                    "crm.item.get",
                    new JsonObject { ["entityTypeId"] = kind.EntityTypeId, ["id"] = id }
                )),
            ],
            cancellationToken
        );
        var missing = ids.Zip(answers)
            .Where(pair => pair.Second is CallFailure { Error.Code: "NOT_FOUND" })
            .Select(pair => pair.First)
            .ToList();
        missing.ForEach(id => known[(kind, id)] = Answer.Missing);
        return missing.Count > 0;
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
