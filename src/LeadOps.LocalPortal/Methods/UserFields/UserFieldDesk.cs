using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.UserFields;

/// <summary>Makes, changes and deletes custom fields, and what that does to leads and events.</summary>
internal sealed partial class UserFieldDesk(LeadDesk desk)
{
    private const string Prefix = "UF_CRM_";
    private const int LongestName = 50;
    private const int MostFields = 1016;

    public static IReadOnlyDictionary<string, string> Types { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
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

    public UserField? Find(long id) => desk.Catalogue.UserFields.Find(field => field.Id == id);

    /// <summary>Rows of the fields that a filter finds, in order.</summary>
    public List<JsonObject> Rows(JsonObject filter, JsonObject order, string? language)
    {
        var rows = desk
            .Catalogue.UserFields.OrderBy(field => field.Sort)
            .ThenBy(field => field.Id)
            .Select(field => UserFieldFormat.Row(field, language));
        return [.. RowQuery.Sort(desk.Rows.Filter(rows, filter, Types), order, Types)];
    }

    public UserField Add(JsonObject fields)
    {
        var field = UserFieldEditor.Apply(Fresh(fields), fields, desk.Store, isNew: true);
        desk.Catalogue.UserFields.Add(field);
        Changed("ONCRMLEADUSERFIELDADD", field);
        return field;
    }

    public UserField Update(UserField field, JsonObject fields)
    {
        var changed = UserFieldEditor.Apply(field, fields, desk.Store, isNew: false);
        desk.Catalogue.UserFields[desk.Catalogue.UserFields.IndexOf(field)] = changed;
        Changed(fields.ContainsKey("LIST") ? "ONCRMLEADUSERFIELDSETENUMVALUES" : "ONCRMLEADUSERFIELDUPDATE", field);
        var kept = changed.Items.Select(item => item.Id);
        ForgetOptions(changed, [.. field.Items.Select(item => item.Id).Except(kept).Select(id => $"{id}")]);
        return changed;
    }

    public void Delete(UserField field)
    {
        desk.Catalogue.UserFields.Remove(field);
        Changed("ONCRMLEADUSERFIELDDELETE", field);
        foreach (
            var lead in desk.Store.Leads.Where(lead => lead[field.Name] is not null || lead.List(field.Name).Count > 0)
        )
        {
            lead.Forget(field.Name);
            desk.Store.Touch(lead);
        }
    }

    private void Changed(string happened, UserField field)
    {
        desk.Catalogue.Changed();
        desk.Settings.Events.Raise(happened, field.Id);
    }

    private UserField Fresh(JsonObject fields)
    {
        var (given, typeId) = (Needed(fields, "FIELD_NAME"), Needed(fields, "USER_TYPE_ID"));
        var name = Name(given.ToUpperInvariant());
        var type = UserTypes.Find(typeId) ?? throw Refused("Invalid custom type specified.");
        if (desk.Catalogue.UserFields.Exists(known => known.Name == name))
        {
            throw Refused($"The field {name} for the object CRM_LEAD already exists.");
        }

        if (desk.Catalogue.UserFields.Count >= MostFields)
        {
            throw new RestException(500, "INTERNAL_SERVER_ERROR", "Internal server error");
        }

        var last = desk.Catalogue.UserFields.Select(known => known.Id).DefaultIfEmpty(880).Max();
        return new UserField((int)desk.Store.Next("userfield", last), name, type.Id)
        {
            IsMultiple = type.CanBeMultiple && Parameters.IsYes(fields["MULTIPLE"]),
            Settings = type.Defaults(),
        };
    }

    private static string Needed(JsonObject fields, string name) =>
        Parameters.Text(fields[name]) is { Length: > 0 } text
            ? text
            : throw RestException.Legacy($"The '{name}' field is not found.");

    private static string Name(string given)
    {
        var name = given.StartsWith(Prefix, StringComparison.Ordinal)
            ? given
            : Prefix + (given.StartsWith("UF_", StringComparison.Ordinal) ? given[3..] : given);
        return !Allowed().IsMatch(name)
                ? throw Refused("Field name contains invalid characters. Allowed characters are: A-Z, 0-9 and _.")
            : name.Length > LongestName ? throw Refused("Field name is too long (more than 50 characters).")
            : name;
    }

    private static RestException Refused(string text) => new(400, "ERROR_CORE", text);

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

    [GeneratedRegex("^[A-Z0-9_]+$")]
    private static partial Regex Allowed();
}
