namespace LeadOps.LocalPortal.Tests;

internal sealed class LeadFileTests
{
    [Test]
    public async Task Files_are_kept_by_id()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync(
            """
            {"UF_CRM_CONTRACT":{"fileData":["a.txt","QQ=="]},
            "UF_CRM_DOCUMENTS":[{"fileData":["b.txt","Qg=="]},{"fileData":["c.txt","Qw=="]}]}
            """
        );
        var list = await portal.AddAsync("""{"UF_CRM_CONTRACT":[{"fileData":["a.txt","QQ=="]}]}""");

        var lead = await portal.GetAsync(id);
        var second = (long)lead["UF_CRM_DOCUMENTS"]![1]!["id"]!;
        var item = await portal.UpdateItemAsync(
            id,
            $$"""{"ufCrmContract":"","ufCrmDocuments":[{"id":{{second}}},["d.txt","RA=="]]}"""
        );

        Assert.That(
            (string?)lead["UF_CRM_CONTRACT"]!["downloadUrl"],
            Does.Contain("fileId=" + lead["UF_CRM_CONTRACT"]!["id"])
        );
        Assert.That(
            (await portal.GetAsync(list)).AsObject().ContainsKey("UF_CRM_CONTRACT"),
            Is.False,
            "a single file given as a list stores nothing"
        );
        Assert.That(item["ufCrmContract"], Is.Null);
        Assert.That(item["ufCrmDocuments"]!.AsArray().Count, Is.EqualTo(2));
        Assert.That((long)item["ufCrmDocuments"]![0]!["id"]!, Is.EqualTo(second));
    }
}
