using LeadOps.Diagnostics;
using LeadOps.Storage.Postgres;
using Npgsql;

namespace LeadOps.Tests.Storage;

internal sealed class PostgresAddressTests
{
    [TestCase("Host=db;Database=d;Username=u;Password=s3cr3t", "db", 5432, "d", SslMode.Prefer)]
    [TestCase("postgres://u:s3cr3t@db/d", "db", 5432, "d", SslMode.Prefer)]
    [TestCase("postgresql://u:s3cr3t@db:6432/d?sslmode=verify-full", "db", 6432, "d", SslMode.VerifyFull)]
    [TestCase("postgres://u@/d?host=/var/run&password=s3cr3t", "/var/run", 5432, "d", SslMode.Prefer)]
    public void Both_ways_to_write_it_are_understood(string text, string host, int port, string database, SslMode ssl)
    {
        var address = PostgresAddress.Parse(text, "leadops");

        var read = new NpgsqlConnectionStringBuilder(address.Connection);
        Assert.That(
            (read.Host, read.Port, read.Database, read.SslMode, read.SearchPath, read.Password),
            Is.EqualTo((host, port, database, ssl, "leadops", "s3cr3t"))
        );
        Assert.That(address.ToString(), Does.Contain(host).And.Not.Contain("s3cr3t"));
    }

    [TestCase("")]
    [TestCase("s3cr3t")]
    [TestCase("Passwort=s3cr3t;Host=x")]
    [TestCase("postgres://u:s3cr3t@db:port/d")]
    [TestCase("mysql://u:s3cr3t@db/d")]
    [TestCase("postgres://u:a@s3cr3t@db/d")]
    [TestCase("postgres://u:a@b:s3cr3t@db:5432/d")]
    [TestCase("postgres://u:12/s3cr3t@db/d")]
    [TestCase("postgres://u:12?s3cr3t@db/d")]
    [TestCase("postgres://u:12/x@s3cr3t@db/d")]
    [TestCase("Host=db:s3cr3t;Username=u")]
    [TestCase("Host=db;Username=u;Minimum Pool Size=9;Maximum Pool Size=2;Password=s3cr3t")]
    public void What_is_no_address_is_refused_without_its_value(string text)
    {
        var problem = Assert.Throws<LeadOpsException>(() => PostgresAddress.Parse(text, "leadops"));

        Assert.That(problem!.Message, Does.Contain("state.postgres").And.Not.Contain("s3cr3t"));
    }

    [TestCase("A schema; DROP")]
    [TestCase("Leadops")]
    [TestCase("a123456789012345678901234567890123456789012345678901234567x")]
    [TestCase("")]
    public void A_schema_name_is_plain(string schema) =>
        Assert.Throws<LeadOpsException>(() => PostgresAddress.Parse("Host=db", schema));

    [TestCase("at postgres://u:s3cr3t@db/d there", "at postgres://u:…@db/d there")]
    [TestCase("Host=db;Password=s3cr3t;Port=1", "Host=db;Password=…;Port=1")]
    [TestCase("pwd = 's3 cr3t';x", "pwd = …;x")]
    [TestCase("postgres://u@db/d?password=s3cr3t&x=1", "postgres://u@db/d?password=…&x=1")]
    [TestCase("nothing to hide", "nothing to hide")]
    public void Secrets_are_masked(string text, string expected) =>
        Assert.That(PostgresAddress.Mask(text), Is.EqualTo(expected));
}
