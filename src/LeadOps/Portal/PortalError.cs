using System.Text.Json;
using System.Text.RegularExpressions;
using LeadOps.Diagnostics;

namespace LeadOps.Portal;

/// <summary>What an error means for the run.</summary>
public enum ErrorKind
{
    /// <summary>Transient: a read may be repeated, a write must be settled first.</summary>
    Retry,

    /// <summary>Not carried out because of a limit: repeat later.</summary>
    Wait,

    /// <summary>This call is wrong; others may go on.</summary>
    Fail,

    /// <summary>Nothing will work until a person acts.</summary>
    Stop,
}

/// <summary>An error of the portal, classified by the one table that knows its codes and texts.</summary>
public sealed record PortalError(string Code, string Text, int Status, ErrorKind Kind, Failure Failure, string Advice)
{
    private sealed record Entry(string Code, string Message, string Retry, string ExitHint, bool Pattern = false);

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private static readonly Lazy<IReadOnlyList<Entry>> Table = new(() =>
    {
        using var stream = typeof(PortalError).Assembly.GetManifestResourceStream("portal-errors.json")!;
        return JsonSerializer.Deserialize<List<Entry>>(stream, Web)!;
    });

    private static readonly Dictionary<string, string> Hints = new(StringComparer.Ordinal)
    {
        ["auth"] = "Check the webhook's address or make a new webhook; `leadops doctor` shows what is wrong.",
        ["scope"] = "Give the webhook the scopes `crm` and `user_basic`.",
        ["permission"] = "Give the webhook's user the rights on these leads.",
        ["plan"] = "The portal's subscription does not include REST; renew it first.",
        ["config"] = "Check the portal's settings in leadops.yml.",
        ["rate_limit"] = "LeadOps waits by itself and goes on.",
        ["quota"] = "The portal has no room left.",
        ["blocked"] = "Bitrix24 has blocked REST for this portal; its support must lift the block. Then run `leadops resume`.",
        ["not_found"] = "The record is gone; make a new plan.",
        ["validation"] = "Correct the value in the manifest and make a new plan.",
        ["server"] = "The portal failed; try again later.",
        ["network"] = "Check the connection and try again.",
    };

    public override string ToString() => Code.Length > 0 && Code != Text ? $"{Code}: {Text}" : Text;

    public static PortalError Of(string? code, string? text, int status)
    {
        code = code is null or "0" ? "" : code;
        var clean = Regex.Replace(text ?? "", "<[^>]*>", " ").Trim();
        var known = Find(code, clean);
        var hint = known?.ExitHint ?? ByStatus(status);
        return new PortalError(code, clean.Length > 0 ? clean : code, status, KindOf(known?.Retry, hint, status), FailureOf(hint), Hints.GetValueOrDefault(hint, ""));
    }

    private static Entry? Find(string code, string text)
    {
        var trimmed = text.TrimEnd('.');
        var sameCode = Table.Value.Where(entry => entry.Code.Equals(code, StringComparison.OrdinalIgnoreCase)).ToList();
        return sameCode.Find(entry => Matches(entry, trimmed)) ?? (code.Length > 0 ? sameCode.FirstOrDefault() : null);
    }

    private static bool Matches(Entry entry, string text)
    {
        var wanted = entry.Message.TrimEnd('.');
        return entry.Pattern
            ? Regex.IsMatch(text, "^" + Regex.Replace(Regex.Escape(wanted), @"\\\{[^}]*}", ".*") + "$", RegexOptions.IgnoreCase)
            : text.Equals(wanted, StringComparison.OrdinalIgnoreCase);
    }

    private static string ByStatus(int status) => status switch
    {
        401 => "auth",
        403 => "permission",
        404 => "not_found",
        429 or 503 => "rate_limit",
        408 or 502 or 504 => "network",
        >= 500 => "server",
        _ => "validation",
    };

    private static ErrorKind KindOf(string? retry, string hint, int status) => retry is "after_reset" ? ErrorKind.Wait : hint switch
    {
        "auth" or "plan" or "blocked" or "scope" or "config" => ErrorKind.Stop,
        "rate_limit" => ErrorKind.Wait,
        "server" or "network" => ErrorKind.Retry,
        _ => retry is "backoff" && status >= 500 ? ErrorKind.Retry : ErrorKind.Fail,
    };

    private static Failure FailureOf(string hint) => hint switch
    {
        "auth" or "scope" or "permission" or "plan" => Failure.Access,
        "config" => Failure.Invalid,
        _ => Failure.Portal,
    };
}

/// <summary>The portal or the way to it ended the command.</summary>
public sealed class PortalException(PortalError error)
    : LeadOpsException(error.Failure, $"The portal answered {error}. {error.Advice}".TrimEnd())
{
    public PortalError Error { get; } = error;
}
