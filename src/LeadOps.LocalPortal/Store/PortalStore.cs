using System.Globalization;
using Microsoft.Data.Sqlite;

namespace LeadOps.LocalPortal.Store;

/// <summary>
/// All leads in memory, in the order of their ids, and written through to SQLite. One request is one transaction, so a
/// killed portal never holds half of a write.
/// </summary>
internal sealed class PortalStore : IDisposable
{
    private readonly SqliteConnection? connection;
    private readonly List<Lead> leads = [];
    private readonly Dictionary<long, Lead> byId = [];
    private readonly HashSet<long> changed = [];
    private readonly HashSet<long> deleted = [];

    public PortalStore(string? dataFile)
    {
        if (dataFile is null)
        {
            return;
        }

        try
        {
            connection = Open(dataFile);
            Load();
        }
        catch (SqliteException problem)
        {
            connection?.Dispose();
            throw new LocalPortalException(Explain(dataFile, problem), problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LocalPortalException($"The data file `{dataFile}` cannot be opened: {problem.Message}", problem);
        }
    }

    public bool IsNew { get; private set; } = true;

    public string Secret { get; private set; } = "local";

    public long NextMultifieldId { get; set; } = 5000;

    public IReadOnlyList<Lead> Leads => leads;

    private long lastId;

    public Lead? Find(long id) => byId.GetValueOrDefault(id);

    public Lead Create()
    {
        var lead = new Lead(++lastId);
        Add(lead);
        changed.Add(lead.Id);
        return lead;
    }

    public void Touch(Lead lead) => changed.Add(lead.Id);

    public void Delete(Lead lead)
    {
        byId.Remove(lead.Id);
        leads.RemoveAt(IndexAfter(lead.Id - 1));
        changed.Remove(lead.Id);
        deleted.Add(lead.Id);
    }

    /// <summary>Index of the first lead whose id is greater.</summary>
    public int IndexAfter(long id)
    {
        var (low, high) = (0, leads.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = leads[middle].Id <= id ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    public void Commit()
    {
        if (connection is not null && (changed.Count > 0 || deleted.Count > 0))
        {
            WriteThrough(connection);
        }

        changed.Clear();
        deleted.Clear();
    }

    public void Dispose()
    {
        connection?.Dispose();
        if (connection is not null)
        {
            SqliteConnection.ClearPool(connection);
        }
    }

    private void Add(Lead lead)
    {
        leads.Add(lead);
        byId[lead.Id] = lead;
        lastId = Math.Max(lastId, lead.Id);
    }

    private void WriteThrough(SqliteConnection open)
    {
        using var transaction = open.BeginTransaction();
        using var upsert = open.CreateCommand();
        upsert.CommandText = "INSERT OR REPLACE INTO lead (id, json) VALUES ($id, $json)";
        var id = upsert.Parameters.Add("$id", SqliteType.Integer);
        var json = upsert.Parameters.Add("$json", SqliteType.Text);
        foreach (var leadId in changed)
        {
            id.Value = leadId;
            json.Value = LeadJson.Write(byId[leadId]);
            upsert.ExecuteNonQuery();
        }

        foreach (var leadId in deleted)
        {
            Execute(open, $"DELETE FROM lead WHERE id = {leadId}");
        }

        SetMeta(open, "last_id", lastId.ToString(CultureInfo.InvariantCulture));
        SetMeta(open, "multifield_id", NextMultifieldId.ToString(CultureInfo.InvariantCulture));
        transaction.Commit();
    }

    private static SqliteConnection Open(string dataFile)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(dataFile))!;
        Directory.CreateDirectory(folder);
        if (!File.Exists(dataFile) && !OperatingSystem.IsWindows())
        {
            using var created = new FileStream(dataFile, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }

        var text = new SqliteConnectionStringBuilder { DataSource = dataFile, DefaultTimeout = 2, Pooling = false }.ToString();
        var open = new SqliteConnection(text);
        open.Open();
        Execute(open, "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;");
        Execute(open, "CREATE TABLE IF NOT EXISTS lead (id INTEGER PRIMARY KEY, json TEXT NOT NULL); CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);");
        return open;
    }

    private void Load()
    {
        using var command = connection!.CreateCommand();
        command.CommandText = "SELECT id, json FROM lead ORDER BY id";
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                Add(LeadJson.Read(reader.GetInt64(0), reader.GetString(1)));
            }
        }

        Secret = Meta("secret") ?? Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));
        IsNew = Meta("last_id") is null;
        lastId = Math.Max(lastId, long.Parse(Meta("last_id") ?? "0", CultureInfo.InvariantCulture));
        NextMultifieldId = long.Parse(Meta("multifield_id") ?? "5000", CultureInfo.InvariantCulture);
        SetMeta(connection, "secret", Secret);
    }

    private string? Meta(string name)
    {
        using var command = connection!.CreateCommand();
        command.CommandText = "SELECT value FROM meta WHERE name = $name";
        command.Parameters.AddWithValue("$name", name);
        return command.ExecuteScalar() as string;
    }

    private static void SetMeta(SqliteConnection open, string name, string value)
    {
        using var command = open.CreateCommand();
        command.CommandText = "INSERT OR REPLACE INTO meta (name, value) VALUES ($name, $value)";
        command.Parameters.AddWithValue("$name", name);
        command.Parameters.AddWithValue("$value", value);
        command.ExecuteNonQuery();
    }

    private static void Execute(SqliteConnection open, string sql)
    {
        using var command = open.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string Explain(string dataFile, SqliteException problem) => problem.SqliteErrorCode switch
    {
        5 or 6 => $"The data file `{dataFile}` is in use by another portal. Stop that one, or give another file with `--data`.",
        26 or 11 => $"`{dataFile}` is no data file of a local portal, or it is damaged. Give another file with `--data`.",
        14 or 8 => $"The data file `{dataFile}` cannot be opened or written. Check that the folder exists and may be written.",
        _ => $"The data file `{dataFile}` cannot be used: {problem.Message}",
    };
}
