using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Storage;

namespace LeadOps.Exporting;

/// <summary>One exported lead: its key, its id and its writable values, as rows of a fixture hold them.</summary>
public sealed record ExportedLead(string Key, long Id, JsonObject Values);

/// <summary>
/// All exported leads in the order of their keys, with the columns that any of them has; read from disk at each walk.
/// </summary>
public sealed class Export : IDisposable
{
    internal static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly SortedSpool spool;

    internal Export(IReadOnlyList<string> columns, SortedSpool spool, IReadOnlyList<string> leftOut)
    {
        Columns = columns;
        LeftOut = leftOut;
        this.spool = spool;
    }

    public IReadOnlyList<string> Columns { get; }

    /// <summary>The rows say which leads they were; not when these are to stay unknown.</summary>
    public bool HasIds { get; init; } = true;

    /// <summary>Columns of numbers; their values are texts that only numbers have.</summary>
    public IReadOnlySet<string> Numbers { get; init; } = new HashSet<string>();

    /// <summary>What the leads hold and no fixture could set, for people.</summary>
    public IReadOnlyList<string> LeftOut { get; }

    public IEnumerable<ExportedLead> Leads =>
        spool
            .Read()
            .Select(entry => JsonNode.Parse(entry.Value)!.AsObject())
            .Select(lead => new ExportedLead(
                lead["key"]!.GetValue<string>(),
                lead["id"]!.GetValue<long>(),
                lead["values"]!.AsObject()
            ));

    public int Count => spool.Count;

    public void Dispose() => spool.Dispose();
}
