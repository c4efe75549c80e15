using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.Dictionaries;

/// <summary>crm.currency.*: all members are strings, `total` is always 0.</summary>
internal sealed class CurrencyMethods(Catalogue catalogue)
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["CURRENCY"] = "string",
        ["FULL_NAME"] = "string",
        ["SORT"] = "integer",
    };

    public IEnumerable<(string, Method)> Table =>
        [
            ("crm.currency.list", List),
            ("crm.currency.get", Get),
            ("crm.currency.base.get", (_, _) => new Answer(catalogue.BaseCurrency)),
            (
                "crm.currency.fields",
                (_, _) =>
                    new Answer(
                        new JsonObject(
                            Write(catalogue.Currencies[0])
                                .Select(pair =>
                                    KeyValuePair.Create(
                                        pair.Key,
                                        (JsonNode?)
                                            Descriptions.Plain(
                                                pair.Key switch
                                                {
                                                    "AMOUNT_CNT" or "SORT" => "integer",
                                                    "AMOUNT" => "double",
                                                    "BASE" => "char",
                                                    _ => "string",
                                                },
                                                pair.Key,
                                                isRequired: pair.Key == "CURRENCY"
                                            )
                                    )
                                )
                        )
                    )
            ),
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
        return new Answer(Write(currency));
    }

    private static JsonObject Write(Currency currency) =>
        new()
        {
            ["CURRENCY"] = currency.Code,
            ["AMOUNT_CNT"] = "1",
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
