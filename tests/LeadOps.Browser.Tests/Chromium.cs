namespace LeadOps.Browser.Tests;

/// <summary>The browser that the machine has; the tests install none.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    /// <summary>Without a display, and without a word to anybody else.</summary>
    public static IReadOnlyList<string> Arguments { get; } =
    [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    /// <summary>Its path; skips the test when there is none.</summary>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable("LEADOPS_CHROMIUM") is { Length: > 0 } given && File.Exists(given))
        {
            return given;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var found = folders
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
        if (found is null)
        {
            Assert.Ignore(
                "Needs Chromium: install it (`.ci/chromium` does on Debian), or set LEADOPS_CHROMIUM to its path."
            );
        }

        return found!;
    }
}
