using System.Text.Json;

namespace LeadOps.Portal;

/// <summary>The body of an answer to what one attempt has brought.</summary>
internal static class ReplyReader
{
    /// <summary>What one attempt has brought.</summary>
    public static Reply Read(HttpAnswer answer)
    {
        if (answer.Problem is { } lost)
        {
            return new Reply { Lost = lost, NeverSent = answer.NeverSent };
        }

        if (answer.IsEndless)
        {
            return new Reply { Status = answer.Status, Error = PortalError.Endless(AnswerBody.MostBytes) };
        }

        if (AnswerJson.Parse(answer.Body.Span) is not { ValueKind: JsonValueKind.Object } root)
        {
            return new Reply { Status = answer.Status, Error = PortalError.OfPage(answer.Status) };
        }

        var reply = new Reply { Status = answer.Status, Envelope = root };

        // An error is an error whatever the status, also with an empty code or the number 0.
        if (AnswerJson.Error(root) is { } code)
        {
            var text = root.TryGetProperty("error_description", out var given) ? given.ToString() : "";
            return reply with
            {
                Error = PortalError.Of(code.ToString(), text, answer.Status),
                Reset = root.TryGetProperty("time", out var time) ? PortalWire.Reset(time) : null,
            };
        }

        return root.TryGetProperty("result", out _) && answer.Status is >= 200 and < 300
            ? reply
            : reply with
            {
                Error = PortalError.OfPage(answer.Status),
            };
    }
}
