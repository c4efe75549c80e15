using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods;

/// <summary>A user on the wire; what it shows depends on the scope (REST.md 15).</summary>
internal static class UserFormat
{
    /// <summary>The smallest user scope shows no e-mail and no phones.</summary>
    private static readonly string[] NeedMore =
    [
        .. "EMAIL PERSONAL_PHONE PERSONAL_FAX PERSONAL_MOBILE PERSONAL_PAGER PERSONAL_ICQ".Split(' '),
        .. "PERSONAL_MAILBOX WORK_PHONE WORK_FAX WORK_PAGER WORK_MAILBOX".Split(' '),
        .. "UF_SKYPE_LINK UF_SKYPE UF_ZOOM UF_PHONE_INNER".Split(' '),
    ];

    public static JsonObject Fields(Caller caller) =>
        Nodes.Map(FieldList.Users.Where(field => IsShown(field.Key, caller)), field => field.Key, field => field.Value);

    public static JsonObject Write(User user, Caller caller)
    {
        var row = new JsonObject
        {
            ["ID"] = $"{user.Id}",
            ["XML_ID"] = "",
            ["ACTIVE"] = user.IsActive,
            ["NAME"] = user.Name,
            ["LAST_NAME"] = user.LastName,
            ["SECOND_NAME"] = "",
            ["EMAIL"] = user.Email,
            ["LAST_LOGIN"] = "",
            ["DATE_REGISTER"] = "2026-01-10T00:00:00+00:00",
            ["TIME_ZONE"] = "",
            ["IS_ONLINE"] = "N",
            ["TIMESTAMP_X"] = Last(user),
            ["LAST_ACTIVITY_DATE"] = Last(user),
            ["PERSONAL_GENDER"] = "",
            ["PERSONAL_WWW"] = "",
            ["PERSONAL_BIRTHDAY"] = "",
            ["PERSONAL_MOBILE"] = "",
            ["PERSONAL_CITY"] = "",
            ["WORK_PHONE"] = "",
            ["WORK_POSITION"] = user.Position,
            ["UF_EMPLOYMENT_DATE"] = "",
            ["UF_DEPARTMENT"] = new JsonArray(user.Department),
            ["USER_TYPE"] = TypeOf(user),
        };
        foreach (var (name, value) in user.More)
        {
            row[name] = value;
        }

        foreach (var name in NeedMore.Where(name => !IsShown(name, caller)))
        {
            row.Remove(name);
        }

        return row;
    }

    public static string TypeOf(User user) => user.IsExtranet ? "extranet" : "employee";

    /// <summary>Both spellings occur on portals: a moment, and an empty object of who is not there any more.</summary>
    private static JsonNode Last(User user) => user.IsActive ? "2026-01-10T00:00:00+00:00" : new JsonObject();

    private static bool IsShown(string name, Caller caller) =>
        !NeedMore.Contains(name) || caller.Scopes.Contains("user") || caller.Scopes.Contains("user_basic");
}
