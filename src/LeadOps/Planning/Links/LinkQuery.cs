using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Fields.Rules;
using LeadOps.Portal;

namespace LeadOps.Planning.Links;

/// <summary>The calls that may find a record by its names.</summary>
internal static class LinkQuery
{
    public const int PageSize = 50;

    private const int ValuesPerLookup = 20;
    private const int ValuesPerFilter = 25;

    /// <summary>Many people write a contact's full name into one of its fields.</summary>
    private static readonly Dictionary<LinkKind, string[]> WholeNames = new()
    {
        [LinkKind.Company] = ["TITLE"],
        [LinkKind.Contact] = ["NAME", "LAST_NAME"],
    };

    public static string Noun(LinkKind kind) => kind == LinkKind.Contact ? "contact" : "company";

    public static bool IsPhone(string name) =>
        name.Count(char.IsAsciiDigit) >= 5
        && name.All(c => char.IsAsciiDigit(c) || " +-().\u00a0/".Contains(c, StringComparison.Ordinal));

    /// <summary>The duplicate search compares phones and e-mails whatever their spelling; it tells ids only.</summary>
    public static IEnumerable<PortalCall> Communications(LinkKind kind, IReadOnlyList<string> names)
    {
        var mails = names.Where(name => name.Contains('@', StringComparison.Ordinal));
        var phones = names.Where(IsPhone).SelectMany(Spellings).Distinct(StringComparer.Ordinal);
        return Chunks("EMAIL", mails).Concat(Chunks("PHONE", phones));

        IEnumerable<PortalCall> Chunks(string type, IEnumerable<string> values) =>
            values
                .Chunk(ValuesPerLookup)
                .Select(chunk => new PortalCall(
                    "crm.duplicate.findbycomm",
                    new JsonObject
                    {
                        ["type"] = type,
                        ["entity_type"] = Noun(kind).ToUpperInvariant(),
                        ["values"] = Texts(chunk),
                    }
                ));
    }

    public static IEnumerable<PortalCall> ByIds(LinkKind kind, IEnumerable<long> ids) =>
        ids.Order()
            .Chunk(PageSize)
            .Select(chunk =>
                List(kind, new JsonObject { ["@ID"] = new JsonArray([.. chunk.Select(id => (JsonNode)id)]) })
            );

    public static IEnumerable<PortalCall> ByNames(LinkKind kind, IReadOnlyList<string> names)
    {
        foreach (var chunk in names.Chunk(ValuesPerFilter))
        {
            yield return List(kind, new JsonObject { ["@ORIGIN_ID"] = Texts(chunk) });
            foreach (var field in WholeNames[kind])
            {
                yield return List(kind, new JsonObject { ["@" + field] = Texts(chunk) });
            }
        }

        foreach (var filter in kind == LinkKind.Contact ? names.SelectMany(FullNames) : [])
        {
            yield return List(kind, filter);
        }
    }

    /// <summary>Records that a slip of the pen may have meant.</summary>
    public static PortalCall Near(LinkKind kind, string name) =>
        List(
            kind,
            new JsonObject
            {
                [kind == LinkKind.Company ? "%TITLE" : "%LAST_NAME"] = name.Split(
                    [' ', ',', '@'],
                    StringSplitOptions.RemoveEmptyEntries
                )
                    is [.., var last]
                    ? kind == LinkKind.Company
                        ? name.Split(' ')[0]
                        : last
                    : name,
            }
        );

    public static PortalCall List(LinkKind kind, JsonObject filter)
    {
        string[] title = kind == LinkKind.Contact ? ["NAME", "LAST_NAME"] : ["TITLE"];
        return new PortalCall(
            $"crm.{Noun(kind)}.list",
            new JsonObject
            {
                ["filter"] = filter,
                ["select"] = Texts(["ID", .. title, OriginRule.Origin, "PHONE", "EMAIL"]),
                ["order"] = new JsonObject { ["ID"] = "ASC" },
                ["start"] = -1,
            }
        );
    }

    /// <summary>Where the given name ends and the last name begins is not known, and both may stand first.</summary>
    private static IEnumerable<JsonObject> FullNames(string name)
    {
        if (name.Contains('@', StringComparison.Ordinal) || IsPhone(name))
        {
            yield break;
        }

        var words = name.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        for (var split = 1; split < Math.Min(words.Length, 5); split++)
        {
            var (first, rest) = (string.Join(' ', words[..split]), string.Join(' ', words[split..]));
            yield return new JsonObject { ["=NAME"] = first, ["=LAST_NAME"] = rest };
            if (name.Contains(',', StringComparison.Ordinal))
            {
                yield return new JsonObject { ["=NAME"] = rest, ["=LAST_NAME"] = first };
            }
        }
    }

    private static IEnumerable<string> Spellings(string phone)
    {
        var digits = MultifieldEditor.Key("PHONE", phone);
        return [phone, digits, "+" + digits, "00" + digits];
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
