using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LeadOps.LocalPortal.Wire;

/// <summary>Parameters from the query and from a JSON, form or multipart body; the body wins.</summary>
internal static class RequestReader
{
    public static async Task<Parameters> ReadAsync(HttpRequest request)
    {
        var all = request.QueryString.HasValue ? Php.ParseQuery(request.QueryString.Value![1..]) : new JsonObject();
        foreach (var (name, value) in await BodyAsync(request))
        {
            all[name] = value?.DeepClone();
        }

        return new Parameters(all);
    }

    /// <summary>
    /// The control door takes JSON whatever its content type says, and null is a body that it cannot read.
    /// </summary>
    public static async Task<Parameters?> ControlAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var text = (await reader.ReadToEndAsync()).Trim();
        var all = request.QueryString.HasValue ? Php.ParseQuery(request.QueryString.Value![1..]) : new JsonObject();
        var isForm =
            text.Length == 0
            || (
                text[0] != '{'
                && request.ContentType?.Contains("urlencoded", StringComparison.OrdinalIgnoreCase) == true
            );
        if ((isForm ? Php.ParseQuery(text) : Json(text)) is not { } body)
        {
            return null;
        }

        foreach (var (name, value) in body)
        {
            all[name] = value?.DeepClone();
        }

        return new Parameters(all);
    }

    private static JsonObject? Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Php.FromJson(document.RootElement) as JsonObject;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static async Task<JsonObject> BodyAsync(HttpRequest request)
    {
        var type = request.ContentType ?? "";
        if (type.Contains("json", StringComparison.OrdinalIgnoreCase))
        {
            return await JsonAsync(request.Body);
        }

        if (type.Contains("urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            using var reader = new StreamReader(request.Body, Encoding.UTF8);
            return Php.ParseQuery(await reader.ReadToEndAsync());
        }

        if (!type.Contains("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        var form = await FormAsync(request);
        return Php.ParseQuery(
            string.Join(
                '&',
                form.SelectMany(pair =>
                    pair.Value.Select(value => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(value ?? "")}")
                )
            )
        );
    }

    /// <summary>A form that cannot be read has no parameters.</summary>
    private static async Task<IFormCollection> FormAsync(HttpRequest request)
    {
        try
        {
            return await request.ReadFormAsync(
                new FormOptions { ValueCountLimit = int.MaxValue, ValueLengthLimit = int.MaxValue }
            );
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return FormCollection.Empty;
        }
    }

    /// <summary>
    /// Invalid JSON, or a text in it that is no UTF-8, is not reported: the parameters are simply missing.
    /// </summary>
    private static async Task<JsonObject> JsonAsync(Stream body)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(body);
            return Php.FromJson(document.RootElement) as JsonObject ?? [];
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return [];
        }
    }
}
