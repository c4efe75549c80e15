using System.Globalization;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.Records;

/// <summary>crm.contact.* or crm.company.*.</summary>
internal sealed class RecordMethods(LeadDesk desk, RecordKind kind)
{
    private readonly RecordDesk records = new(desk, kind);

    public IEnumerable<(string, Method)> Table =>
        [
            ($"crm.{kind.Name}.add", Add),
            ($"crm.{kind.Name}.update", Update),
            (
                $"crm.{kind.Name}.get",
                (call, caller) => new Answer(RecordFormat.Whole(records.Existing(call, caller), kind))
            ),
            ($"crm.{kind.Name}.list", List),
            ($"crm.{kind.Name}.delete", Delete),
            ($"crm.{kind.Name}.fields", (_, _) => new Answer(Fields())),
        ];

    private JsonObject Fields() =>
        Nodes.Map(kind.Fields, field => field.Name, field => Descriptions.Describe(field, desk.Settings, field.Title));

    private Answer List(Parameters call, Caller caller)
    {
        var found = records.Query(caller, call.Filter, call.Order);
        var (page, total, next) = Page.Of(found, call.Start);
        var select = Parameters.Texts(call["select"]);
        return new Answer(Nodes.List(page.Select(record => RecordFormat.Selected(record, kind, select))), total, next);
    }

    private Answer Add(Parameters call, Caller caller)
    {
        var fields = call.Needed("fields", "Parameter 'fields' must be array.");
        CheckNeeded(fields, isNew: true);
        var now = desk.Clock.Now();
        var record = new CrmRecord(desk.Store.Next(kind.Name, Math.Max(500, records.All.Max(known => known.Id))));
        foreach (var name in new[] { "DATE_CREATE", "LAST_ACTIVITY_TIME" })
        {
            record.Fields[name] = now;
        }

        foreach (var name in new[] { "ASSIGNED_BY_ID", "CREATED_BY_ID", "LAST_ACTIVITY_BY" })
        {
            record.Fields[name] = Text(caller.UserId);
        }

        (record.Fields["OPENED"], record.Fields["EXPORT"]) = ("Y", "Y");
        Apply(record, fields, caller);
        records.All.Add(record);
        return new Answer(record.Id);
    }

    private Answer Update(Parameters call, Caller caller)
    {
        var record = records.Existing(call, caller);
        var fields = call.Needed("fields", "Parameter 'fields' must be array.");
        CheckNeeded(fields, isNew: false);
        Apply(record, fields, caller);
        return new Answer(true);
    }

    private Answer Delete(Parameters call, Caller caller)
    {
        var record = records.Existing(call, caller);
        records.All.Remove(record);
        desk.Catalogue.Changed();
        foreach (var lead in desk.Store.Leads)
        {
            Unlink(lead, record.Id);
        }

        return new Answer(true);
    }

    private void CheckNeeded(JsonObject fields, bool isNew)
    {
        if (
            kind.Needed is { } needed
            && (isNew || fields.ContainsKey(needed))
            && Parameters.Text(fields[needed]).Length == 0
        )
        {
            throw new RestException(
                400,
                "ERROR_CORE",
                $"The required field '{kind.Field(needed)!.Title}' is missing.<br />"
            );
        }
    }

    /// <summary>Unknown and read-only fields are ignored without a word.</summary>
    private void Apply(CrmRecord record, JsonObject fields, Caller caller)
    {
        foreach (var (name, value) in fields)
        {
            if (kind.Field(name) is not { IsReadOnly: false } field)
            {
                continue;
            }

            if (field.IsMultifield)
            {
                desk.Multifields.SetLegacy(record.Multifields, name, value);
            }
            else if (value is not (JsonArray or JsonObject))
            {
                record.Fields[name] = Values.Normalise(
                    field,
                    Parameters.Text(value),
                    desk.Catalogue.BaseCurrency,
                    desk.Clock.Time
                );
            }
        }

        (record.Fields["DATE_MODIFY"], record.Fields["MODIFY_BY_ID"]) = (desk.Clock.Now(), Text(caller.UserId));
        desk.Catalogue.Changed();
    }

    /// <summary>A lead does not keep the id of a contact or a company that is gone.</summary>
    private void Unlink(Lead lead, long id)
    {
        if (kind == RecordKind.Contact && lead.Contacts.Exists(binding => binding.ContactId == id))
        {
            desk.History.Watch(lead);
            LeadEditor.Bind(lead, [.. lead.Contacts.Where(binding => binding.ContactId != id)]);
            desk.Store.Touch(lead);
        }
        else if (kind == RecordKind.Company && lead["COMPANY_ID"] == Text(id))
        {
            desk.History.Watch(lead);
            lead["COMPANY_ID"] = null;
            desk.Store.Touch(lead);
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
