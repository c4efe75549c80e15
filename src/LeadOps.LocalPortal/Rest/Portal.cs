using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Control;
using LeadOps.LocalPortal.Faults;
using LeadOps.LocalPortal.Limits;
using LeadOps.LocalPortal.Methods;
using LeadOps.LocalPortal.Store;

namespace LeadOps.LocalPortal.Rest;

/// <summary>The portal without HTTP: methods, budgets, the time envelope and the log of writes. One request at a time.</summary>
internal sealed class Portal
{
    private const double LongestRequest = 60;
    private static readonly string[] WriteVerbs =
    [
        ".add",
        ".update",
        ".delete",
        ".set",
        ".import",
        ".batchimport",
        ".mergebatch",
        ".trigger",
    ];

    private readonly PortalOperating billing;
    private readonly CallCosts costs;

    public Portal(PortalStore store, LocalPortalOptions options)
    {
        Store = store;
        Clock = new PortalClock(options.Clock);
        billing = options.Operating;
        costs = LocalPortalException.In(nameof(options.Cost), () => new CallCosts(options.Cost));
        Operating = new OperatingBudget(options.Clock, options.OperatingLimit);
        Bucket = new LeakyBucket(options.Tariff, options.Clock);
        Settings = new Settings(options, store);
        Leads = new LeadDesk(store, Clock, Settings);
        Methods = MethodList.Make(store, Leads, Settings, Clock);
        LocalPortalException.In(nameof(options.Cost), () => Methods.Check(costs));
    }

    public PortalStore Store { get; }

    public PortalClock Clock { get; }

    public OperatingBudget Operating { get; }

    public LeakyBucket Bucket { get; }

    public Settings Settings { get; }

    public LeadDesk Leads { get; }

    public MethodTable Methods { get; }

    public List<JsonObject> WriteLog { get; } = [];

    public SortedDictionary<string, long> Counts { get; } = new(StringComparer.Ordinal);

    public JsonObject Handle(string method, Parameters call, Caller caller, Struck struck)
    {
        var request = new TimeEnvelope(Clock);
        Count(method);
        try
        {
            var body = method == "batch" ? Batch(call, caller, struck, request) : Single(method, call, caller, request);
            if (request.Simulated > LongestRequest)
            {
                throw new RequestCutException();
            }

            return body;
        }
        finally
        {
            Store.Commit();
            Settings.Events.Send();
        }
    }

    private JsonObject Single(string method, Parameters call, Caller caller, TimeEnvelope request)
    {
        var answer = Run(method, call, caller, request, isNested: false);
        var body = new JsonObject { ["result"] = answer.Result };
        if (answer.Next is { } next)
        {
            body["next"] = next;
        }

        if (answer.Total is { } total)
        {
            body["total"] = total;
        }

        body["time"] = request.Write(
            Operating.Sum(caller.Credential, method),
            Operating.ResetAt(caller.Credential, method)
        );
        return body;
    }

    private JsonObject Batch(Parameters call, Caller caller, Struck struck, TimeEnvelope request)
    {
        if (billing == PortalOperating.Batch)
        {
            CheckBudget(caller, "batch");
        }

        var billed = "batch";
        var inner = request;
        var batch = new Batch(
            (index, method, parameters) =>
            {
                if (request.Simulated > LongestRequest)
                {
                    throw new RequestCutException();
                }

                Count(method);
                inner = new TimeEnvelope(Clock);
                billed =
                    billing == PortalOperating.Nested && !Operating.Allows(caller.Credential, method) ? method : billed;
                return Nested(
                    struck.Calls.GetValueOrDefault(index),
                    () => Run(method, parameters, caller, inner, isNested: true),
                    request,
                    inner
                );
            },
            method => Billed(inner, caller, billing == PortalOperating.Nested ? method : "batch")
        );
        var body = new JsonObject { ["result"] = batch.Run(call) };
        if (billing == PortalOperating.Batch && request.Seconds > 0.1)
        {
            Operating.Add(caller.Credential, "batch", request.Seconds);
        }

        body["time"] = request.Write(
            Operating.Sum(caller.Credential, "batch"),
            Operating.ResetAt(caller.Credential, billed)
        );
        return body;
    }

    private JsonObject Billed(TimeEnvelope time, Caller caller, string method) =>
        time.Write(Operating.Sum(caller.Credential, method), Operating.ResetAt(caller.Credential, method));

    private static Answer Nested(string? fault, Func<Answer> run, TimeEnvelope request, TimeEnvelope inner)
    {
        switch (fault)
        {
            case "500":
                throw new RestException(500, "INTERNAL_SERVER_ERROR", "Internal server error");
            case "limit":
                throw new RestException(503, "QUERY_LIMIT_EXCEEDED", "Too many requests");
            case "overload":
                throw new RestException(503, "OVERLOAD_LIMIT", "REST API is blocked due to overload");
        }

        var answer = run();
        request.Simulated += inner.Simulated;
        return fault == "500-after"
            ? throw new RestException(500, "INTERNAL_SERVER_ERROR", "Internal server error")
            : answer;
    }

    private Answer Run(string method, Parameters call, Caller caller, TimeEnvelope time, bool isNested)
    {
        if (!MethodTable.Covers(caller.Scopes, method))
        {
            var holder = caller.IsApplication ? "access" : "webhook";
            throw new RestException(
                401,
                "insufficient_scope",
                isNested ? "" : $"The request requires higher privileges than provided by the {holder} token"
            );
        }

        var known = Methods.Find(method) ?? throw new RestException(404, "ERROR_METHOD_NOT_FOUND", "Method not found!");
        if (!isNested || billing == PortalOperating.Nested)
        {
            CheckBudget(caller, method);
        }

        var answer = known(call, caller);
        time.Simulated += costs.Of(method);
        if (billing == PortalOperating.Nested || (billing == PortalOperating.Batch && !isNested && time.Seconds > 0.1))
        {
            Operating.Add(caller.Credential, method, time.Seconds);
        }

        Log(method, call, answer);
        return answer;
    }

    private void CheckBudget(Caller caller, string method)
    {
        if (billing != PortalOperating.Off && !Operating.Allows(caller.Credential, method))
        {
            throw new RestException(429, "OPERATION_TIME_LIMIT", "Method is blocked due to operation time limit.");
        }
    }

    private void Count(string method) => Counts[method] = Counts.GetValueOrDefault(method) + 1;

    private void Log(string method, Parameters call, Answer answer)
    {
        if (!WriteVerbs.Any(verb => method.EndsWith(verb, StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        var made = answer.Result is JsonObject result ? result["item"]?["id"] : answer.Result;
        WriteLog.Add(
            new JsonObject
            {
                ["method"] = method,
                ["id"] = (call["id"] ?? made)?.DeepClone(),
                ["fields"] = call["fields"]?.DeepClone(),
            }
        );
    }
}
