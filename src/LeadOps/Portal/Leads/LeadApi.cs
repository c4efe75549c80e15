using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Fields;

namespace LeadOps.Portal.Leads;

/// <summary>
/// One of the portal's two APIs for leads. On this side fields, filters and rows have the names and shapes of
/// crm.lead.*, whatever goes over the wire.
/// </summary>
public abstract class LeadApi
{
    public static LeadApi CrmLead { get; } = new CrmLeadApi();

    /// <summary>One filter may hold alternatives, as `{"0": {"logic": "OR", "0": …, "1": …}}`.</summary>
    public virtual bool HasOr => false;

    /// <summary>
    /// This filter with its groups works for a list of these fields; where it does not, the groups would be ignored.
    /// </summary>
    public virtual bool TakesGroups(JsonObject filter, IReadOnlyList<string> select) => false;

    /// <summary>Updates take `params` such as REGISTER_SONET_EVENT.</summary>
    public virtual bool TakesParams => true;

    public abstract LeadQuery Query(JsonObject filter, IReadOnlyList<string> select);

    /// <summary>The rows of a list's result.</summary>
    public abstract IEnumerable<JsonElement> Rows(JsonElement result);

    /// <summary>What its methods begin with: `crm.lead` or `crm.item`.</summary>
    public abstract string Family { get; }

    /// <summary>A field with null must stay empty, whatever the portal gives to new leads by itself.</summary>
    public abstract PortalCall Add(JsonObject fields, JsonObject? parameters);

    /// <summary>The fewest calls that carry all fields; a second one where this API cannot do what is asked.</summary>
    public abstract IReadOnlyList<PortalCall> Update(LeadId id, JsonObject fields, JsonObject? parameters);

    public abstract PortalCall Delete(LeadId id);

    /// <summary>How many calls an update of these fields may take at the most.</summary>
    public virtual int MostCalls(IEnumerable<string> fields) => 1;

    /// <summary>Why a field goes through the other API; null when it does not.</summary>
    public virtual string? Detour(FieldDefinition field, FieldValue after) => null;
}

/// <summary>crm.lead.*: the names and shapes are its own.</summary>
internal sealed class CrmLeadApi : LeadApi
{
    public override LeadQuery Query(JsonObject filter, IReadOnlyList<string> select) =>
        new("crm.lead.list", [], filter, select, "ID", "");

    public override IEnumerable<JsonElement> Rows(JsonElement result) => result.EnumerateArray();

    public override PortalCall Add(JsonObject fields, JsonObject? parameters) =>
        new("crm.lead.add", With(new JsonObject { ["fields"] = Given(fields) }, parameters));

    /// <summary>It gives no default to what is left out and may stay empty.</summary>
    private static JsonObject Given(JsonObject fields) =>
        new(
            fields
                .Where(field => field.Value is not null)
                .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))
        );

    public override IReadOnlyList<PortalCall> Update(LeadId id, JsonObject fields, JsonObject? parameters) =>
        [new("crm.lead.update", With(new JsonObject { ["id"] = id.Value, ["fields"] = fields }, parameters))];

    public override string Family => "crm.lead";

    public override PortalCall Delete(LeadId id) => new("crm.lead.delete", new JsonObject { ["id"] = id.Value });

    private static JsonObject With(JsonObject call, JsonObject? parameters)
    {
        if (parameters is not null)
        {
            call["params"] = parameters;
        }

        return call;
    }
}
