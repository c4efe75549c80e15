using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace LeadOps.LocalPortal.Wire;

/// <summary>Answers on the wire: JSON, XML for old consumers, and the pages of a front server.</summary>
internal static class AnswerWriter
{
    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static JsonObject Error(string code, string text) =>
        new() { ["error"] = code, ["error_description"] = text };

    /// <summary>The members of an error in REST 3.0.</summary>
    public static JsonObject Coded(string code, string text) => new() { ["code"] = code, ["message"] = text };

    public static Task JsonAsync(HttpContext http, int status, JsonNode body) =>
        BytesAsync(http, status, "application/json; charset=utf-8", Encoding.UTF8.GetBytes(body.ToJsonString(Relaxed)));

    public static Task XmlAsync(HttpContext http, int status, JsonNode body)
    {
        var document = new XDocument(Element("response", body));
        return BytesAsync(
            http,
            status,
            "text/xml; charset=utf-8",
            Encoding.UTF8.GetBytes(
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>" + document.ToString(SaveOptions.DisableFormatting)
            )
        );
    }

    public static Task HtmlAsync(HttpContext http, int status, string title) =>
        BytesAsync(
            http,
            status,
            "text/html",
            Encoding.UTF8.GetBytes(
                $"<html><head><title>{status} {title}</title></head><body><center><h1>{status} "
                    + $"{title}</h1></center><hr><center>nginx</center></body></html>"
            )
        );

    /// <summary>The headers promise the whole answer, half of it comes.</summary>
    public static async Task CutAsync(HttpContext http, JsonNode body)
    {
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString(Relaxed));
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
        await http.Response.Body.FlushAsync();
        http.Abort();
    }

    /// <summary>A warning in front of the JSON, as a server with errors switched on prints it.</summary>
    public static Task InvalidJsonAsync(HttpContext http, JsonNode body) =>
        BytesAsync(
            http,
            200,
            "application/json; charset=utf-8",
            Encoding.UTF8.GetBytes(
                "<br />\n<b>Warning</b>: Undefined array key in "
                    + "<b>/home/bitrix/www/bitrix/modules/crm/lib/item.php</b> on line <b>42</b><br />\n"
                    + body.ToJsonString(Relaxed)
            )
        );

    public static async Task BytesAsync(HttpContext http, int status, string type, byte[] bytes)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes);
    }

    /// <summary>XML has no names that are numbers; PHP's are written as `n0`, `n1`.</summary>
    private static XElement Element(string name, JsonNode? node)
    {
        var safe = name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_') ? XmlSafe(name) : "n" + XmlSafe(name);
        return node switch
        {
            JsonObject map => new XElement(safe, map.Select(pair => Element(pair.Key, pair.Value))),
            JsonArray list => new XElement(
                safe,
                list.Select((item, index) => Element(index.ToString(CultureInfo.InvariantCulture), item))
            ),
            _ => new XElement(safe, string.Concat(Parameters.Text(node).Where(System.Xml.XmlConvert.IsXmlChar))),
        };
    }

    private static string XmlSafe(string name) =>
        string.Concat(
            name.Select(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-' or '.' ? letter : '_')
        );
}
