using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Pages;

/// <summary>Leads as the page shows them: cards by stage, rows, and one with everything.</summary>
internal sealed class LeadView(LeadDesk leads)
{
    private const int CardsOfAStage = 25;
    private const int RowsOfAPage = 100;

    /// <summary>The newest leads of each stage, and how many there are.</summary>
    public JsonNode Board(Parameters call)
    {
        var found = Found(call.Get("search")).GroupBy(lead => lead["STATUS_ID"] ?? "").ToDictionary(group => group.Key);
        return Nodes.List(
            leads.Catalogue.Stages,
            stage => new JsonObject
            {
                ["stage"] = stage.StatusId,
                ["total"] = found.GetValueOrDefault(stage.StatusId)?.Count() ?? 0,
                ["leads"] = Cards(found.GetValueOrDefault(stage.StatusId)?.Take(CardsOfAStage) ?? []),
            }
        );
    }

    public JsonNode List(Parameters call)
    {
        var stage = call.Get("stage");
        var found = Found(call.Get("search")).Where(lead => stage.Length == 0 || lead["STATUS_ID"] == stage).ToList();
        return new JsonObject
        {
            ["total"] = found.Count,
            ["leads"] = Cards(found.Skip(Math.Max(0, call.Start)).Take(RowsOfAPage)),
        };
    }

    /// <summary>Null when the lead is gone; what was written to it is told all the same.</summary>
    public JsonNode One(Parameters call)
    {
        var id = call.Id();
        var lead = leads.Store.Find(id);
        return new JsonObject
        {
            ["id"] = id,
            ["title"] = lead?["TITLE"],
            ["stage"] = lead?["STATUS_ID"],
            ["fields"] = lead is null ? null : new JsonArray([.. Fields(lead)]),
            ["history"] = Nodes.List(leads.History.Of(id).Reverse(), write => Write(write)),
        };
    }

    public JsonObject Write(LeadWrite write) =>
        new()
        {
            ["lead"] = write.LeadId,
            ["title"] = write.Title,
            ["time"] = write.Time,
            ["who"] = UserName($"{write.By.UserId}"),
            ["how"] = write.By.How,
            ["kind"] = write.Kind,
            ["changes"] = Nodes.List(
                write.Changes,
                change => new JsonObject
                {
                    ["field"] = change.Field,
                    ["title"] = Title(change.Field),
                    ["before"] = Shown(change.Field, change.Before),
                    ["after"] = Shown(change.Field, change.After),
                }
            ),
        };

    private IEnumerable<JsonNode> Fields(Lead lead)
    {
        var picture = LeadPicture.Of(lead);
        foreach (var field in leads.Catalogue.Fields.Values)
        {
            var value = picture.GetValueOrDefault(field.Name) ?? leads.Format.Raw(lead, field.Name) ?? "";
            yield return new JsonObject
            {
                ["name"] = field.Name,
                ["title"] = field.Title,
                ["value"] = Shown(field.Name, value),
                ["raw"] = value,
                ["isReadOnly"] = field.IsReadOnly,
            };
        }

        yield return new JsonObject
        {
            ["name"] = "PRODUCT_ROWS",
            ["title"] = "Product rows",
            ["value"] = picture.GetValueOrDefault("PRODUCT_ROWS", ""),
            ["raw"] = "",
            ["isReadOnly"] = true,
        };
    }

    /// <summary>The newest first; a number is also looked for as an id.</summary>
    private IEnumerable<Lead> Found(string search) =>
        leads.Store.Leads.Reverse().Where(lead => search.Length == 0 || Matches(lead, search));

    private static bool Matches(Lead lead, string search) =>
        new[] { $"{lead.Id}", lead["TITLE"], lead["NAME"], lead["LAST_NAME"], lead["COMPANY_TITLE"], lead["ORIGIN_ID"] }
            .Concat(lead.Multifields.Select(item => item.Value))
            .Any(text => text?.Contains(search, StringComparison.OrdinalIgnoreCase) == true);

    private JsonArray Cards(IEnumerable<Lead> found) =>
        Nodes.List(
            found,
            lead => new JsonObject
            {
                ["id"] = lead.Id,
                ["title"] = lead["TITLE"],
                ["name"] = $"{lead["NAME"]} {lead["LAST_NAME"]}".Trim(),
                ["company"] = lead["COMPANY_TITLE"],
                ["amount"] = lead["OPPORTUNITY"],
                ["currency"] = lead["CURRENCY_ID"],
                ["stage"] = lead["STATUS_ID"],
                ["owner"] = UserName(lead["ASSIGNED_BY_ID"]),
                ["modified"] = lead["DATE_MODIFY"],
            }
        );

    private string Title(string field) => leads.Catalogue.Fields.GetValueOrDefault(field)?.Title ?? field;

    /// <summary>Titles beside codes: stages, sources, people, options.</summary>
    private string Shown(string field, string value)
    {
        if (value.Length == 0 || !leads.Catalogue.Fields.TryGetValue(field, out var known))
        {
            return value;
        }

        var title = known switch
        {
            { StatusType: { } dictionary } => leads
                .Catalogue.Of(dictionary)
                .FirstOrDefault(status => status.StatusId == value)
                ?.Name,
            { Type: "user" or "employee" } => UserName(value),
            { Type: "enumeration" } => known.Items.FirstOrDefault(item => $"{item.Id}" == value)?.Value,
            _ => null,
        };
        return title is null || title == value ? value : $"{title} ({value})";
    }

    private string UserName(string? id) =>
        leads.Catalogue.User(Values.Number(id) ?? 0) is { } user ? $"{user.Name} {user.LastName}" : id ?? "";
}
