using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Plans;

namespace LeadOps.Cli.Views.Portals;

/// <summary>Leads of several portals in which one change does the same.</summary>
internal sealed class PortalChange
{
    private readonly List<FieldSpread> fields;
    private readonly LeadAction action;
    private int portals;

    public PortalChange(ChangeGroup first)
    {
        (Change, action) = (first.Change, first.Action);
        fields = [.. first.Fields.Select(field => new FieldSpread(field.Name))];
        Add(first);
    }

    public string Change { get; }

    public int Leads { get; private set; }

    /// <summary>By what people read: ids of the same stage differ from portal to portal.</summary>
    public static string KeyOf(ChangeGroup group) =>
        string.Join('\n', [group.Change, group.Action.ToString(), .. group.Fields.Select(field => field.Aim())]);

    public static string Named(string change) => change.Length > 0 ? change : "-";

    public void Add(ChangeGroup group)
    {
        Leads += group.Count;
        portals++;
        foreach (var (sum, field) in fields.Zip(group.Fields))
        {
            sum.Add(field);
        }
    }

    public string Line() =>
        $"{Named(Change)}: {Counted.Number(Leads)} {(action == LeadAction.Blocked ? Word : "to " + Word)} "
        + $"on {Counted.Of(portals, "portal", "portals")}"
        + (fields.Count > 0 ? $": {string.Join("; ", fields.Select(field => field.Line()))}" : "");

    public JsonObject Document() =>
        new()
        {
            ["change"] = Change,
            ["action"] = Word,
            ["leads"] = Leads,
            ["portals"] = portals,
            ["fields"] = PortalWords.Texts(fields.Select(field => field.Line())),
        };

    private string Word => Spelled.AsCode(action);
}
