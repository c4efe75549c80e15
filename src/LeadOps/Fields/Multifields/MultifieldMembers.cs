using LeadOps.Fields.Rules;
using LeadOps.Templates;

namespace LeadOps.Fields.Multifields;

/// <summary>
/// The members of a phone, e-mail, site or messenger. The portal stores any VALUE_TYPE and ignores any other member
/// without a word, so both are checked here.
/// </summary>
internal static class MultifieldMembers
{
    private static readonly string[] Names = ["VALUE", "VALUE_TYPE", "ID", "TYPE_ID"];

    private static readonly Dictionary<string, string[]> Types = new(StringComparer.Ordinal)
    {
        ["PHONE"] = ["WORK", "MOBILE", "FAX", "HOME", "PAGER", "MAILING", "OTHER"],
        ["EMAIL"] = ["WORK", "HOME", "MAILING", "OTHER"],
        ["WEB"] = ["WORK", "HOME", "FACEBOOK", "VK", "LIVEJOURNAL", "TWITTER", "OTHER"],
        ["IM"] =
        [
            "TELEGRAM",
            "VIBER",
            "FACEBOOK",
            "INSTAGRAM",
            "VK",
            "SKYPE",
            "BITRIX24",
            "ICQ",
            "MSN",
            "JABBER",
            "OTHER",
        ],
    };

    /// <param name="literal">Null when it is not known yet.</param>
    public static string? Problem(string field, string name, string? literal)
    {
        if (!Names.Contains(name))
        {
            var near = name.Contains("TYPE", StringComparison.OrdinalIgnoreCase)
                ? "VALUE_TYPE"
                : Suggestions.Nearest(name, ["VALUE", "VALUE_TYPE"]);
            return $"an entry of `{field}` has no `{name}`; the portal would ignore it silently. "
                + $"{(near is null ? "It has VALUE and VALUE_TYPE" : $"Did you mean `{near}`?")}";
        }

        return literal is null ? null
            : name == "TYPE_ID" && literal != field
                ? $"`TYPE_ID: {literal}` does not belong in `{field}`. Did you mean `VALUE_TYPE`?"
            : name == "VALUE_TYPE" ? TypeProblem(field, literal)
            : null;
    }

    private static string? TypeProblem(string field, string type)
    {
        if (!Types.TryGetValue(field, out var known) || known.Contains(type))
        {
            return null;
        }

        return MultifieldRule.IsOpenChannel(type)
                ? $"`VALUE_TYPE: {type}` belongs to the open channels, which LeadOps never touches"
            : Suggestions.Nearest(type, known) is { } near
                ? $"`{type}` is not a VALUE_TYPE of `{field}`. Did you mean `{near}`?"
            : $"`{type}` is not a VALUE_TYPE of `{field}`; there are {string.Join(", ", known)}";
    }
}
