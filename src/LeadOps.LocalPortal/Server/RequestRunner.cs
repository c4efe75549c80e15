using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Faults;
using LeadOps.LocalPortal.Limits;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Server;

/// <summary>
/// One request: a call, or the calls of a batch in their order, within the time that the front server allows.
/// </summary>
internal sealed class RequestRunner(CallRunner calls, PortalClock clock, Caller caller, Struck struck)
{
    private const double LongestRequest = 60;

    /// <summary>Faults that strike one call of a batch instead of doing its work.</summary>
    private static readonly Dictionary<string, (int Status, string Code, string Text)> Instead = new(
        StringComparer.Ordinal
    )
    {
        ["500"] = (500, "INTERNAL_SERVER_ERROR", "Internal server error"),
        ["limit"] = (503, "QUERY_LIMIT_EXCEEDED", "Too many requests"),
        ["overload"] = (503, "OVERLOAD_LIMIT", "REST API is blocked due to overload"),
        ["missing"] = (404, "ERROR_METHOD_NOT_FOUND", "Method not found!"),
    };

    private readonly TimeEnvelope request = new(clock);

    public JsonObject Run(string method, Parameters call)
    {
        calls.Count(method);
        var body = method == "batch" ? Batch(call) : Single(method, call);
        CheckTime();
        return body;
    }

    private JsonObject Single(string method, Parameters call)
    {
        var answer = calls.Run(method, call, caller, request, isNested: false);
        var body = new JsonObject { ["result"] = answer.Result };
        if (answer.Next is { } next)
        {
            body["next"] = next;
        }

        if (answer.Total is { } total)
        {
            body["total"] = total;
        }

        body["time"] = calls.Time(request, caller, method);
        return body;
    }

    private JsonObject Batch(Parameters call)
    {
        if (calls.Billing == PortalOperating.Batch)
        {
            calls.CheckBudget(caller, "batch");
        }

        var isNested = calls.Billing == PortalOperating.Nested;
        var blocked = "batch";
        var inner = request;
        var batch = new Batch(
            (index, method, parameters) =>
            {
                CheckTime();
                calls.Count(method);
                inner = new TimeEnvelope(clock);
                blocked = isNested && !calls.Allows(caller, method) ? method : blocked;
                return Nested(index, method, parameters, inner);
            },
            method => calls.Time(inner, caller, isNested ? method : "batch")
        );
        var body = new JsonObject { ["result"] = batch.Run(call) };
        calls.BillBatch(caller, request);
        body["time"] = calls.Time(request, caller, "batch", blocked);
        return body;
    }

    private Answer Nested(int index, string method, Parameters call, TimeEnvelope time)
    {
        var fault = struck.Calls.GetValueOrDefault(index) ?? "";
        if (Instead.TryGetValue(fault, out var error))
        {
            throw new RestException(error.Status, error.Code, error.Text);
        }

        var answer = calls.Run(method, call, caller, time, isNested: true);
        request.Simulated += time.Simulated;
        return fault == "500-after"
            ? throw new RestException(500, "INTERNAL_SERVER_ERROR", "Internal server error")
            : answer;
    }

    private void CheckTime()
    {
        if (request.Simulated > LongestRequest)
        {
            throw new RequestCutException();
        }
    }
}
