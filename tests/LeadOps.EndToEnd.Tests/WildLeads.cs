using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace LeadOps.EndToEnd.Tests;

/// <summary>
/// Leads with a value in every field that can be written, made over REST; their texts are what breaks file formats.
/// </summary>
internal static class WildLeads
{
    public static readonly string[] Texts =
    [
        "a: b # 'c' \"d\" 🎪\r\n- e\n",
        "{{ 1 + 1 }} and }} {{",
        "  leading and trailing  ",
        "null",
        "0123",
        "~",
        "{{ lead.ID }}",
        "yes",
        "1e3",
        "=SUM(A1)",
        "tab\there",
        "\u2028line \u0085nel",
        "[1,2]",
        "{\"a\":1}",
        "'",
        "\\ud83c\\udfaa \\n",
        "a,b;\"c\"",
        "%20&+=",
        "$result[1]",
    ];

    public static async Task MakeAsync(Workspace here)
    {
        using var http = new HttpClient { BaseAddress = here.Portal!.WebhookUrl };
        for (var i = 0; i < Texts.Length; i++)
        {
            var id = (
                await SendAsync(http, "crm.lead.add", new JsonObject { ["fields"] = Fields(Texts[i], i) })
            )!.GetValue<long>();
            await SendAsync(
                http,
                "crm.lead.contact.items.set",
                new JsonObject
                {
                    ["id"] = id,
                    ["items"] = new JsonArray(
                        new JsonObject { ["CONTACT_ID"] = 411, ["IS_PRIMARY"] = "Y" },
                        new JsonObject { ["CONTACT_ID"] = 410 }
                    ),
                }
            );
            await SendAsync(
                http,
                "crm.lead.productrows.set",
                new JsonObject
                {
                    ["id"] = id,
                    ["rows"] = new JsonArray(
                        new JsonObject
                        {
                            ["PRODUCT_NAME"] = Texts[i],
                            ["PRICE"] = 10.5,
                            ["QUANTITY"] = 2,
                            ["TAX_RATE"] = 19,
                            ["TAX_INCLUDED"] = "Y",
                        }
                    ),
                }
            );
        }
    }

    /// <summary>Answers the call's result; an error of the portal fails the test.</summary>
    public static async Task<JsonNode?> SendAsync(HttpClient http, string method, JsonObject call)
    {
        var answer = await http.PostAsJsonAsync(method, call);
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["result"];
    }

    private static JsonObject Fields(string text, int i)
    {
        var fields = JsonNode
            .Parse(
                """
                {"HONORIFIC":"HNR_DE_1","BIRTHDATE":"1980-02-01","UF_CRM_NEXT_CALL":"2026-05-01",
                 "UF_CRM_BUDGET":"300|EUR","UF_CRM_REGION":80,"UF_CRM_INTERESTS":[91,93],
                 "UF_CRM_SITE":"https://s.test/?a=%20","UF_CRM_SITES":["https://a.test","https://b.test"],
                 "UF_CRM_OFFICE":"Street 1, Town|52.5;13.4","UF_CRM_OFFICES":["Street 2|1;2"],
                 "UF_CRM_MANAGER":7,"UF_CRM_MANAGERS":[1,7],"UF_CRM_PARTNER":"C_410",
                 "UF_CRM_PARTNERS":["C_411"],"UF_CRM_SEGMENT":"IT","UF_CRM_SEGMENTS":["IT","OTHER"],
                 "UF_CRM_MEETING":"2026-05-01T10:00:00+03:00","UF_CRM_MEETINGS":["2026-05-01T10:00:00+03:00"],
                 "UF_CRM_RATE":1.25,"UF_CRM_RATES":[1.5,0],"UF_CRM_NUMBERS":[0,5],
                 "UF_CRM_DATES":["2026-01-01"],"UF_CRM_BUDGETS":["1|EUR","2.5|USD"],"CURRENCY_ID":"USD"}
                """
            )!
            .AsObject();
        foreach (
            var name in new[]
            {
                "TITLE",
                "NAME",
                "LAST_NAME",
                "COMMENTS",
                "COMPANY_TITLE",
                "SOURCE_DESCRIPTION",
                "STATUS_DESCRIPTION",
                "POST",
                "ADDRESS",
                "ADDRESS_2",
                "ADDRESS_CITY",
                "UTM_TERM",
                "UF_CRM_NOTE",
            }
        )
        {
            fields[name] = text;
        }

        fields["UF_CRM_TAGS"] = new JsonArray(text, "x" + text);
        fields["UF_CRM_VIP"] = i % 2;
        fields["UF_CRM_SCORE"] = i;
        fields["OPENED"] = i % 2 == 0 ? "Y" : "N";
        fields["IS_MANUAL_OPPORTUNITY"] = i % 3 == 0 ? "Y" : "N";
        fields["OPPORTUNITY"] = i % 3 == 0 ? 1234.5 : 0;
        fields["ASSIGNED_BY_ID"] = new[] { 1, 7, 9 }[i % 3];
        fields["STATUS_ID"] = new[] { "NEW", "JUNK", "IN_PROCESS" }[i % 3];
        foreach (
            var (field, value, type) in new[]
            {
                ("PHONE", $"030 77 {i} ext.", "HOME"),
                ("EMAIL", $"p{i}@real.test", "WORK"),
                ("WEB", $"https://real.test/{i}", "FACEBOOK"),
                ("IM", $"handle{i}", "SKYPE"),
            }
        )
        {
            fields[field] = new JsonArray(new JsonObject { ["VALUE"] = value, ["VALUE_TYPE"] = type });
        }

        return fields;
    }
}
