using System.Text.RegularExpressions;
using LeadOps.Diagnostics;

namespace LeadOps.Portal;

/// <summary>What an error means for the run.</summary>
internal enum ErrorKind
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
internal sealed record PortalError(string Code, string Text, int Status, ErrorKind Kind, Failure Failure, string Advice)
{
    private static readonly Dictionary<string, string> AdviceByHint = new(StringComparer.Ordinal)
    {
        ["auth"] = "Check the webhook's address or make a new webhook; `leadops doctor` shows what is wrong.",
        ["scope"] = "Give the webhook the scopes `crm` and `user_basic`.",
        ["permission"] = "Give the webhook's user the rights on these leads.",
        ["plan"] = "The portal's subscription does not include this; renew or extend it first.",
        ["config"] = "Check the portal's settings in leadops.yml.",
        ["rate_limit"] = "LeadOps waits and goes on by itself.",
        ["quota"] = "The portal has no room left; free some, then run `leadops resume`.",
        ["blocked"] =
            "Bitrix24 has blocked REST for this portal; its support must lift the block. Then run `leadops resume`.",
        ["not_found"] = "The record is gone; make a new plan.",
        ["conflict"] = "Something with this name or in this place exists already; look at it in the portal first.",
        ["validation"] = "Correct the value in the manifest and make a new plan.",
        ["server"] = "The portal failed; try again later.",
        ["network"] = "Check the connection and try again.",
        ["bug"] = "The portal did not understand the request of LeadOps; please report it.",
    };

    private static readonly Dictionary<string, string> AdviceByCode = new(StringComparer.OrdinalIgnoreCase)
    {
        ["OPERATION_TIME_LIMIT"] = "LeadOps waits until the portal allows the method again and goes on.",
        ["PORTAL_DELETED"] = "The portal no longer exists; set another address in leadops.yml.",
        ["INVALID_REQUEST"] = "The portal accepts only https. Write the address with https in leadops.yml.",
        ["authorization_error"] =
            "The webhook's user was dismissed or removed; make a new webhook with an active user.",
        ["user_access_error"] = "An administrator must give this user access to the application.",
        ["METHOD_CONFIRM_WAITING"] =
            "An administrator must confirm this method in the portal; then run the command again.",
        ["METHOD_CONFIRM_DENIED"] = "An administrator has refused this method in the portal; ask for it there.",
        ["allowed_only_intranet_user"] = "Use a webhook of an employee; extranet users may not call this.",
        ["ERROR_METHOD_NOT_FOUND"] =
            "The portal does not know this method, or the webhook lacks its scope: give it `crm` and `user_basic`.",
        ["WRONG_AUTH_TYPE"] = "The method does not accept this kind of credential; use an incoming webhook.",
    };

    /// <summary>Rights that are missing for every call, not for one lead.</summary>
    private static readonly HashSet<string> RefusesEverything = new(StringComparer.OrdinalIgnoreCase)
    {
        "user_access_error",
        "allowed_only_intranet_user",
        "METHOD_CONFIRM_WAITING",
        "METHOD_CONFIRM_DENIED",
        "AUTHORIZE_ERROR",
    };

    /// <summary>The two limits of which the portal says that it checked them before doing anything.</summary>
    private static readonly HashSet<string> NotExecuted = new(StringComparer.OrdinalIgnoreCase)
    {
        "QUERY_LIMIT_EXCEEDED",
        "OPERATION_TIME_LIMIT",
    };

    /// <summary>Codes that a new token may cure.</summary>
    private static readonly HashSet<string> CuredByToken = new(StringComparer.OrdinalIgnoreCase)
    {
        "expired_token",
        "invalid_token",
    };

    /// <summary>What a portal answers that lacks a method, or whose credential may not call it.</summary>
    private static readonly HashSet<string> OfMethods = new(StringComparer.OrdinalIgnoreCase)
    {
        "ERROR_METHOD_NOT_FOUND",
        "insufficient_scope",
    };

    /// <summary>The call that it answers, when it answers a single one.</summary>
    public string? Method { get; init; }

    public bool LacksMethod => OfMethods.Contains(Code);

    public bool RefusesToken => CuredByToken.Contains(Code);

    public override string ToString() =>
        Code.Length == 0 || Code == Text ? Text
        : LacksMethod && Method is not null ? $"{Code} to `{Method}`: {Text}"
        : $"{Code}: {Text}";

    public static PortalError Of(string? code, string? text, int status)
    {
        code = code is null or "0" ? "" : code;
        var clean = PortalAddress.Mask(Regex.Replace(text ?? "", "<[^>]*>", " ").Trim());
        var known = ErrorTable.Find(code, clean);
        var hint = known?.ExitHint ?? ByStatus(status);
        var advice = AdviceByCode.GetValueOrDefault(code) ?? AdviceByHint[hint];
        return new PortalError(
            code,
            clean.Length > 0 ? clean
                : code.Length > 0 ? code
                : $"an error without code and text (HTTP {status})",
            status,
            KindOf(code, known?.Retry, hint),
            FailureOf(hint),
            advice
        );
    }

    /// <summary>A page or nothing instead of the portal's JSON: only the status speaks.</summary>
    internal static PortalError OfPage(int status)
    {
        var hint =
            status is 401 or 403 or 404 or 405 ? "config"
            : status is >= 400 and < 500 and not (408 or 429) ? "bug"
            : "server";
        var advice =
            hint == "config"
                ? "Check the portal's address in leadops.yml, and whether a proxy or firewall stands in between."
                : AdviceByHint[hint];
        var text = status is >= 200 and < 300 ? "with something that is not JSON" : $"HTTP {status} without JSON";
        return new PortalError(
            "",
            text,
            status,
            hint == "server" ? ErrorKind.Retry : ErrorKind.Stop,
            status is 401 or 403 ? Failure.Access : Failure.Portal,
            advice
        );
    }

    /// <summary>An answer that does not end is not the portal's.</summary>
    internal static PortalError Endless(int mostBytes) =>
        new(
            "",
            $"with more than {mostBytes / 1024 / 1024} MB to one request",
            200,
            ErrorKind.Stop,
            Failure.Portal,
            "Check the portal's address in leadops.yml, and whether a proxy stands in between."
        );

    private static string ByStatus(int status) =>
        status switch
        {
            401 => "auth",
            403 => "permission",
            404 => "not_found",
            408 or 502 or 504 => "network",
            429 or >= 500 => "server",
            _ => "validation",
        };

    private static ErrorKind KindOf(string code, string? retry, string hint) =>
        hint switch
        {
            _ when NotExecuted.Contains(code) => ErrorKind.Wait,
            _ when RefusesEverything.Contains(code) => ErrorKind.Stop,
            "auth" or "plan" or "blocked" or "scope" or "config" or "quota" => ErrorKind.Stop,
            "server" or "network" when retry != "never" => ErrorKind.Retry,
            _ => ErrorKind.Fail,
        };

    private static Failure FailureOf(string hint) =>
        hint switch
        {
            "auth" or "scope" or "permission" or "plan" => Failure.Access,
            "config" => Failure.Invalid,
            _ => Failure.Portal,
        };
}

/// <summary>The portal or the way to it ended the command.</summary>
internal sealed class PortalException(PortalError error)
    : LeadOpsException(
        error.Failure,
        $"The portal answered {error.ToString().TrimEnd('.', '!')}. {error.Advice}".TrimEnd()
    )
{
    public PortalError Error { get; } = error;
}
