using System.Data.Common;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Faults;
using LeadOps.LocalPortal.Limits;
using LeadOps.LocalPortal.Wire;
using Microsoft.AspNetCore.Http;

namespace LeadOps.LocalPortal.Server;

/// <summary>`/rest/…`: address, credential, limits, the work, and the faults that strike a request.</summary>
internal sealed class RestEndpoint(Portal portal, PortalCut cut)
{
    private readonly FaultEffects effects = new(portal);
    private int inFlight;

    /// <summary>Requests that are being answered.</summary>
    public int InFlight => Volatile.Read(ref inFlight);

    public async Task AnswerAsync(HttpContext http, string path)
    {
        Interlocked.Increment(ref inFlight);
        try
        {
            await RestAsync(http, path);
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    }

    private async Task RestAsync(HttpContext http, string path)
    {
        var call = await RequestReader.ReadAsync(http.Request);
        var (method, isXml) = Credentials.Method(path);
        var called = Called(method, call);
        var struck = portal.Faults.Strike(called);
        var recorder = new RequestRecorder(portal, method, called, struck);
        foreach (var slow in struck.Request.Where(fault => fault.Action == "slow"))
        {
            await Task.Delay(TimeSpan.FromSeconds(CallCosts.Seconds(slow.Argument) ?? 0), http.RequestAborted);
        }

        if (FaultAnswers.Instead(http, struck, path) is { } instead)
        {
            await instead;
            recorder.Done(http.Response.StatusCode);
            return;
        }

        if (Run(http, path, method, call, struck, recorder) is not { } done)
        {
            await (cut == PortalCut.Drop ? FaultAnswers.Abort(http) : FaultAnswers.TimedOut(http));
            recorder.Done(cut == PortalCut.Drop ? null : http.Response.StatusCode);
            return;
        }

        recorder.Answered(done.Body);

        await (
            FaultAnswers.After(http, struck, done.Body)
            ?? (isXml ? AnswerWriter.XmlAsync : (Func<HttpContext, int, JsonNode, Task>)AnswerWriter.JsonAsync)(
                http,
                done.Status,
                done.Body
            )
        );
        recorder.Done(http.Response.StatusCode);
    }

    private static List<string> Called(string method, Parameters call) =>
        method == "batch"
            ? [method, .. Batch.Commands(call).Select(command => Batch.MethodOf(command.Command).ToLowerInvariant())]
            : [method];

    /// <summary>Null when the request lasted too long and was cut.</summary>
    private (int Status, JsonObject Body)? Run(
        HttpContext http,
        string path,
        string method,
        Parameters call,
        Struck struck,
        RequestRecorder recorder
    )
    {
        var header = http.Request.Headers.Authorization.ToString();
        var bearer = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;
        lock (portal.Gate)
        {
            try
            {
                effects.Before(struck);
                portal.Settings.Check(http.Request.IsHttps);
                var caller = portal.Credentials.Caller(path, call, bearer);
                recorder.By(caller);
                effects.Of(struck, caller);
                return portal.Bucket.TryAdd($"{http.Connection.RemoteIpAddress}")
                    ? (200, portal.Handle(method, call, caller, struck))
                    : throw new RestException(503, "QUERY_LIMIT_EXCEEDED", "Too many requests");
            }
            catch (RestException problem)
            {
                return (problem.Status, problem.Body);
            }
            catch (RequestCutException)
            {
                return null;
            }
            catch (Exception problem) when (IsUnexpectedShape(problem))
            {
                // A shape that no method expects, or a full disk, must not bring the portal down or show its inside.
                Console.Error.WriteLine(problem);
                return (500, AnswerWriter.Error("INTERNAL_SERVER_ERROR", "Internal server error"));
            }
        }
    }

    private static bool IsUnexpectedShape(Exception problem) =>
        problem
            is InvalidOperationException
                or FormatException
                or ArgumentException
                or KeyNotFoundException
                or OverflowException
                or DbException;
}
