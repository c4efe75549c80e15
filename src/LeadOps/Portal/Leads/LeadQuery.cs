using System.Text.Json.Nodes;

namespace LeadOps.Portal.Leads;

/// <summary>
/// A list of leads in one API's spelling, read by rising id: <paramref name="IdKey"/> is how the id is called there,
/// and
/// <paramref name="RowPath"/> where the rows stand in the result.
/// </summary>
public sealed record LeadQuery(
    string Method,
    JsonObject Fixed,
    JsonObject Filter,
    IReadOnlyList<string> Select,
    string IdKey,
    string RowPath
)
{
    public const int PageSize = 50;

    /// <summary>At most fifty leads after an id; counting is off, because it is what makes lists slow.</summary>
    public PortalCall After(long? id)
    {
        var keyset = (JsonObject)Filter.DeepClone();
        keyset.Remove(">" + IdKey);
        if (id is { } last)
        {
            keyset[">" + IdKey] = last;
        }

        return Call(keyset, -1);
    }

    /// <summary>The page that follows the one of an earlier command of the same batch.</summary>
    internal PortalCall Following(string command) =>
        After(null) with
        {
            Reference = $"&filter[%3E{IdKey}]=$result[{command}]{RowPath}[{PageSize - 1}][{IdKey}]",
        };

    /// <summary>The highest ids of the list, falling: how far it reaches, and how dense it is there.</summary>
    public PortalCall Last(long after)
    {
        var call = (this with { Select = [IdKey] }).After(after);
        call.Parameters["order"] = new JsonObject { [IdKey] = "DESC" };
        return call;
    }

    /// <summary>So many pages after an id, each after the last lead of the one before.</summary>
    /// <param name="place">Of the first page among the calls of its request.</param>
    internal IEnumerable<PortalCall> Pages(long after, int count, int place) =>
        Enumerable.Range(place, count).Select(page => page == place ? After(after) : Following($"c{page - 1}"));

    /// <summary>One page of a filter that names its leads.</summary>
    public PortalCall Only() => Call((JsonObject)Filter.DeepClone(), -1);

    /// <summary>A page with the total.</summary>
    public PortalCall Counted() => Call((JsonObject)Filter.DeepClone(), 0);

    private PortalCall Call(JsonObject filter, int start)
    {
        var parameters = (JsonObject)Fixed.DeepClone();
        parameters["filter"] = filter;
        parameters["select"] = new JsonArray([.. Select.Select(name => (JsonNode)name)]);
        parameters["order"] = new JsonObject { [IdKey] = "ASC" };
        parameters["start"] = start;
        return new PortalCall(Method, parameters);
    }
}
