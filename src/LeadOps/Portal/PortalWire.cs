using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Portal.Limits;

namespace LeadOps.Portal;

/// <summary>Calls to bodies and bodies to answers; every shape a portal may choose for the same thing is understood.</summary>
internal sealed class PortalWire(OperatingLedger operating, PortalStats stats)
{
    public const int BatchSize = 50;

    public static JsonObject Batch(IReadOnlyList<PortalCall> calls, bool halt)
    {
        var commands = new JsonObject();
        for (var i = 0; i < calls.Count; i++)
        {
            commands[$"c{i}"] = BatchCommand.Write(calls[i]);
        }

        return new JsonObject { ["halt"] = halt ? 1 : 0, ["cmd"] = commands };
    }

    /// <summary>The envelope of one request: its result, or its error; null when the body is not the portal's.</summary>
    public static (JsonElement? Envelope, PortalError? Error) Open(HttpAnswer answer)
    {
        if (Parse(answer.Body) is not { ValueKind: JsonValueKind.Object } root)
        {
            return (null, PortalError.OfPage(answer.Status));
        }

        // An error is an error whatever the status, also with an empty code or the number 0.
        if (root.TryGetProperty("error", out var code))
        {
            return (
                root,
                PortalError.Of(
                    code.ToString(),
                    root.TryGetProperty("error_description", out var text) ? text.ToString() : code.ToString(),
                    answer.Status
                )
            );
        }

        return root.TryGetProperty("result", out _) && answer.Status is >= 200 and < 300
            ? (root, null)
            : (null, PortalError.OfPage(answer.Status));
    }

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>How long the portal says that it worked.</summary>
    public static TimeSpan Duration(JsonElement envelope) =>
        envelope.TryGetProperty("time", out var time)
        && time.ValueKind == JsonValueKind.Object
        && time.TryGetProperty("duration", out var duration)
        && duration.ValueKind == JsonValueKind.Number
        && duration.GetDouble() is >= 0 and < 3600 and var seconds
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.Zero;

    public CallAnswer Single(PortalCall call, JsonElement envelope)
    {
        Note(call.Method, envelope.TryGetProperty("time", out var time) ? time : default);
        return new CallResult(envelope.GetProperty("result"), Number(envelope, "total"), Number(envelope, "next"));
    }

    public IReadOnlyList<CallAnswer> Many(IReadOnlyList<PortalCall> calls, JsonElement envelope)
    {
        Note("batch", envelope.TryGetProperty("time", out var outer) ? outer : default);
        var result = envelope.GetProperty("result");
        if (result.ValueKind != JsonValueKind.Object)
        {
            return [.. calls.Select(_ => new CallUnknown("the answer is not the answer to a batch"))];
        }

        var (results, errors) = (Container(result, "result"), Container(result, "result_error"));
        var (totals, nexts, times) = (
            Container(result, "result_total"),
            Container(result, "result_next"),
            Container(result, "result_time")
        );
        var answers = new CallAnswer[calls.Count];
        for (var i = 0; i < calls.Count; i++)
        {
            var key = $"c{i}";
            if (times.TryGetValue(key, out var time))
            {
                Note(calls[i].Method, time);
            }

            answers[i] =
                errors.TryGetValue(key, out var error) ? Failed(calls[i], error)
                : results.TryGetValue(key, out var value) ? new CallResult(value, Int(totals, key), Int(nexts, key))
                : new CallNotExecuted("an earlier call of the same batch failed");
        }

        return answers;
    }

    private CallAnswer Failed(PortalCall call, JsonElement error)
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
            operating.Exhausted(call.Method);
            return new CallNotExecuted($"operating limit of {call.Method}", IsLimit: true);
        }

        // The portal broke down in the middle of this call; what it did before is not known.
        return problem.Kind == ErrorKind.Retry ? new CallUnknown(problem.ToString()) : new CallFailure(problem);
    }

    private void Note(string method, JsonElement time)
    {
        if (time.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (
            time.TryGetProperty("operating", out var spent)
            && time.TryGetProperty("operating_reset_at", out var reset)
            && spent.ValueKind == JsonValueKind.Number
            && reset.ValueKind == JsonValueKind.Number
        )
        {
            operating.Note(method, spent.GetDouble(), (long)reset.GetDouble());
        }

        if (time.TryGetProperty("processing", out var processing) && processing.ValueKind == JsonValueKind.Number)
        {
            stats.Worked(method, processing.GetDouble());
        }
    }

    /// <summary>A map arrives as object, as list when its keys are 0..n-1, and as `[]` when empty.</summary>
    private static Dictionary<string, JsonElement> Container(JsonElement result, string name)
    {
        var found = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (!result.TryGetProperty(name, out var container))
        {
            return found;
        }

        if (container.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in container.EnumerateObject())
            {
                found[property.Name] = property.Value;
            }
        }
        else if (container.ValueKind == JsonValueKind.Array)
        {
            foreach (var (index, value) in container.EnumerateArray().Index())
            {
                found[$"c{index}"] = value;
            }
        }

        return found;
    }

    private static int? Int(Dictionary<string, JsonElement> container, string key) =>
        container.TryGetValue(key, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var number)
            ? number
            : null;

    private static int? Number(JsonElement envelope, string name) =>
        envelope.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var number)
            ? number
            : null;
}
