using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace LeadOps.Tests.Shared;

/// <summary>
/// A PostgreSQL server for tests: the one that LEADOPS_TEST_POSTGRES names, else one of our own in a temporary
/// folder, started as an unprivileged user. Each state gets a schema of its own.
/// </summary>
internal sealed class PostgresServer : IDisposable
{
    public const string Variable = "LEADOPS_TEST_POSTGRES";

    private static readonly Lazy<PostgresServer?> Common = new(Start);

    private readonly string? folder;
    private readonly string? programs;
    private readonly string address;
    private readonly int port;

    private PostgresServer(string? folder, string? programs, int port, string address) =>
        (this.folder, this.programs, this.port, this.address) = (folder, programs, port, address);

    /// <summary>One server for all tests of a process; they are skipped when there is none.</summary>
    public static PostgresServer Shared
    {
        get
        {
            if (Common.Value is not { } server)
            {
                Assert.Ignore(
                    "PostgreSQL is missing: `apt-get install postgresql` (or .ci/postgres), "
                        + $"or set {Variable} to a connection string."
                );
                throw new InvalidOperationException();
            }

            return server;
        }
    }

    /// <summary>A server that a test may stop and start.</summary>
    public static PostgresServer OfOnesOwn() => Programs() is null ? Shared : Start(Programs()!);

    /// <summary>Null when the server is somebody else's.</summary>
    public bool IsOurs => folder is not null;

    public string NewSchema() => $"t_{Guid.NewGuid():N}";

    public string Address => address;

    public NpgsqlConnection Open()
    {
        var connection = new NpgsqlConnection(address);
        connection.Open();
        return connection;
    }

    public object? Ask(string sql)
    {
        using var connection = Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    /// <summary>As when the power fails.</summary>
    public void StopAtOnce() => Control("stop", "-m", "immediate");

    public void StartAgain() =>
        Control("start", "-w", "-l", Path.Combine(folder!, "log"), "-o", Options(folder!, port));

    public void Dispose()
    {
        if (folder is not null)
        {
            Control("stop", "-m", "immediate");
            Run("rm", ["-rf", folder]);
        }
    }

    private void Control(string verb, params string[] more) =>
        AsUser(Path.Combine(programs!, "pg_ctl"), ["-D", Path.Combine(folder!, "data"), verb, .. more]);

    private static PostgresServer? Start()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return new PostgresServer(null, null, 0, given);
        }

        if (Programs() is not { } programs)
        {
            return null;
        }

        var server = Start(programs);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        return server;
    }

    private static PostgresServer Start(string programs)
    {
        var folder = Directory.CreateTempSubdirectory("leadops-pg-").FullName;
        if (IsRoot())
        {
            Run("chown", ["postgres", folder]);
        }

        var port = FreePort();
        var server = new PostgresServer(
            folder,
            programs,
            port,
            $"Host=127.0.0.1;Port={port};Database=postgres;Username=tester;Password=pl4nted"
        );
        AsUser(
            Path.Combine(programs, "initdb"),
            ["-D", Path.Combine(folder, "data"), "-A", "trust", "-U", "tester", "-E", "UTF8", "--no-sync"]
        );
        server.StartAgain();
        return server;
    }

    private static string Options(string folder, int port) =>
        $"-p {port} -k {folder} -h 127.0.0.1 -c max_connections=200 -c logging_collector=off";

    private static string? Programs() =>
        new[] { "/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt" }
            .Where(Directory.Exists)
            .SelectMany(root => Directory.GetDirectories(root))
            .Select(version => Path.Combine(version, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .Where(bin => File.Exists(Path.Combine(bin, "initdb")) && File.Exists(Path.Combine(bin, "pg_ctl")))
            .OrderDescending(StringComparer.Ordinal)
            .FirstOrDefault();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsRoot() => Environment.UserName == "root";

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static void AsUser(string program, string[] arguments)
    {
        if (IsRoot())
        {
            Run("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", program, .. arguments]);
        }
        else
        {
            Run(program, arguments);
        }
    }

    private static void Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Path.GetTempPath() };
        start.Environment["LC_ALL"] = "C";
        start.RedirectStandardOutput = true;
        start.RedirectStandardInput = true;
        using var process = Process.Start(start)!;

        // A server that was started keeps the pipe open: its own end must not be waited for.
        process.StandardInput.Close();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {process.ExitCode}");
        }
    }
}
