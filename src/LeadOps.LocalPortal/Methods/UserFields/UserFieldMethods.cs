using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.UserFields;

/// <summary>crm.lead.userfield.*: definitions of custom fields.</summary>
internal sealed partial class UserFieldMethods(LeadDesk desk)
{
    private const string Prefix = "UF_CRM_";
    private const int LongestName = 50;
    private const int MostFields = 1016;

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["ID"] = "integer",
        ["FIELD_NAME"] = "string",
        ["USER_TYPE_ID"] = "string",
        ["XML_ID"] = "string",
        ["SORT"] = "integer",
        ["MULTIPLE"] = "char",
        ["MANDATORY"] = "char",
        ["SHOW_FILTER"] = "char",
        ["SHOW_IN_LIST"] = "char",
        ["EDIT_IN_LIST"] = "char",
        ["IS_SEARCHABLE"] = "char",
    };

    public IEnumerable<(string, Method)> Table =>
        [
            ("crm.lead.userfield.add", Add),
            ("crm.lead.userfield.update", Update),
            ("crm.lead.userfield.delete", Delete),
            ("crm.lead.userfield.get", (call, caller) => new Answer(UserFieldFormat.Full(Existing(call)))),
            ("crm.lead.userfield.list", List),
        ];

    private Answer Add(Parameters call, Caller caller)
    {
        CheckRight(caller);
        var fields = call.Needed("fields", "Parameter 'fields' must be array");
        var field = UserFieldEditor.Apply(Fresh(fields), fields, desk.Store, isNew: true);
        desk.Catalogue.UserFields.Add(field);
        desk.Catalogue.Changed();
        desk.Settings.Events.Raise("ONCRMLEADUSERFIELDADD", field.Id);
        return new Answer(field.Id);
    }

    private UserField Fresh(JsonObject fields)
    {
        foreach (var needed in new[] { "FIELD_NAME", "USER_TYPE_ID" })
        {
            if (Parameters.Text(fields[needed]).Length == 0)
            {
                throw RestException.Legacy($"The '{needed}' field is not found.");
            }
        }

        var name = Name(Parameters.Text(fields["FIELD_NAME"]).ToUpperInvariant());
        var type =
            UserTypes.Find(Parameters.Text(fields["USER_TYPE_ID"]))
            ?? throw new RestException(400, "ERROR_CORE", "Invalid custom type specified.");
        if (desk.Catalogue.UserFields.Exists(known => known.Name == name))
        {
            throw new RestException(400, "ERROR_CORE", $"The field {name} for the object CRM_LEAD already exists.");
        }

        if (desk.Catalogue.UserFields.Count >= MostFields)
        {
            throw new RestException(500, "INTERNAL_SERVER_ERROR", "Internal server error");
        }

        return new UserField(
            (int)
                desk.Store.Next(
                    "userfield",
                    desk.Catalogue.UserFields.Select(known => known.Id).DefaultIfEmpty(880).Max()
                ),
            name,
            type.Id
        )
        {
            IsMultiple = type.CanBeMultiple && Parameters.IsYes(fields["MULTIPLE"]),
            Settings = type.Defaults(),
        };
    }

    private static string Name(string given)
    {
        var name = given.StartsWith(Prefix, StringComparison.Ordinal)
            ? given
            : Prefix + (given.StartsWith("UF_", StringComparison.Ordinal) ? given[3..] : given);
        if (!Allowed().IsMatch(name))
        {
            throw new RestException(
                400,
                "ERROR_CORE",
                "Field name contains invalid characters. Allowed characters are: A-Z, 0-9 and _."
            );
        }

        return name.Length <= LongestName
            ? name
            : throw new RestException(400, "ERROR_CORE", "Field name is too long (more than 50 characters).");
    }

    private Answer Update(Parameters call, Caller caller)
    {
        CheckRight(caller);
        var field = Existing(call);
        var fields = call.Needed("fields", "Parameter 'fields' must be array");
        var changed = UserFieldEditor.Apply(field, fields, desk.Store, isNew: false);
        desk.Catalogue.UserFields[desk.Catalogue.UserFields.IndexOf(field)] = changed;
        desk.Catalogue.Changed();
        desk.Settings.Events.Raise(
            fields.ContainsKey("LIST") ? "ONCRMLEADUSERFIELDSETENUMVALUES" : "ONCRMLEADUSERFIELDUPDATE",
            field.Id
        );
        ForgetOptions(
            changed,
            field
                .Items.Select(item => item.Id)
                .Except(changed.Items.Select(item => item.Id))
                .Select(id => $"{id}")
                .ToHashSet()
        );
        return new Answer(true);
    }

    /// <summary>Values of a deleted option are lost in all leads.</summary>
    private void ForgetOptions(UserField field, HashSet<string> gone)
    {
        foreach (var lead in gone.Count == 0 ? [] : desk.Store.Leads)
        {
            if (field.IsMultiple && lead.List(field.Name).Any(gone.Contains))
            {
                lead.SetList(field.Name, lead.List(field.Name).Where(id => !gone.Contains(id)));
                desk.Store.Touch(lead);
            }
            else if (!field.IsMultiple && lead[field.Name] is { } id && gone.Contains(id))
            {
                lead[field.Name] = null;
                desk.Store.Touch(lead);
            }
        }
    }

    private Answer Delete(Parameters call, Caller caller)
    {
        CheckRight(caller);
        var field = Existing(call);
        desk.Catalogue.UserFields.Remove(field);
        desk.Catalogue.Changed();
        desk.Settings.Events.Raise("ONCRMLEADUSERFIELDDELETE", field.Id);
        foreach (
            var lead in desk.Store.Leads.Where(lead => lead[field.Name] is not null || lead.List(field.Name).Count > 0)
        )
        {
            lead.Forget(field.Name);
            desk.Store.Touch(lead);
        }

        return new Answer(true);
    }

    private Answer List(Parameters call, Caller caller)
    {
        if (!desk.Gate.CanReadAny(caller))
        {
            throw RestException.Legacy("Access denied.");
        }

        var filter = call.Map("filter", "Parameter 'filter' must be array.");
        var order = call.Map("order", "Parameter 'order' must be array.");
        var language = Parameters.Text(filter["LANG"]) is { Length: > 0 } given ? given : null;
        var rows = desk
            .Catalogue.UserFields.OrderBy(field => field.Sort)
            .ThenBy(field => field.Id)
            .Select(field => UserFieldFormat.Row(field, language));
        var found = RowQuery.Sort(desk.Rows.Filter(rows, filter, Types), order, Types).ToList();
        return new Answer(RowQuery.Array(found), found.Count);
    }

    private UserField Existing(Parameters call)
    {
        var id = call.Int("id") is > 0 and var given
            ? given
            : throw RestException.Legacy("ID is not defined or invalid");
        return desk.Catalogue.UserFields.Find(field => field.Id == id)
            ?? throw new RestException(400, "ERROR_NOT_FOUND", $"The entity with ID '{id}' is not found");
    }

    private static void CheckRight(Caller caller)
    {
        if (!caller.IsAdmin && !caller.Rights.CanChangeSettings)
        {
            throw RestException.Legacy("Access denied.");
        }
    }

    [GeneratedRegex("^[A-Z0-9_]+$")]
    private static partial Regex Allowed();
}
