using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods;

/// <summary>user.*, department.get and profile.</summary>
internal sealed class UserMethods(LeadDesk desk)
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["ID"] = "integer",
        ["ACTIVE"] = "string",
        ["NAME"] = "string",
        ["LAST_NAME"] = "string",
        ["EMAIL"] = "string",
        ["WORK_POSITION"] = "string",
        ["USER_TYPE"] = "string",
    };

    private static readonly Dictionary<string, string> DepartmentTypes = new(StringComparer.Ordinal)
    {
        ["ID"] = "integer",
        ["NAME"] = "string",
        ["SORT"] = "integer",
        ["PARENT"] = "integer",
        ["UF_HEAD"] = "integer",
    };

    public IEnumerable<(string, Method)> Table =>
        [
            ("user.get", Get),
            ("user.search", Search),
            ("user.current", (_, caller) => new Answer(UserFormat.Write(caller.User, caller))),
            ("user.fields", (_, caller) => new Answer(UserFormat.Fields(caller))),
            ("user.admin", (_, caller) => new Answer(caller.IsAdmin)),
            ("user.access", (call, caller) => new Answer(HasAccess(call, caller))),
            .. new UserWrites(desk.Catalogue).Table,
            ("department.get", Departments),
            ("profile", (_, caller) => new Answer(Profile(caller))),
        ];

    private Answer Get(Parameters call, Caller caller)
    {
        var filter = call.Has("filter")
            ? call.Filter
            : Nodes.Copy(call.Members.Where(pair => Types.ContainsKey(Conditions.Split(pair.Key).Name)));
        var rows = desk.Rows.Filter(
            desk.Catalogue.Users.Select(user => UserFormat.Write(user, caller)),
            WithFlags(filter),
            Types
        );
        return Answered(call, rows);
    }

    /// <summary>
    /// By parts of names, positions or departments, in FILTER or beside it; FIND looks into all of them, and finds
    /// users who were dismissed, too.
    /// </summary>
    private Answer Search(Parameters call, Caller caller)
    {
        var filter = call.Has("filter") ? new Parameters(call.Filter) : call;
        var find = Parameters.Text(call["find"] ?? filter["FIND"]);
        var users =
            find.Length > 0
                ? desk.Catalogue.Users.Where(user =>
                    find.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                        .All(word => Has($"{user.Name} {user.LastName} {user.Position} {DepartmentOf(user)}", word))
                )
                : desk.Catalogue.Users.Where(user =>
                    user.IsActive
                    && Has(user.Name, filter.Get("NAME"))
                    && Has(user.LastName, filter.Get("LAST_NAME"))
                    && Has(user.Position, filter.Get("WORK_POSITION"))
                    && Has(DepartmentOf(user), filter.Get("UF_DEPARTMENT_NAME"))
                    && Has(UserFormat.TypeOf(user), filter.Get("USER_TYPE"))
                );
        return Answered(call, users.Select(user => UserFormat.Write(user, caller)));
    }

    private static Answer Answered(Parameters call, IEnumerable<JsonObject> rows)
    {
        var sort = call.Get("sort") is { Length: > 0 } by ? by : "ID";
        var sorted = RowQuery.Sort(rows, new JsonObject { [sort] = call.Get("order") }, Types);
        var (page, total, next) = Page.Of(sorted, Math.Max(0, call.Start));
        var select = Parameters.Texts(call["select"]);
        return new Answer(Nodes.List(page.Select(row => RowQuery.Select(row, select))), total, next);
    }

    private Answer Departments(Parameters call, Caller caller)
    {
        var rows = desk.Catalogue.Departments.Select(department =>
        {
            var row = new JsonObject
            {
                ["ID"] = $"{department.Id}",
                ["NAME"] = department.Name,
                ["SORT"] = department.Sort,
            };
            if (department.Parent is { } parent)
            {
                row["PARENT"] = $"{parent}";
            }

            if (department.Head is { } head)
            {
                row["UF_HEAD"] = $"{head}";
            }

            return row;
        });
        var filter = Nodes.Copy(
            call.Members.Where(pair => DepartmentTypes.ContainsKey(pair.Key) && pair.Key != "SORT")
        );
        var sorted = RowQuery.Sort(
            desk.Rows.Filter(rows, filter, DepartmentTypes),
            new JsonObject { [call.Get("sort") is { Length: > 0 } by ? by : "ID"] = call.Get("order") },
            DepartmentTypes
        );
        var (page, total, next) = Page.Of(sorted, Math.Max(0, call.Start));
        return new Answer(Nodes.List(page), total, next);
    }

    /// <summary>ACTIVE is a boolean in rows; filters write it in several ways.</summary>
    private static JsonObject WithFlags(JsonObject filter) =>
        Nodes.Map(
            filter,
            pair => pair.Key,
            pair => Conditions.Split(pair.Key).Name == "ACTIVE" ? Parameters.IsYes(pair.Value) : pair.Value?.DeepClone()
        );

    /// <summary>Everybody has `AU` and `G2`, one person `U7`; administrators have all.</summary>
    private static bool HasAccess(Parameters call, Caller caller) =>
        caller.IsAdmin
        || Parameters.Texts(call["access"]).Any(code => code is "AU" or "G2" || code == $"U{caller.UserId}");

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private string DepartmentOf(User user) =>
        desk.Catalogue.Departments.Find(department => department.Id == user.Department)?.Name ?? "";

    private static JsonObject Profile(Caller caller) =>
        new()
        {
            ["ID"] = $"{caller.UserId}",
            ["ADMIN"] = caller.IsAdmin,
            ["NAME"] = caller.User.Name,
            ["LAST_NAME"] = caller.User.LastName,
            ["PERSONAL_GENDER"] = "",
            ["TIME_ZONE"] = "",
        };
}
