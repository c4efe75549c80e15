using System.Globalization;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Leads;

/// <summary>Custom fields that hold files: a lead keeps their ids.</summary>
internal sealed class FileFields(Attachments files)
{
    /// <summary>
    /// crm.lead: `{"fileData":[name, base64]}`; a list of them for a multiple field, which adds to what is there.
    /// </summary>
    public void SetLegacy(Lead lead, FieldInfo field, JsonNode? value)
    {
        if (!field.IsMultiple)
        {
            // A single field that is given a list stores nothing, without an error.
            if (value is JsonObject one && Added(one["fileData"]) is { } id)
            {
                Replace(lead, field, id);
            }
            else if (
                value is JsonObject gone
                    ? Parameters.IsYes(gone["remove"])
                    : value is not JsonArray && Parameters.Text(value).Length == 0
            )
            {
                Replace(lead, field, "");
            }

            return;
        }

        var added = MultifieldEditor.Elements(value).Select(item => Added(item["fileData"])).OfType<string>().ToList();
        if (added.Count > 0 || value is JsonArray { Count: 0 })
        {
            lead.SetList(field.Name, value is JsonArray { Count: 0 } ? [] : lead.List(field.Name).Concat(added));
        }
    }

    /// <summary>
    /// crm.item: `[name, base64]` adds, `{"id":n}` keeps; of a multiple field the array is the new set.
    /// </summary>
    public void SetUniversal(Lead lead, FieldInfo field, JsonNode? value)
    {
        if (!field.IsMultiple)
        {
            Replace(lead, field, Added(value) ?? Kept(value, [lead[field.Name] ?? ""]) ?? "");
            return;
        }

        var before = lead.List(field.Name).ToList();
        var after = (value as JsonArray ?? [])
            .Select(item => Added(item) ?? Kept(item, before))
            .OfType<string>()
            .ToList();
        lead.SetList(field.Name, after);
        before.Except(after).ToList().ForEach(Drop);
    }

    public void DropAll(Lead lead, IEnumerable<FieldInfo> fields)
    {
        foreach (var field in fields.Where(field => field.Type == "file"))
        {
            lead.List(field.Name).Append(lead[field.Name] ?? "").ToList().ForEach(Drop);
        }
    }

    private void Replace(Lead lead, FieldInfo field, string id)
    {
        if (lead[field.Name] is { Length: > 0 } before && before != id)
        {
            Drop(before);
        }

        lead[field.Name] = id;
    }

    private void Drop(string id)
    {
        if (Values.Number(id) is { } number)
        {
            files.Drop(number);
        }
    }

    private string? Added(JsonNode? data)
    {
        if (data is not JsonArray { Count: 2 } pair || pair[0] is not JsonValue || pair[1] is not JsonValue)
        {
            return null;
        }

        var text = Parameters.Text(pair[1]);
        var content = new byte[text.Length];
        return Convert.TryFromBase64String(text, content, out var length)
            ? files.Add(Parameters.Text(pair[0]), content[..length]).ToString(CultureInfo.InvariantCulture)
            : null;
    }

    private static string? Kept(JsonNode? item, IEnumerable<string> before) =>
        item is JsonObject map && Parameters.Text(map["id"]) is { Length: > 0 } id && before.Contains(id) ? id : null;
}
