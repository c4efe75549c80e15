using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Fields.Types;
using LeadOps.Plans;
using LeadOps.Portal;

namespace LeadOps.Applying;

/// <summary>The file that was planned is no longer that file.</summary>
internal sealed class UploadException(string message) : Exception(message);

/// <summary>
/// Files go out by crm.item.update, which the vendor recommends for them: new ones with their content, kept ones by
/// id.
/// </summary>
internal static class UploadWrite
{
    private const int LeadType = 1;

    /// <summary>So much content weighs as much as one call of a request.</summary>
    private const int BytesPerCall = 256 * 1024;

    public static bool Is(PlannedField field, FieldCatalogue catalogue) =>
        !field.After.IsEmpty && catalogue.Find(field.Name)?.Form == ValueForm.Files;

    /// <summary>Content fills memory, so leads with much of it share a request with few others.</summary>
    public static int Weight(PlannedLead lead) =>
        (int)Math.Min(40, lead.Fields.Sum(field => Uploads.Size(field.After) / BytesPerCall));

    public static PortalCall Call(LeadId id, IEnumerable<PlannedField> fields, FieldCatalogue catalogue)
    {
        var values = new JsonObject();
        foreach (var field in fields)
        {
            var items = Uploads.Texts(field.After).Select(Item).ToList();
            values[field.Name] = catalogue.Find(field.Name)!.IsMultiple ? new JsonArray([.. items]) : items[0];
        }

        return new PortalCall(
            "crm.item.update",
            new JsonObject
            {
                ["entityTypeId"] = LeadType,
                ["id"] = id.Value,
                ["fields"] = values,
                ["useOriginalUfNames"] = "Y",
            }
        );
    }

    private static JsonNode Item(string text)
    {
        var file = FileText.Read(text);
        return file.IsUpload
            ? new JsonArray(file.Name, Convert.ToBase64String(Content(file)))
            : new JsonObject { ["id"] = long.Parse(file.Id, System.Globalization.CultureInfo.InvariantCulture) };
    }

    private static byte[] Content(FileText file)
    {
        byte[] content;
        try
        {
            content = File.ReadAllBytes(file.Path!);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UploadException(
                $"the file {file.Path} cannot be read: {problem.Message} Put it back, or make a new plan"
            );
        }

        return Convert.ToHexStringLower(SHA256.HashData(content)) == file.Sha256
            ? content
            : throw new UploadException($"the file {file.Path} was changed since the plan; make a new plan");
    }
}
