using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Control;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Limits;
using LeadOps.LocalPortal.Methods;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Server;

/// <summary>Runs single calls: scope, budget, the method, its cost, the log.</summary>
internal sealed class CallRunner(
    MethodTable methods,
    OperatingBudget operating,
    CallCosts costs,
    PortalOperating billing,
    CallLog log,
    LeadHistory history
)
{
    /// <summary>On self-hosted portals shorter calls cost nothing (REST.md 4.3).</summary>
    private const double Free = 0.1;

    public PortalOperating Billing => billing;

    public Answer Run(string method, Parameters call, Caller caller, TimeEnvelope time, bool isNested)
    {
        CheckScope(method, caller, isNested);
        var known = methods.Find(method) ?? throw new RestException(404, "ERROR_METHOD_NOT_FOUND", "Method not found!");
        if (!isNested || billing == PortalOperating.Nested)
        {
            CheckBudget(caller, method);
        }

        var answer = new Answer(null);
        history.As(
            new Actor(caller.UserId, isNested ? $"{method} in a batch" : method),
            () => answer = known(call, caller)
        );
        time.Simulated += costs.Of(method);
        if (billing == PortalOperating.Nested || (billing == PortalOperating.Batch && !isNested && time.Seconds > Free))
        {
            operating.Add(caller.Credential, method, time.Seconds);
        }

        log.Write(method, call, answer);
        return answer;
    }

    public void Count(string method) => log.Count(method);

    public bool Allows(Caller caller, string method) => operating.Allows(caller.Credential, method);

    public void CheckBudget(Caller caller, string method)
    {
        if (billing != PortalOperating.Off && !Allows(caller, method))
        {
            throw new RestException(429, "OPERATION_TIME_LIMIT", "Method is blocked due to operation time limit.");
        }
    }

    /// <summary>Where calls inside a batch are not billed one by one, the batch is.</summary>
    public void BillBatch(Caller caller, TimeEnvelope request)
    {
        if (billing == PortalOperating.Batch && request.Seconds > Free)
        {
            operating.Add(caller.Credential, "batch", request.Seconds);
        }
    }

    /// <param name="blocked">The method whose budget says when there is time again.</param>
    public JsonObject Time(TimeEnvelope time, Caller caller, string method, string? blocked = null) =>
        time.Write(operating.Sum(caller.Credential, method), operating.ResetAt(caller.Credential, blocked ?? method));

    private static void CheckScope(string method, Caller caller, bool isNested)
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
    }
}
