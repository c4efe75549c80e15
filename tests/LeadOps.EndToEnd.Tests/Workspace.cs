using System.Diagnostics;
using System.Text;
using LeadOps.LocalPortal;

namespace LeadOps.EndToEnd.Tests;

internal sealed record Ran(int ExitCode, string Output, string Errors);

/// <summary>A fresh folder with its own portal, in which the real executable runs.</summary>
internal sealed class Workspace : IAsyncDisposable
{
    private static readonly string Program = Executable.File;

    private Workspace(string folder, LocalPortalServer? portal)
    {
        Folder = folder;
        Portal = portal;
    }

    public string Folder { get; }

    public LocalPortalServer? Portal { get; }

    public static Workspace Empty() => new(Directory.CreateTempSubdirectory("leadops-").FullName, null);

    public static async Task<Workspace> WithPortalAsync(int leads, string? chaos = null)
    {
        var portal = await LocalPortalServer.StartAsync(
            new LocalPortalOptions { SeedLeads = leads, Chaos = chaos },
            CancellationToken.None
        );
        var workspace = new Workspace(Directory.CreateTempSubdirectory("leadops-").FullName, portal);
        workspace.Write("leadops.yml", $"defaultPortal: test\nportals:\n  test:\n    url: {portal.WebhookUrl}\n");
        return workspace;
    }

    public void Write(string path, string text)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    /// <summary>Whoever starts the tests in the background lets them ignore Ctrl-C, and their children too.</summary>
    public Process Start(params string[] arguments) =>
        OperatingSystem.IsLinux()
            ? Start("env", ["--default-signal=INT", "dotnet", Program, .. arguments])
            : Start("dotnet", [Program, .. arguments]);

    private Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        ForgetTests(start);
        start.Environment["XDG_STATE_HOME"] = Path.Combine(Folder, "state");
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>What the tests read of the environment is no setting of the program.</summary>
    public static void ForgetTests(ProcessStartInfo start) =>
        start
            .Environment.Keys.Where(name => name.StartsWith("LEADOPS_", StringComparison.Ordinal))
            .ToList()
            .ForEach(name => start.Environment.Remove(name));

    public Task<Ran> RunAsync(params string[] arguments) => EndAsync(Start(arguments));

    /// <summary>A command line for bash; `$0` is the executable, for `dotnet $0`.</summary>
    public Task<Ran> ShellAsync(string command) => EndAsync(StartShell(command));

    public Process StartShell(string command) => Start("bash", ["-c", command, Program]);

    private static async Task<Ran> EndAsync(Process started)
    {
        using var process = started;
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
        var errors = process.StandardError.ReadToEndAsync(timeout.Token);
        await process.WaitForExitAsync(timeout.Token);
        return new Ran(process.ExitCode, await output, await errors);
    }

    /// <summary>All leads as the portal holds them, through its control door.</summary>
    public async Task<string> ControlAsync(string what, string more = "")
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(
            new Uri(Portal!.BaseUrl, $"control/{what}?secret={Portal.WebhookUrl.Segments[3].Trim('/')}{more}")
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (Portal is not null)
        {
            await Portal.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }
}
