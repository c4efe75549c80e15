using System.Buffers.Binary;
using System.Text;
using Microsoft.Data.Sqlite;

namespace LeadOps.Storage;

/// <summary>
/// Sorts on disk what may be too much for memory. The database has no name: SQLite makes it in the temporary folder,
/// readable by us alone, and removes its name at once.
/// </summary>
public sealed class SortedSpool : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=;Pooling=False");
    private readonly PreparedStatement insert;
    private PreparedStatement? find;
    private PreparedStatement? delete;

    public SortedSpool()
    {
        connection.Open();
        using (var make = connection.CreateCommand())
        {
            make.CommandText =
                "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE; "
                + "PRAGMA cache_size=-4096; CREATE TABLE spool (key BLOB PRIMARY KEY, "
                + "value BLOB NOT NULL) WITHOUT ROWID; BEGIN";
            Explaining(make.ExecuteNonQuery);
        }

        insert = new PreparedStatement(connection, "INSERT INTO spool VALUES (?, ?)");
    }

    public int Count { get; private set; }

    /// <summary>Keys of numbers sort as the numbers do, the first one first.</summary>
    public static byte[] Key(params ReadOnlySpan<long> numbers)
    {
        var bytes = new byte[numbers.Length * sizeof(long)];
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(i * sizeof(long)), numbers[i]);
        }

        return bytes;
    }

    public static long Number(ReadOnlySpan<byte> key, int index) =>
        BinaryPrimitives.ReadInt64BigEndian(key[(index * sizeof(long))..]);

    /// <summary>Keys of a text sort as <see cref="StringComparer.Ordinal"/> does, then by the number.</summary>
    public static byte[] Key(string text, long number) => [.. Prefix(text), .. Key(number)];

    private static byte[] Prefix(string text) => [.. Encoding.BigEndianUnicode.GetBytes(text), 0, 0];

    public void Add(byte[] key, byte[] value)
    {
        Run(insert, key, value);
        Count++;
    }

    public void Remove(byte[] key)
    {
        delete ??= new PreparedStatement(connection, "DELETE FROM spool WHERE key = ?");
        Run(delete, key);
        Count--;
    }

    public IEnumerable<(byte[] Key, byte[] Value)> Read() => Read("SELECT key, value FROM spool ORDER BY key");

    /// <summary>What is kept under exactly this key.</summary>
    public byte[]? Find(byte[] key)
    {
        find ??= new PreparedStatement(connection, "SELECT value FROM spool WHERE key = ?");
        find.Bind(key);
        return Explaining(find.Step) ? find.Column(0) : null;
    }

    /// <summary>What is kept under the lowest number of a text.</summary>
    public byte[]? First(string text) =>
        Read(
                "SELECT key, value FROM spool WHERE key BETWEEN ? AND ? ORDER BY key LIMIT 1",
                [.. Prefix(text), .. Key(0)],
                [.. Prefix(text), .. Key(long.MaxValue)]
            )
            .Select(entry => entry.Value)
            .FirstOrDefault();

    private static void Run(PreparedStatement statement, params ReadOnlySpan<byte[]> values)
    {
        try
        {
            statement.Bind(values);
            statement.Step();
        }
        catch (SqliteException problem)
        {
            throw TemporaryFile.Explained(problem);
        }
    }

    private IEnumerable<(byte[] Key, byte[] Value)> Read(string sql, params byte[][] values)
    {
        using var select = new PreparedStatement(connection, sql);
        select.Bind(values);
        while (Explaining(select.Step))
        {
            yield return (select.Column(0), select.Column(1));
        }
    }

    /// <summary>Reading may meet a full disk too: it makes room in memory by writing.</summary>
    private static T Explaining<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException problem)
        {
            throw TemporaryFile.Explained(problem);
        }
    }

    public void Dispose()
    {
        insert.Dispose();
        find?.Dispose();
        delete?.Dispose();
        connection.Dispose();
    }
}
