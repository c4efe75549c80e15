using System.Text.Json;
using LeadOps.Fields;

namespace LeadOps.Tests.Fields;

/// <summary>How a user may be named depends on what the credential may read of users.</summary>
internal sealed class UserNameTests
{
    private const string Anna = """{"ID":"1","NAME":"Anna","LAST_NAME":"Keller","ACTIVE":true}""";
    private const string AnnaWithMail =
        """{"ID":"1","NAME":"Anna","LAST_NAME":"Keller","EMAIL":"anna@acme.example","ACTIVE":true}""";
    private const string Namesake = """{"ID":"7","NAME":"Anna","LAST_NAME":"Keller","ACTIVE":false}""";

    private static (FieldValue? Value, string? Problem) Convert(string wanted, params string[] users)
    {
        using var fields = JsonDocument.Parse(
            """{"ASSIGNED_BY_ID":{"type":"user"},"UF_CRM_MANAGER":{"type":"employee"}}"""
        );
        var catalogue = CatalogueBuilder.Build(
            new CatalogueSources(
                fields.RootElement,
                [],
                [],
                [.. users.Select(user => JsonSerializer.Deserialize<JsonElement>(user))],
                [],
                TimeZoneInfo.Utc
            )
        );
        return FieldValues.Convert(catalogue.Find("ASSIGNED_BY_ID")!, wanted);
    }

    [TestCase("anna@acme.example")]
    [TestCase("Anna Keller")]
    public void Without_the_right_to_read_users_only_an_id_is_taken(string name)
    {
        var (value, problem) = Convert(name);

        Assert.That(value, Is.Null);
        Assert.That(problem, Does.Contain($"`{name}` is not a user id").And.Contain("`user_basic`"));
        Assert.That(Convert("7").Value, Is.EqualTo(new TextValue("7")));
    }

    [Test]
    public void An_e_mail_that_the_credential_may_not_read_names_the_scope()
    {
        var (_, problem) = Convert("anna@acme.example", Anna);

        Assert.That(
            problem,
            Does.Contain("is an e-mail, and this credential may not read those").And.Contain("`user_basic`")
        );
    }

    [TestCase("anna keller")]
    [TestCase("Keller Anna")]
    [TestCase("ANNA@acme.example")]
    [TestCase("1")]
    public void A_user_goes_by_name_in_either_order_by_e_mail_and_by_id(string name) =>
        Assert.That(Convert(name, AnnaWithMail).Value, Is.EqualTo(new TextValue("1")));

    [Test]
    public void A_name_that_two_users_have_is_refused_with_both() =>
        Assert.That(
            Convert("Anna Keller", AnnaWithMail, Namesake).Problem,
            Does.Contain("is the name of several: 1 (Anna Keller), 7 (Anna Keller)")
        );

    [Test]
    public void Offline_any_name_may_be_right() =>
        Assert.That(
            FieldValues.Convert(FieldCatalogue.Standard.Find("ASSIGNED_BY_ID")!, "anna@acme.example").Problem,
            Is.Null
        );
}
