using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Store;
using Microsoft.Data.Sqlite;

namespace LeadOps.LocalPortal.Tests;

internal sealed class StoreTests
{
    private static string NewFile() => Path.Combine(Directory.CreateTempSubdirectory().FullName, "portal.db");

    private static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [Test]
    public async Task Everything_survives_a_restart()
    {
        var options = new LocalPortalOptions { DataFile = NewFile(), SeedLeads = 3 };
        long id;
        JsonNode before;
        await using (var first = await TestPortal.StartAsync(options))
        {
            await first.ResultAsync(
                "crm.lead.userfield.add",
                """{"fields":{"FIELD_NAME":"KIND","USER_TYPE_ID":"enumeration","LIST":[{"VALUE":"A"}]}}"""
            );
            await first.ResultAsync(
                "crm.status.add",
                """{"fields":{"ENTITY_ID":"STATUS","STATUS_ID":"LATER","NAME":"Later"}}"""
            );
            id = await first.AddAsync(
                """
                {"TITLE":"kept","STATUS_ID":"LATER","UF_CRM_TAGS":["a"],
                "UF_CRM_CONTRACT":{"fileData":["a.txt","QQ=="]},"PHONE":[{"VALUE":"1"}],
                "CONTACT_IDS":[410,411],"ORIGIN_ID":"o-1"}
                """
            );
            await first.UpdateItemAsync(id, """{"observers":[7]}""");
            await first.ResultAsync("crm.lead.productrows.set", $$"""{"id":{{id}},"rows":[{"PRICE":2}]}""");
            await first.ResultAsync("crm.lead.delete", """{"id":3}""");
            before = await first.ItemAsync(id);
        }

        await using var second = await TestPortal.StartAsync(options);
        var after = await second.ItemAsync(id);
        before["ufCrmContract"]!["urlMachine"] = after["ufCrmContract"]!["urlMachine"]!.DeepClone();
        Assert.That(JsonNode.DeepEquals(after, before), after.ToJsonString());
        Assert.That(await second.FindAsync("""{"ORIGIN_ID":"o-1"}"""), Is.EqualTo(TestPortal.Text(id)));
        Assert.That(await second.FindAsync("{}"), Is.EqualTo($"1 2 {id}"));
        Assert.That((await second.ResultAsync("crm.lead.fields")).AsObject().ContainsKey("UF_CRM_KIND"));
        Assert.That(
            (
                await second.ResultAsync(
                    "crm.stagehistory.list",
                    $$"""{"entityTypeId":1,"filter":{"OWNER_ID":{{id}} } }"""
                )
            )["items"]!
                .AsArray()
                .Count,
            Is.EqualTo(1)
        );
        Assert.That(await second.AddAsync("{}"), Is.EqualTo(id + 1));
    }

    /// <summary>As the first version made it: leads and a few facts, nothing else.</summary>
    [Test]
    public async Task An_old_data_file_still_opens()
    {
        var file = NewFile();
        using (var old = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            old.Open();
            using var command = old.CreateCommand();
            command.CommandText = """
                CREATE TABLE lead (id INTEGER PRIMARY KEY, json TEXT NOT NULL);
                CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
                INSERT INTO meta VALUES ('secret', 'oldsecret'), ('last_id', '9'), ('multifield_id', '5004');
                INSERT INTO lead VALUES (4, '{"Fields":{"TITLE":"Old","STATUS_ID":"JUNK","UF_CRM_REGION":"80","ORIGIN_ID":"x"},
                    "Lists":{"UF_CRM_TAGS":["a"]},
                    "Multifields":[{"Id":5003,"TypeId":"PHONE","ValueType":"WORK","Value":"1"}],
                    "Contacts":[{"ContactId":410,"Sort":10,"IsPrimary":true}],"Rows":null}');
                """;
            command.ExecuteNonQuery();
        }

        await using var portal = await TestPortal.StartAsync(
            new LocalPortalOptions { DataFile = file, SeedLeads = 50 }
        );

        var lead = await portal.GetAsync(4);
        Assert.That(portal.Secret, Is.EqualTo("oldsecret"));
        Assert.That(
            ((string?)lead["TITLE"], (string?)lead["UF_CRM_REGION"], (string?)lead["PHONE"]![0]!["ID"]),
            Is.EqualTo(("Old", "80", "5003"))
        );
        Assert.That(await portal.FindAsync("""{"ORIGIN_ID":"x"}"""), Is.EqualTo("4"));
        var added = await portal.AddAsync("""{"PHONE":[{"VALUE":"2"}]}""");
        Assert.That((added, (string?)(await portal.GetAsync(added))["PHONE"]![0]!["ID"]), Is.EqualTo((10L, "5005")));
    }

    [Test]
    public void A_catalogue_from_before_some_of_its_parts_has_the_usual_ones()
    {
        var catalogue = Catalogue.Open(
            """{"UserFields":[{"Id":1,"Name":"UF_CRM_X","Type":"string","Settings":{"ROWS":2}}],"Contacts":[{"Id":410}]}"""
        );

        var field = catalogue.UserFields[0];
        Assert.That((field.Sort, field.EditInList, field.ShowFilter), Is.EqualTo((100, true, "N")));
        Assert.That((field.Label(), (int)field.Settings["ROWS"]!), Is.EqualTo(("UF_CRM_X", 2)));
        Assert.That(catalogue.Contacts[0]["NAME"], Is.Null);
        Assert.That(catalogue.Contacts[0].Values("PHONE"), Is.Empty);
        Assert.That(catalogue.Products, Is.Empty);
        Assert.That(Catalogue.Open(catalogue.Save()).Save(), Is.EqualTo(catalogue.Save()));
    }

    [Test]
    public void What_a_portal_is_made_with_is_kept_as_it_always_was()
    {
        var catalogue = Catalogue.Open(null);

        Assert.That(catalogue.Save(), Is.EqualTo(JsonSerializer.Serialize(catalogue)));
        Assert.That(Catalogue.Open(catalogue.Save()).Save(), Is.EqualTo(catalogue.Save()));
    }

    [TestCase("PRAGMA user_version=7", "has version 7; this LeadOps reads up to 1.")]
    [TestCase("UPDATE lead SET json='{'", "is not a data file of a local portal, or it is damaged.")]
    [TestCase(
        "UPDATE meta SET value='x' WHERE name='last_id'",
        "is not a data file of a local portal, or it is damaged."
    )]
    [TestCase(
        "UPDATE meta SET value='[' WHERE name='catalogue'",
        "is not a data file of a local portal, or it is damaged."
    )]
    [TestCase("DROP TABLE lead; CREATE TABLE lead (x)", "cannot be used")]
    public async Task A_data_file_that_cannot_be_read_is_explained(string damage, string message)
    {
        var options = new LocalPortalOptions { DataFile = NewFile(), SeedLeads = 1 };
        await using (var first = await TestPortal.StartAsync(options))
        {
            await first.ResultAsync(
                "crm.status.add",
                """{"fields":{"ENTITY_ID":"STATUS","STATUS_ID":"LATER","NAME":"Later"}}"""
            );
        }

        Execute(options.DataFile, damage);

        Assert.That(
            async () => await TestPortal.StartAsync(options),
            Throws.TypeOf<LocalPortalException>().With.Message.Contains(message)
        );
    }

    [Test]
    public async Task What_an_older_version_did_not_keep_is_as_in_a_new_portal()
    {
        var options = new LocalPortalOptions { DataFile = NewFile(), SeedLeads = 1 };
        await using (var first = await TestPortal.StartAsync(options))
        {
            await first.ResultAsync("crm.currency.update", """{"id":"USD","fields":{"SORT":50}}""");
        }

        Execute(
            options.DataFile,
            """
            UPDATE meta SET value = json_remove(value, '$.Currencies[1].Languages', '$.Currencies[1].Count',
                '$.Users[0].More') WHERE name = 'catalogue'
            """
        );
        await using var portal = await TestPortal.StartAsync(options);
        var currency = await portal.ResultAsync("crm.currency.get", """{"id":"USD"}""");

        Assert.That(
            $"{currency["SORT"]} {currency["AMOUNT_CNT"]} {currency["FULL_NAME"]} {currency["LANG"]!["de"]!["FULL_NAME"]}",
            Is.EqualTo("50 1 US Dollar US Dollar")
        );
        Assert.That((string?)(await portal.ResultAsync("user.current"))["NAME"], Is.EqualTo("Anna"));
    }

    [Test]
    public void A_folder_is_no_data_file() =>
        Assert.That(
            async () => await TestPortal.StartAsync(new LocalPortalOptions { DataFile = Path.GetTempPath() }),
            Throws.TypeOf<LocalPortalException>().With.Message.Contains("is a folder. Give a file with `--data`")
        );

    [Test]
    public async Task Of_many_clients_at_once_nothing_is_lost()
    {
        await using var portal = await TestPortal.StartAsync(new LocalPortalOptions { DataFile = NewFile() });
        var shared = await portal.AddAsync("""{"TITLE":"shared"}""");

        var made = await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(async client =>
                {
                    var ids = new List<long>();
                    for (var i = 0; i < 20; i++)
                    {
                        var id = await portal.AddAsync($$"""{"TITLE":"{{client}}-{{i}}"}""");
                        await portal.UpdateAsync(id, $$"""{"COMMENTS":"{{client}}-{{i}}"}""");
                        await portal.UpdateAsync(shared, $$"""{"PHONE":[{"VALUE":"{{client}}-{{i}}"}]}""");
                        ids.Add(id);
                    }

                    return ids;
                })
        );

        var leads = (await portal.ControlAsync("leads"))
            .AsArray()
            .Where(lead => (string?)lead!["TITLE"] != "shared")
            .ToList();
        Assert.That(made.SelectMany(ids => ids).Distinct().Count(), Is.EqualTo(320));
        Assert.That(leads.Count(lead => (string?)lead!["TITLE"] == (string?)lead["COMMENTS"]), Is.EqualTo(320));
        Assert.That(
            (await portal.GetAsync(shared))["PHONE"]!.AsArray().Select(item => (string)item!["ID"]!).Distinct().Count(),
            Is.EqualTo(320)
        );
    }

    [Test]
    public async Task Ten_portals_that_start_at_once_on_a_new_file_take_turns()
    {
        var options = new LocalPortalOptions { DataFile = NewFile(), DataWait = TimeSpan.FromSeconds(60) };

        await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(number =>
                    Task.Run(async () =>
                    {
                        await using var portal = await TestPortal.StartAsync(options);
                        await portal.AddAsync($$"""{"TITLE":"{{number}}"}""");
                    })
                )
        );

        await using var last = await TestPortal.StartAsync(options);
        Assert.That(
            (await last.ControlAsync("leads")).AsArray().Select(lead => (string)lead!["TITLE"]!).Order(),
            Is.EqualTo(Enumerable.Range(0, 10).Select(number => $"{number}"))
        );
    }
}
