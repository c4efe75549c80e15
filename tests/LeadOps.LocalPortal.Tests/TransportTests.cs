using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests;

internal sealed class TransportTests
{
    [TestCase("application/json", """{"Fields":{"TITLE":"first","TITLE":"A&B"}}""")]
    [TestCase("application/x-www-form-urlencoded", "FIELDS[TITLE]=A%26B")]
    [TestCase(
        "multipart/form-data; boundary=xx",
        "--xx\r\nContent-Disposition: form-data; name=\"fields[TITLE]\"\r\n\r\nA&B\r\n--xx--\r\n"
    )]
    public async Task Every_body_form_is_read(string type, string body)
    {
        await using var portal = await TestPortal.StartAsync();

        using var response = await portal.PostAsync(
            $"rest/1/{portal.Secret}/CRM.Lead.Add/?bx24_request_id=7",
            body,
            type
        );

        Assert.That((int)response.StatusCode, Is.EqualTo(200), await response.Content.ReadAsStringAsync());
        Assert.That((string?)(await portal.GetAsync(1))["TITLE"], Is.EqualTo("A&B"));
    }

    [TestCase("application/json", "{broken")]
    [TestCase("text/plain", """{"fields":{"TITLE":"x"}}""")]
    public async Task Of_a_body_that_cannot_be_read_the_parameters_are_missing(string type, string body)
    {
        await using var portal = await TestPortal.StartAsync();

        using var response = await portal.PostAsync($"rest/1/{portal.Secret}/crm.lead.add", body, type);

        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("Parameter 'fields' must be array"));
    }

    [Test]
    public async Task XML_is_there_for_old_consumers()
    {
        await using var portal = await TestPortal.StartAsync();
        await portal.AddAsync("""{"TITLE":"A & B"}""");

        using var response = await portal.GetAsync($"rest/1/{portal.Secret}/crm.lead.list.xml?select[]=TITLE");

        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/xml"));
        Assert.That(
            await response.Content.ReadAsStringAsync(),
            Does.Contain("<response><result><n0><ID>1</ID><TITLE>A &amp; B</TITLE></n0></result><total>1</total>")
        );
    }

    [TestCase("""{"id":{"a":1}}""")]
    [TestCase("""{"id":[1]}""")]
    [TestCase("""{"id":"1e400"}""")]
    public async Task A_strange_id_is_an_ordinary_error(string call)
    {
        await using var portal = await TestPortal.StartAsync();

        Assert.That(await portal.ErrorAsync("crm.lead.get", call), Is.EqualTo("400  ID is not defined or invalid."));
    }

    /// <summary>Whatever comes in, an answer in the portal's own form goes out.</summary>
    [Test]
    public async Task No_call_brings_the_portal_down()
    {
        await using var portal = await TestPortal.StartAsync();
        await portal.AddAsync("""{"TITLE":"x"}""");
        var methods = (await portal.ResultAsync("methods", """{"full":true}"""))
            .AsArray()
            .Select(name => (string)name!)
            .ToList();
        string[] values =
        [
            "null",
            "1",
            "\"x\"",
            "[]",
            "{}",
            "[[1]]",
            "{\"a\":{\"b\":[null]}}",
            "[null,{\"ID\":[]}]",
            "-5",
            "1.5e300",
        ];
        var failures = new List<string>();

        foreach (var method in methods.Where(method => method != "batch"))
        {
            foreach (var value in values)
            {
                var call = $$"""
                    {"entityTypeId":1,"id":{{(value == "-5" ? "-5" : "1")}},"fields":{{value}},
                    "filter":{{value}},"order":{{value}},"select":{{value}},"start":{{value}},
                    "params":{{value}},"items":{{value}},"rows":{{value}},"data":{{value}},
                    "values":{{value}},"type":"PHONE","target":{{value}} }
                    """;
                var answer = await portal.CallAsync(method, call);
                if ((int)answer["status"]! >= 500)
                {
                    failures.Add($"{method} {value}: {answer.ToJsonString()}");
                }
            }
        }

        Assert.That(failures, Is.Empty, string.Join('\n', failures));
        Assert.That(methods.Count, Is.GreaterThan(70));
    }

    [Test]
    public async Task A_reference_takes_the_place_of_a_value_or_of_nothing()
    {
        await using var portal = await TestPortal.StartAsync();

        var batch = await portal.ResultAsync(
            "batch",
            """
            {"cmd":{"a":"crm.lead.add?fields[TITLE]=One","b":"crm.lead.get?id=$result[a]",
            "c":"crm.lead.get?id=$result[none]",
            "d":"crm.lead.list?filter[ID]=$result[a]&select[]=ID",
            "e":"crm.lead.get?id=$result[d][0][ID]"}}
            """
        );

        Assert.That((string?)batch["result"]!["b"]!["TITLE"], Is.EqualTo("One"));
        Assert.That((string?)batch["result"]!["e"]!["ID"], Is.EqualTo("1"));
        Assert.That(
            (string?)batch["result_error"]!["c"]!["error_description"],
            Is.EqualTo("ID is not defined or invalid.")
        );
    }

    [Test]
    public async Task The_fifty_first_command_of_a_batch_is_refused()
    {
        await using var portal = await TestPortal.StartAsync();
        var commands = new JsonObject(
            Enumerable.Range(0, 52).Select(i => KeyValuePair.Create($"c{i}", (JsonNode?)"server.time"))
        );

        var batch = await portal.ResultAsync("batch", new JsonObject { ["cmd"] = commands }.ToJsonString());

        Assert.That(batch["result"]!.AsObject().Count, Is.EqualTo(50));
        Assert.That(
            batch["result_error"]!.AsObject().Select(pair => $"{pair.Key} {pair.Value!["error"]}"),
            Is.EqualTo(new[] { "c50 ERROR_BATCH_LENGTH_EXCEEDED", "c51 ERROR_BATCH_LENGTH_EXCEEDED" })
        );
    }

    [Test]
    public async Task The_control_door_wants_the_secret()
    {
        await using var portal = await TestPortal.StartAsync();

        using var closed = await portal.GetAsync("control/leads");
        using var open = await portal.GetAsync("control/inflight");

        Assert.That(((int)closed.StatusCode, (int)open.StatusCode), Is.EqualTo((401, 200)));
    }

    [TestCase("application/json", """{"fields":{"TITLE":"\ud800"}}""")]
    [TestCase("application/json", """{"fields":""")]
    [TestCase("multipart/form-data", "x")]
    [TestCase("multipart/form-data; boundary=X", "--X\r\nfoo")]
    public async Task A_body_that_cannot_be_read_has_no_parameters(string type, string body)
    {
        await using var portal = await TestPortal.StartAsync();

        using var response = await portal.PostAsync($"rest/1/{portal.Secret}/crm.lead.add", body, type);

        Assert.That(
            ((int)response.StatusCode, await response.Content.ReadAsStringAsync()),
            Is.EqualTo((400, """{"error":"","error_description":"Parameter 'fields' must be array"}"""))
        );
    }

    [Test]
    public async Task A_form_may_have_many_fields_and_no_depth()
    {
        await using var portal = await TestPortal.StartAsync();
        var phones = string.Join('&', Enumerable.Range(0, 5000).Select(number => $"fields[PHONE][][VALUE]={number}"));
        var deep = $"fields[TITLE]{string.Concat(Enumerable.Repeat("[x]", 20000))}=1";

        using var response = await portal.PostAsync(
            $"rest/1/{portal.Secret}/crm.lead.add",
            $"{phones}&{deep}",
            "application/x-www-form-urlencoded"
        );
        using var parts = new MultipartFormDataContent();
        foreach (var number in Enumerable.Range(0, 1500))
        {
            parts.Add(new StringContent("1"), $"fields[PHONE][{number}][VALUE]");
        }

        using var http = new HttpClient();
        using var multipart = await http.PostAsync(new Uri(portal.Server.WebhookUrl, "crm.lead.add"), parts);

        var rows = (await portal.ResultAsync("crm.lead.list", """{"select":["TITLE","PHONE"]}""")).AsArray();
        Assert.That(rows.Select(row => row!["PHONE"]!.AsArray().Count), Is.EqualTo(new[] { 5000, 1500 }));
        Assert.That((string?)rows[0]!["TITLE"], Is.EqualTo("Lead #1"));
    }
}
