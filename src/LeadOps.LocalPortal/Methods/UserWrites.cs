using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods;

/// <summary>user.add and user.update: for administrators with the whole `user` scope. No invitation is sent.</summary>
internal sealed class UserWrites(Catalogue catalogue)
{
    /// <summary>Fields that a user has a place of its own for, and those that nobody writes.</summary>
    private static readonly string[] Own =
    [
        .. "ID XML_ID ACTIVE NAME LAST_NAME EMAIL WORK_POSITION UF_DEPARTMENT USER_TYPE LAST_LOGIN".Split(' '),
        .. "DATE_REGISTER IS_ONLINE TIMESTAMP_X LAST_ACTIVITY_DATE".Split(' '),
    ];

    public IEnumerable<(string, Method)> Table => [("user.add", Add), ("user.update", Update)];

    private Answer Add(Parameters call, Caller caller)
    {
        Check(caller);
        var email = call.Get("EMAIL");
        if (!email.Contains('@', StringComparison.Ordinal))
        {
            throw Wrong("wrong_email");
        }

        if (catalogue.Users.Exists(user => user.Email.Equals(email, StringComparison.OrdinalIgnoreCase)))
        {
            throw Wrong("User with this email already exists");
        }

        var isExtranet = Parameters.IsYes(call["EXTRANET"]);
        if (!isExtranet && Parameters.Texts(call["UF_DEPARTMENT"]).Count == 0)
        {
            throw Wrong("no_extranet_field");
        }

        var id = catalogue.Users.Max(user => user.Id) + 2;
        catalogue.Users.Add(Written(new User(id, "", "", email, true, "", 1, isExtranet), call));
        catalogue.Changed();
        return new Answer(id);
    }

    private Answer Update(Parameters call, Caller caller)
    {
        Check(caller);
        var index = catalogue.Users.FindIndex(user => user.Id == call.Int("ID"));
        if (index < 0)
        {
            throw Denied();
        }

        catalogue.Users[index] = Written(catalogue.Users[index], call);
        catalogue.Changed();
        return new Answer(true);
    }

    private static void Check(Caller caller)
    {
        if (!caller.IsAdmin || !caller.Scopes.Contains("user"))
        {
            throw Denied();
        }
    }

    private static User Written(User user, Parameters call) =>
        user with
        {
            Name = Text(call, "NAME", user.Name),
            LastName = Text(call, "LAST_NAME", user.LastName),
            Email = Text(call, "EMAIL", user.Email),
            Position = Text(call, "WORK_POSITION", user.Position),
            IsActive = call.Has("ACTIVE") ? Parameters.IsYes(call["ACTIVE"]) : user.IsActive,
            Department = Parameters.Texts(call["UF_DEPARTMENT"]) is [var first, ..]
                ? (int)Math.Clamp(PhpNumber.Int(first), 0, int.MaxValue)
                : user.Department,
            More = More(user, call),
        };

    private static Dictionary<string, string> More(User user, Parameters call)
    {
        var more = new Dictionary<string, string>(user.More, StringComparer.Ordinal);
        foreach (var (name, value) in call.Members)
        {
            if (value is not (JsonArray or JsonObject) && FieldList.Users.ContainsKey(name) && !Own.Contains(name))
            {
                more[name] = Parameters.Text(value);
            }
        }

        return more;
    }

    private static string Text(Parameters call, string name, string otherwise) =>
        call.Has(name) ? call.Get(name) : otherwise;

    private static RestException Denied() => new(400, "ERROR_CORE", "access_denied");

    private static RestException Wrong(string text) => new(400, "ERROR_ARGUMENT", text);
}
