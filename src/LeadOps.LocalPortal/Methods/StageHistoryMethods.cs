using System.Globalization;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods;

/// <summary>crm.stagehistory.list: every stage move with its time.</summary>
internal sealed class StageHistoryMethods(LeadDesk desk)
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["ID"] = "integer",
        ["TYPE_ID"] = "integer",
        ["OWNER_ID"] = "integer",
        ["CREATED_TIME"] = "datetime",
        ["STATUS_SEMANTIC_ID"] = "string",
        ["STATUS_ID"] = "string",
    };

    public IEnumerable<(string, Method)> Table => [("crm.stagehistory.list", List)];

    private Answer List(Parameters call, Caller caller)
    {
        if (call.Int("entityTypeId") != 1)
        {
            throw RestException.Zero(
                call.Get("entityTypeId").Length == 0
                    ? "The parameter entityTypeId is required."
                    : $"Entity type {call.Int("entityTypeId")} is not supported"
            );
        }

        caller.CheckIntranet();
        var filter = call.Filter;
        var rows = Moves(filter)
            .Where(move => desk.Store.Find(move.OwnerId) is { } lead && desk.Gate.CanRead(caller, lead))
            .Select(Row);
        var order = call.Order;
        var (page, total, next) = Page.Of(
            desk.Rows.Filter(rows, filter, Types),
            found => IsById(order) ? found : RowQuery.Sort(found, order, Types),
            call.Start
        );
        var select = Parameters.Texts(call["select"]);
        return new Answer(
            new JsonObject { ["items"] = Nodes.List(page.Select(row => RowQuery.Select(row, select))) },
            total ?? 0,
            next
        );
    }

    /// <summary>By id. Those of some leads, or behind an id, are found without a look at all.</summary>
    private IEnumerable<StageMove> Moves(JsonObject filter)
    {
        var owners = Parameters
            .Texts(filter["OWNER_ID"] ?? filter["=OWNER_ID"] ?? filter["@OWNER_ID"])
            .Select(PhpNumber.Int)
            .ToList();
        var after = Parameters.Int(filter[">ID"]);
        var moves =
            owners.Count > 0
                ? owners.Distinct().SelectMany(desk.Store.Moves.Of).OrderBy(move => move.Id)
                : desk.Store.Moves.All;
        return moves.Where(move => move.Id > after);
    }

    private static bool IsById(JsonObject order) =>
        order.Count == 0
        || (
            order.First().Key == "ID"
            && !Parameters.Text(order.First().Value).Equals("DESC", StringComparison.OrdinalIgnoreCase)
        );

    private JsonObject Row(StageMove move) =>
        new()
        {
            ["ID"] = move.Id,
            ["TYPE_ID"] = move.TypeId,
            ["OWNER_ID"] = move.OwnerId,
            ["CREATED_TIME"] = desk.Clock.Time.TryParse(move.Time, out var time)
                ? desk.Clock.Time.Write(time)
                : move.Time.ToString(CultureInfo.InvariantCulture),
            ["STATUS_SEMANTIC_ID"] = move.Semantics,
            ["STATUS_ID"] = move.StatusId,
        };
}
