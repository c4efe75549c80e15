using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using LeadOps.Portal.Limits;

namespace LeadOps.Portal;

/// <summary>Bodies to answers; every shape a portal may choose for the same thing is understood.</summary>
internal sealed class PortalWire(OperatingLedger operating, PortalStats stats)
{
    public const int BatchSize = 50;

    internal static readonly string[] Keys = [.. Enumerable.Range(0, BatchSize).Select(i => $"c{i}")];

    internal static OperatingReset? Reset(JsonElement time) =>
        Moment(time, "operating_reset_at") is { } at ? new OperatingReset(at, Moment(time, "finish")) : null;

    private static DateTimeOffset? Moment(JsonElement time, string name) =>
        AnswerJson.Number(time, name) is > 0 and < 1e11 and var seconds
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;

    /// <summary>How long the portal says that it worked.</summary>
    public static TimeSpan Duration(JsonElement envelope) =>
        envelope.TryGetProperty("time", out var time) ? TimeSpan.FromSeconds(Seconds(time)) : TimeSpan.Zero;

    private static double Seconds(JsonElement time) =>
        AnswerJson.Number(time, "duration") is >= 0 and < 3600 and var seconds ? seconds : 0;

    public IReadOnlyList<CallAnswer> Answers(PortalRequest request, JsonElement envelope) =>
        request.Envelope == Envelope.Direct ? [Single(request.Calls[0], envelope)] : Many(request.Calls, envelope);

    private CallAnswer Single(PortalCall call, JsonElement envelope)
    {
        Note(call.Method, envelope.TryGetProperty("time", out var time) ? time : default);
        return Usable(
            call,
            new CallResult(
                envelope.GetProperty("result"),
                AnswerJson.Whole(envelope, "total"),
                AnswerJson.Whole(envelope, "next")
            )
        );
    }

    private static CallAnswer Usable(PortalCall call, CallResult answer) =>
        AnswerShapes.Fits(call.Method, answer.Value)
            ? answer
            : new CallUnknown($"the answer to {call.Method} is not one that the portal gives");

    private IReadOnlyList<CallAnswer> Many(IReadOnlyList<PortalCall> calls, JsonElement envelope)
    {
        Note("batch", envelope.TryGetProperty("time", out var outer) ? outer : default);
        var result = envelope.GetProperty("result");
        if (result.ValueKind != JsonValueKind.Object)
        {
            return [.. calls.Select(_ => new CallUnknown("the answer is not the answer to a batch"))];
        }

        var results = OfCalls(result, "result", calls.Count);
        var errors = OfCalls(result, "result_error", calls.Count);
        var totals = OfCalls(result, "result_total", calls.Count);
        var nexts = OfCalls(result, "result_next", calls.Count);
        var times = OfCalls(result, "result_time", calls.Count);
        var answers = new CallAnswer[calls.Count];
        for (var i = 0; i < calls.Count; i++)
        {
            Note(calls[i].Method, times[i]);
            answers[i] =
                IsThere(errors[i]) ? Failed(calls[i], errors[i], Reset(times[i]) ?? Reset(outer))
                : IsThere(results[i])
                    ? Usable(
                        calls[i],
                        new CallResult(results[i], AnswerJson.Whole(totals[i]), AnswerJson.Whole(nexts[i]))
                        {
                            Seconds = Seconds(times[i]),
                        }
                    )
                : new CallNotExecuted("an earlier call of the same batch failed");
        }

        return answers;
    }

    private CallAnswer Failed(PortalCall call, JsonElement error, OperatingReset? reset)
    {
        var problem =
            error.ValueKind == JsonValueKind.Object
                ? PortalError.Of(
                    error.TryGetProperty("error", out var code) ? code.ToString() : "",
                    error.TryGetProperty("error_description", out var text) ? text.ToString() : "",
                    400
                )
                : PortalError.Of("", error.ToString(), 400);
        if (problem.Kind == ErrorKind.Wait)
        {
            operating.Exhausted(call.Method, reset);
            return new CallNotExecuted($"operating limit of {call.Method}", IsLimit: true);
        }

        // The portal broke down in the middle of this call; what it did before is not known.
        return problem.Kind == ErrorKind.Retry
            ? new CallUnknown(problem.ToString())
            : new CallFailure(problem with { Method = call.Method });
    }

    private void Note(string method, JsonElement time)
    {
        if (AnswerJson.Number(time, "operating") is { } spent && Reset(time) is { } reset)
        {
            operating.Note(method, spent, reset);
        }

        if (AnswerJson.Number(time, "processing") is { } worked)
        {
            stats.Worked(method, worked);
        }
    }

    /// <summary>
    /// What a part of the answer says of each call. It arrives as object, as list when its keys are 0..n-1, and as `[]`
    /// when empty.
    /// </summary>
    private static JsonElement[] OfCalls(JsonElement result, string name, int calls)
    {
        var found = new JsonElement[calls];
        if (!result.TryGetProperty(name, out var part))
        {
            return found;
        }

        if (part.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in part.EnumerateObject())
            {
                if (PlaceOf(JsonMarshal.GetRawUtf8PropertyName(property)) is { } place && place < calls)
                {
                    found[place] = property.Value;
                }
            }
        }
        else if (part.ValueKind == JsonValueKind.Array)
        {
            foreach (var (place, value) in part.EnumerateArray().Take(calls).Index())
            {
                found[place] = value;
            }
        }

        return found;
    }

    /// <summary>Of the call with this key.</summary>
    private static int? PlaceOf(ReadOnlySpan<byte> key) =>
        key is [(byte)'c', .. var digits]
        && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? place
            : null;

    private static bool IsThere(JsonElement element) => element.ValueKind != JsonValueKind.Undefined;
}
