using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.Dictionaries;

/// <summary>crm.currency.*: all members are strings, `total` is always 0. Writes are apart.</summary>
internal sealed class CurrencyMethods(Catalogue catalogue)
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["CURRENCY"] = "string",
        ["FULL_NAME"] = "string",
        ["SORT"] = "integer",
    };

    /// <summary>Name, type, title, read-only.</summary>
    private static readonly (string Name, string Type, string Title, bool IsReadOnly)[] Described =
    [
        ("CURRENCY", "string", "Currency", false),
        ("AMOUNT_CNT", "int", "Face value", false),
        ("AMOUNT", "double", "Exchange rate", false),
        ("BASE", "char", "Base currency", true),
        ("SORT", "int", "Sorting", false),
        ("DATE_UPDATE", "datetime", "Date modified", true),
        ("LID", "string", "Website", true),
        ("FORMAT_STRING", "string", "Currency output format string", true),
        ("FULL_NAME", "string", "Name", true),
        ("DEC_POINT", "string", "Decimal point for output", true),
        ("THOUSANDS_SEP", "string", "Custom thousands separator for output", true),
        ("DECIMALS", "int", "Number of decimal places", true),
        ("LANG", "currency_localization", "Language binding", false),
    ];

    public IEnumerable<(string, Method)> Table =>
        [
            ("crm.currency.list", List),
            ("crm.currency.get", Get),
            ("crm.currency.base.get", (_, _) => new Answer(catalogue.BaseCurrency)),
            ("crm.currency.fields", (_, _) => new Answer(Fields())),
            .. new CurrencyWrites(catalogue).Table,
            .. new CurrencyLocalizations(catalogue).Table,
        ];

    private Answer List(Parameters call, Caller caller)
    {
        caller.CheckSettings();
        return new Answer(
            Nodes.List(
                RowQuery.Sort(catalogue.Currencies.OrderBy(currency => currency.Sort).Select(Write), call.Order, Types)
            ),
            0
        );
    }

    private Answer Get(Parameters call, Caller caller)
    {
        var currency =
            catalogue.Currencies.Find(known => known.Code == call.Get("id"))
            ?? throw RestException.Legacy(
                call.Get("id").Length == 0 ? "The parameter id is not defined or invalid." : "Not found"
            );
        var written = Write(currency);
        written["LANG"] = CurrencyLocalizations.Languages(currency);
        return new Answer(written);
    }

    private static JsonObject Fields() =>
        Nodes.Map(
            Described,
            field => field.Name,
            field => Descriptions.Plain(field.Type, field.Title, field.IsReadOnly, isMultiple: field.Name == "LANG")
        );

    /// <summary>As it is written in English, the language of this portal.</summary>
    private static JsonObject Write(Currency currency)
    {
        var english = currency.Languages.GetValueOrDefault("en");
        JsonNode? Text(string name) => english?[name]?.DeepClone();
        return new JsonObject
        {
            ["CURRENCY"] = currency.Code,
            ["AMOUNT_CNT"] = $"{currency.Count}",
            ["AMOUNT"] = currency.Rate,
            ["SORT"] = $"{currency.Sort}",
            ["BASE"] = currency.IsBase ? "Y" : "N",
            ["FULL_NAME"] = Text("FULL_NAME"),
            ["LID"] = english is null ? null : "en",
            ["FORMAT_STRING"] = Text("FORMAT_STRING"),
            ["DEC_POINT"] = Text("DEC_POINT"),
            ["THOUSANDS_SEP"] = Text("THOUSANDS_SEP"),
            ["DECIMALS"] = Text("DECIMALS"),
            ["DATE_UPDATE"] = "2026-01-10T09:00:00+02:00",
        };
    }
}
