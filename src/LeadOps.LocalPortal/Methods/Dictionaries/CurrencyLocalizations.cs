using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.Dictionaries;

/// <summary>crm.currency.localizations.*: how a currency is written in each language.</summary>
internal sealed class CurrencyLocalizations(Catalogue catalogue)
{
    private const string Prefix = "crm.currency.localizations.";

    private static readonly (string Name, string Type, string Title)[] Described =
    [
        ("FULL_NAME", "string", "Name"),
        ("FORMAT_STRING", "string", "Currency output format string"),
        ("DEC_POINT", "string", "Decimal point for output"),
        ("THOUSANDS_VARIANT", "string", "Thousands separator for output"),
        ("THOUSANDS_SEP", "string", "Custom thousands separator for output"),
        ("DECIMALS", "int", "Number of decimal places"),
        ("HIDE_ZERO", "char", "Hide insignificant zeros"),
    ];

    public IEnumerable<(string, Method)> Table =>
        [
            (Prefix + "fields", Allowed(_ => Fields())),
            (Prefix + "get", Allowed(call => Languages(Find(call)))),
            (Prefix + "set", Allowed(Set)),
            (Prefix + "delete", Allowed(Delete)),
        ];

    /// <summary>As the portal answers them: an object by language, or an empty list.</summary>
    public static JsonNode Languages(Currency? currency) =>
        Php.Map([.. (currency?.Languages ?? []).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))]);

    private static Method Allowed(Func<Parameters, JsonNode> work) =>
        (call, caller) =>
        {
            caller.CheckSettings();
            return new Answer(work(call));
        };

    private static JsonObject Fields() =>
        Nodes.Map(Described, field => field.Name, field => Descriptions.Plain(field.Type, field.Title));

    /// <summary>A currency that does not exist has no languages, which is no error.</summary>
    private Currency? Find(Parameters call) =>
        call.Get("id") is { Length: > 0 } code
            ? catalogue.Currencies.Find(known => known.Code == code)
            : throw RestException.Legacy("The parameter id is invalid or not defined.");

    private JsonNode Set(Parameters call)
    {
        var currency = Find(call);
        return call["localizations"] is JsonObject { Count: > 0 } given
            && Replace(currency, currency?.With(given))
            && given.Any(pair => pair.Value is JsonObject);
    }

    private JsonNode Delete(Parameters call)
    {
        var currency = Find(call);
        var gone = Parameters.Texts(call["lids"]);
        var kept = currency?.Languages.Where(pair => !gone.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal);
        return kept?.Count < currency?.Languages.Count && Replace(currency, currency! with { Languages = kept! });
    }

    private bool Replace(Currency? before, Currency? after)
    {
        if (before is null || after is null)
        {
            return false;
        }

        catalogue.Currencies[catalogue.Currencies.IndexOf(before)] = after;
        catalogue.Changed();
        return true;
    }
}
