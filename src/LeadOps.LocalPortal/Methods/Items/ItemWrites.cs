using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.Items;

/// <summary>What crm.item.add and update do to a lead.</summary>
internal sealed class ItemWrites(LeadDesk desk)
{
    private readonly FileFields files = new(desk.Store.Files);

    /// <summary>
    /// Known and writable members of `fields`, in their order; all others are ignored without a word.
    /// </summary>
    public static List<(ItemField Item, JsonNode? Value)> Known(
        JsonObject fields,
        ItemNames names,
        Func<ItemField, bool>? alsoWritable = null
    ) =>
        [
            .. fields
                .Select(pair => (Item: names.Find(pair.Key), pair.Value))
                .Where(pair => pair.Item is { } item && (!item.Field.IsReadOnly || alsoWritable?.Invoke(item) == true))
                .Select(pair => (pair.Item!, pair.Value)),
        ];

    /// <summary>Sets the fields; false when nothing is different afterwards, then nothing is saved.</summary>
    public bool Apply(
        Lead lead,
        IReadOnlyList<(ItemField Item, JsonNode? Value)> fields,
        JsonObject given,
        int userId,
        bool isNew
    )
    {
        desk.History.Watch(lead, isNew);
        var (before, stageBefore) = (isNew ? "" : LeadJson.Write(lead), lead["STATUS_ID"]);
        foreach (var (item, value) in fields)
        {
            Set(lead, item.Field, value);
        }

        foreach (
            var (name, value) in given.Where(pair =>
                pair.Key.StartsWith("parentId", StringComparison.Ordinal)
                && Values.Number(pair.Key["parentId".Length..]) is not null
            )
        )
        {
            lead[name] = Parameters.Text(value);
        }

        if (!isNew && LeadJson.Write(lead) == before)
        {
            return false;
        }

        if (isNew && string.IsNullOrEmpty(lead["SOURCE_ID"]))
        {
            lead["SOURCE_ID"] = desk.Catalogue.Of("SOURCE").FirstOrDefault()?.StatusId;
        }

        desk.Editor.Finish(
            lead,
            userId,
            isNew,
            stageBefore,
            fields.Any(pair => pair.Item.Field.Name is "COMPANY_ID" or "CONTACT_ID" or "CONTACT_IDS" or "CONTACTS")
        );
        return true;
    }

    private void Set(Lead lead, FieldInfo field, JsonNode? value)
    {
        switch (field)
        {
            case { IsMultifield: true }:
                desk.Multifields.SetUniversal(lead, value);
                break;
            case { Type: "file" }:
                files.SetUniversal(lead, field, value);
                break;
            case { Name: "CONTACT_IDS" }:
                LeadEditor.SetContacts(lead, Parameters.Texts(value).Select(PhpNumber.Int));
                break;
            case { Name: "CONTACTS" }:
                LeadEditor.SetContacts(
                    lead,
                    MultifieldEditor.Elements(value).Select(item => Parameters.Int(item["contactId"]))
                );
                break;
            case { Name: "OBSERVERS" }:
                lead.SetList(field.Name, Parameters.Texts(value).Where(id => id.Length > 0));
                break;
            case { IsList: true }:
                SetList(lead, field, Parameters.Texts(value));
                break;
            default:
                desk.Editor.Set(
                    lead,
                    field.Type == "boolean" && !field.IsCustom ? field with { Type = "char" } : field,
                    Parameters.Text(value)
                );
                break;
        }
    }

    /// <summary>
    /// A multiple list of options cannot be emptied this way: the call succeeds, the old values stay.
    /// </summary>
    private void SetList(Lead lead, FieldInfo field, List<string> values)
    {
        if (field.Type != "enumeration" || values.Exists(value => value.Length > 0))
        {
            desk.Editor.SetList(lead, field, values);
        }
    }
}
