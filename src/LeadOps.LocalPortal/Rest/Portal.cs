using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Limits;
using LeadOps.LocalPortal.Methods;
using LeadOps.LocalPortal.Store;

namespace LeadOps.LocalPortal.Rest;

/// <summary>The portal without HTTP: methods, budgets, the time envelope and the log of writes. One request at a time.</summary>
internal sealed class Portal
{
    private readonly Dictionary<string, Method> methods = new(StringComparer.OrdinalIgnoreCase);
    private readonly PortalStore store;
    private readonly TimeProvider clock;

    public Portal(PortalStore store, LocalPortalOptions options)
    {
        this.store = store;
        clock = options.Clock;
        Operating = new OperatingBudget(clock);
        Bucket = new LeakyBucket(options.Tariff, clock);
        Writes = new LeadWrites(store, clock);
        foreach (var (name, method) in new LeadMethods(store, Writes).Table.Concat(new SystemMethods(clock).Table))
        {
            methods[name] = method;
        }
    }

    public OperatingBudget Operating { get; }

    public LeakyBucket Bucket { get; }

    public LeadWrites Writes { get; }

    public List<JsonObject> WriteLog { get; } = [];

    public SortedDictionary<string, long> Counts { get; } = new(StringComparer.Ordinal);

    public HashSet<long> Refused { get; } = [];

    public JsonObject Handle(string method, Parameters call, Caller caller)
    {
        var started = clock.GetUtcNow();
        var watch = Stopwatch.StartNew();
        Count(method);
        JsonObject body;
        if (method.Equals("batch", StringComparison.OrdinalIgnoreCase))
        {
            var batch = new Batch((name, parameters) => Counted(name, parameters, caller), () => Time("batch", started, 0));
            body = new JsonObject { ["result"] = batch.Run(call) };
        }
        else
        {
            var answer = Run(method, call, caller);
            body = new JsonObject { ["result"] = answer.Result };
            if (answer.Next is { } next)
            {
                body["next"] = next;
            }

            if (answer.Total is { } total)
            {
                body["total"] = total;
            }
        }

        store.Commit();
        body["time"] = Time(method, started, watch.Elapsed.TotalSeconds);
        return body;
    }

    private Answer Counted(string method, Parameters call, Caller caller)
    {
        Count(method);
        return Run(method, call, caller);
    }

    private void Count(string method) => Counts[method] = Counts.GetValueOrDefault(method) + 1;

    private Answer Run(string method, Parameters call, Caller caller)
    {
        if (!methods.TryGetValue(method, out var known))
        {
            throw new RestException(404, "ERROR_METHOD_NOT_FOUND", "Method not found!");
        }

        if (!Operating.Allows(method))
        {
            throw new RestException(429, "OPERATION_TIME_LIMIT", "Method is blocked due to operation time limit.");
        }

        var isWrite = method.EndsWith(".add", StringComparison.Ordinal) || method.EndsWith(".update", StringComparison.Ordinal) || method.EndsWith(".delete", StringComparison.Ordinal) || method.EndsWith(".set", StringComparison.Ordinal);
        if (isWrite && Refused.Count > 0 && long.TryParse(Parameters.Text(call["id"]), out var id) && Refused.Contains(id))
        {
            throw new RestException(400, "", "Access denied.");
        }

        var watch = Stopwatch.StartNew();
        var answer = known(call, caller);
        Operating.Add(method, watch.Elapsed.TotalSeconds);
        if (isWrite)
        {
            WriteLog.Add(new JsonObject { ["method"] = method, ["id"] = call["id"]?.DeepClone() ?? answer.Result?.DeepClone(), ["fields"] = call["fields"]?.DeepClone() });
        }

        return answer;
    }

    private JsonObject Time(string method, DateTimeOffset started, double seconds)
    {
        var finished = clock.GetUtcNow();
        return new JsonObject
        {
            ["start"] = started.ToUnixTimeMilliseconds() / 1000.0,
            ["finish"] = finished.ToUnixTimeMilliseconds() / 1000.0,
            ["duration"] = Math.Round(seconds, 6),
            ["processing"] = Math.Round(seconds, 6),
            ["date_start"] = PortalTime.Write(started),
            ["date_finish"] = PortalTime.Write(finished),
            ["operating_reset_at"] = Operating.ResetAt(method),
            ["operating"] = Math.Round(Operating.Sum(method), 6),
        };
    }

    public JsonArray Dump() => new([.. store.Leads.Select(lead => (JsonNode)Full(lead))]);

    private static JsonObject Full(Lead lead)
    {
        var row = LeadFormat.Row(lead, Catalogue.Fields.Keys.Order(StringComparer.Ordinal));
        row["CONTACT_IDS"] = new JsonArray([.. lead.Contacts.Select(binding => (JsonNode)binding.ContactId.ToString(CultureInfo.InvariantCulture))]);
        return row;
    }

    public void Edit(long id, JsonObject fields)
    {
        if (store.Find(id) is { } lead)
        {
            Writes.Apply(lead, fields, 9, isNew: false);
            store.Commit();
        }
    }
}
