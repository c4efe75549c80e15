using LeadOps.LocalPortal.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LeadOps.LocalPortal.Server;

/// <summary>
/// The addresses of files that lead fields give. Whoever reaches this machine's loopback gets the file: there is no
/// session that could be asked for, and no other site can read the answer.
/// </summary>
internal sealed class FileEndpoint(Portal portal)
{
    public const string Legacy = "/bitrix/components/bitrix/crm.lead.show/show_file.php";
    public const string Universal = "/bitrix/services/main/ajax.php";
    public const string Machine = "/rest/crm.controller.item.getFile.json";

    public Task AnswerAsync(HttpContext http) => AnswerAsync(http, _ => true);

    /// <summary>This address stands under `/rest/`, so it wants the token that came with it.</summary>
    public Task AnswerMachineAsync(HttpContext http) =>
        AnswerAsync(http, call => portal.Store.Files.Opens(call.Get("token"), call.Int("fileId")));

    private async Task AnswerAsync(HttpContext http, Predicate<Parameters> may)
    {
        var call = await RequestReader.ReadAsync(http.Request);
        (string Name, byte[] Content)? found;
        lock (portal.Gate)
        {
            found = may(call) ? Find(call) : null;
        }

        if (found is not { } file)
        {
            await AnswerWriter.HtmlAsync(http, 404, "Not Found");
            return;
        }

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(file.Name);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.Headers.XContentTypeOptions = "nosniff";
        await AnswerWriter.BytesAsync(http, 200, "application/octet-stream", file.Content);
    }

    /// <summary>A file belongs to a field of a lead; a number alone opens nothing.</summary>
    private (string Name, byte[] Content)? Find(Parameters call)
    {
        var id = call.Int("fileId");
        var lead = portal.Store.Find(call.Int(call.Has("ownerId") ? "ownerId" : "id"));
        var isHeld =
            lead is not null
            && portal.Store.Catalogue.Fields.TryGetValue(call.Get("fieldName"), out var field)
            && field.Type == "file"
            && lead.List(field.Name).Append(lead[field.Name] ?? "").Contains($"{id}");
        return isHeld ? portal.Store.Files.Find(id) : null;
    }
}
