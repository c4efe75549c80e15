using System.Text.RegularExpressions;
using LeadOps.Diagnostics;
using Npgsql;

namespace LeadOps.Storage.Postgres;

/// <summary>
/// Where the shared state is. The connection string is a secret and is shown only as <see cref="Description"/>.
/// </summary>
public sealed partial class PostgresAddress
{
    /// <summary>Names of libpq in a `postgres://` address, and what Npgsql calls them.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["host"] = "Host",
        ["port"] = "Port",
        ["dbname"] = "Database",
        ["user"] = "Username",
        ["password"] = "Password",
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslpassword"] = "SSL Password",
        ["application_name"] = "Application Name",
        ["connect_timeout"] = "Timeout",
        ["options"] = "Options",
        ["target_session_attrs"] = "Target Session Attributes",
        ["channel_binding"] = "Channel Binding",
    };

    private PostgresAddress(string connection, string schema, string description) =>
        (Connection, Schema, Description) = (connection, schema, description);

    internal string Connection { get; }

    public string Schema { get; }

    public string Description { get; }

    /// <summary>A connection for another library that keeps its own tables in this database.</summary>
    public NpgsqlConnection Connect() => new(Connection);

    /// <summary>The tables of another library in a schema beside the state, made by one machine at a time.</summary>
    public T Beside<T>(string schema, Func<T> tables) => NeighbourSchema.Made(this, schema, tables);

    /// <summary>A connection string of Npgsql, or an address that begins with `postgres://`.</summary>
    public static PostgresAddress Parse(string text, string schema)
    {
        if (!SchemaName().IsMatch(schema))
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"`state.schema`: `{schema}` is not a schema name. Use small letters, digits and `_`, a letter first, "
                    + "58 characters at most."
            );
        }

        try
        {
            var builder = new NpgsqlConnectionStringBuilder(
                Address().Match(text) is { Success: true } url ? OfUrl(url) : text
            );
            if (string.IsNullOrEmpty(builder.Host))
            {
                throw new ArgumentException("it names no host");
            }

            builder.ApplicationName ??= "leadops";
            builder.SearchPath = schema;
            builder.Options = $"{builder.Options} -c synchronous_commit=on".Trim();
            builder.Timeout = Math.Min(builder.Timeout, 5);
            builder.CommandTimeout = Math.Min(builder.CommandTimeout, 15);
            builder.KeepAlive = builder.KeepAlive == 0 ? 30 : builder.KeepAlive;
            builder.IncludeErrorDetail = false;
            RequireUsable(builder.ConnectionString);
            return new PostgresAddress(
                builder.ConnectionString,
                schema,
                $"PostgreSQL on {builder.Host}, database {builder.Database ?? builder.Username}, schema {schema}"
            );
        }
        catch (Exception problem)
            when (problem
                    is ArgumentException
                        or FormatException
                        or OverflowException
                        or InvalidOperationException
                        or NotSupportedException
            )
        {
            // What Npgsql says may repeat the value, which is a secret.
            throw new LeadOpsException(
                Failure.Invalid,
                "`state.postgres` is neither a connection string (`Host=…;Username=…;Password=…;Database=…`) "
                    + "nor an address (`postgres://USER:PASSWORD@HOST/DATABASE`). In an address write `@`, `/`, `?` "
                    + "and `%` of a password as %40, %2F, %3F and %25. "
                    + "Its value is a secret and is not shown."
            );
        }
    }

    /// <summary>Some settings are looked at only by what connects, for instance the port of a host.</summary>
    private static void RequireUsable(string connection) => NpgsqlDataSource.Create(connection).Dispose();

    /// <summary>Takes passwords of connection strings and addresses out of a text.</summary>
    public static string Mask(string text) => Secret().Replace(text, "$1…");

    public override string ToString() => Description;

    private static string OfUrl(Match url)
    {
        // A character of the password that divides addresses moves its rest to where it would be shown.
        if (url.Groups["host"].Value.Contains('@') || url.Groups["database"].Value.Contains('@'))
        {
            throw new FormatException("it has more than one `@`");
        }

        string Part(string name) => Uri.UnescapeDataString(url.Groups[name].Value);
        var builder = new NpgsqlConnectionStringBuilder();
        void Set(string name, string value)
        {
            if (value.Length > 0)
            {
                builder[name] = name is "SSL Mode" or "Channel Binding" or "Target Session Attributes"
                    ? value.Replace("-", "", StringComparison.Ordinal)
                    : value;
            }
        }

        Set("Username", Part("user"));
        Set("Password", Part("password"));
        Set("Database", Part("database"));
        var host = Part("host");
        var colon = host.Contains(',', StringComparison.Ordinal) || host.EndsWith(']') ? -1 : host.LastIndexOf(':');
        Set("Host", colon < 0 ? host : host[..colon]);
        Set("Port", colon < 0 ? "" : host[(colon + 1)..]);
        foreach (var pair in url.Groups["query"].Value.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = pair.Split('=', 2) is [var left, var right]
                ? (left, right)
                : throw new FormatException("a setting has no value");
            Set(Names.GetValueOrDefault(name) ?? name, Uri.UnescapeDataString(value));
        }

        return builder.ConnectionString;
    }

    /// <summary>PostgreSQL allows 63 characters, and the jobs lie in another schema with `_jobs`.</summary>
    [GeneratedRegex("^[a-z][a-z0-9_]{0,57}$")]
    private static partial Regex SchemaName();

    [GeneratedRegex(
        @"^postgres(ql)?://((?<user>[^:@/?]*)(:(?<password>[^@/?]*))?@)?"
            + @"(?<host>[^/?]*)(/(?<database>[^?]*))?(\?(?<query>.*))?$"
    )]
    private static partial Regex Address();

    [GeneratedRegex(
        @"(postgres(?:ql)?://[^:@/?\s]*:|(?:(?<=[?&;\s])|^)(?:sslpassword|password|pwd)\s*=\s*)"
            + @"(?:'[^']*'|""[^""]*""|[^@;&\s]+)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Secret();
}
