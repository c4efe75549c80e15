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
        ];

    private Answer List(Parameters call, Caller caller)
    {
        if (!caller.IsAdmin && !caller.Rights.CanChangeSettings)
        {
            throw RestException.Legacy("Access denied.");
        }

        return new Answer(
            RowQuery.Array(
                RowQuery.Sort(
                    catalogue.Currencies.OrderBy(currency => currency.Sort).Select(Write),
                    call.Map("order", "Parameter 'order' must be array."),
                    Types
                )
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
        written["LANG"] = new JsonObject { ["en"] = Localisation(currency), ["de"] = Localisation(currency) };
        return new Answer(written);
    }

    private static JsonObject Fields() =>
        new(
            Described.Select(field =>
                KeyValuePair.Create(
                    field.Name,
                    (JsonNode?)
                        Descriptions.Plain(field.Type, field.Title, field.IsReadOnly, isMultiple: field.Name == "LANG")
                )
            )
        );

    private static JsonObject Localisation(Currency currency) =>
        new()
        {
            ["FORMAT_STRING"] = currency.Format,
            ["FULL_NAME"] = currency.Name,
            ["DEC_POINT"] = ".",
            ["THOUSANDS_SEP"] = currency.Thousands,
            ["DECIMALS"] = "2",
            ["THOUSANDS_VARIANT"] = currency.Thousands is null ? "C" : "B",
            ["HIDE_ZERO"] = "Y",
        };

    private static JsonObject Write(Currency currency) =>
        new()
        {
            ["CURRENCY"] = currency.Code,
            ["AMOUNT_CNT"] = $"{currency.Count}",
            ["AMOUNT"] = currency.Rate,
            ["SORT"] = $"{currency.Sort}",
            ["BASE"] = currency.IsBase ? "Y" : "N",
            ["FULL_NAME"] = currency.Name,
            ["LID"] = "en",
            ["FORMAT_STRING"] = currency.Format,
            ["DEC_POINT"] = ".",
            ["THOUSANDS_SEP"] = currency.Thousands,
            ["DECIMALS"] = "2",
            ["DATE_UPDATE"] = "2026-01-10T09:00:00+02:00",
        };
}
