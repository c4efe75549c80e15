using Microsoft.Playwright;

namespace LeadOps.Browser.Tests;

/// <summary>
/// A real Chromium for the tests of one fixture. Pages are opened in a width and a colour scheme; what their console
/// complains of is collected, and requests that leave this machine are refused and collected too.
/// </summary>
internal sealed class BrowserBench : IAsyncDisposable
{
    public const int Desk = 1280;
    public const int Phone = 390;

    /// <summary>A test's portal may end before its page does.</summary>
    private const string PortalIsGone = "net::ERR_CONNECTION_";

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly List<string> complaints = [];

    private BrowserBench(IPlaywright playwright, IBrowser browser) =>
        (this.playwright, this.browser) = (playwright, browser);

    /// <summary>Errors of scripts, violations of the page's policy, requests to other places.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    public void Forget()
    {
        lock (complaints)
        {
            complaints.Clear();
        }
    }

    /// <summary>Skips the test when the machine has no Chromium.</summary>
    public static async Task<BrowserBench> StartAsync()
    {
        var path = Chromium.Find();
        var playwright = await Playwright.CreateAsync();
        var options = new BrowserTypeLaunchOptions { ExecutablePath = path, Args = Chromium.Arguments };
        return new BrowserBench(playwright, await playwright.Chromium.LaunchAsync(options));
    }

    public async Task<IPage> OpenAsync(Uri address, int width = Desk, bool isDark = false)
    {
        var context = await browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = width == Phone ? 844 : 900 },
                ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
                Locale = "en-GB",
                TimezoneId = "Europe/Berlin",
            }
        );
        context.SetDefaultTimeout(20_000);
        Assertions.SetDefaultExpectTimeout(20_000);
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
            Complain(
                message.Type == "error" && !message.Text.Contains(PortalIsGone, StringComparison.Ordinal),
                message.Text
            );
        page.PageError += (_, error) => Complain(true, error);
        page.Request += (_, request) =>
            Complain(
                Uri.TryCreate(request.Url, UriKind.Absolute, out var url)
                    && url is { IsLoopback: false, IsFile: false }
                    && url.Scheme.StartsWith("http", StringComparison.Ordinal),
                $"asks {request.Url}"
            );
        await page.GotoAsync(address.ToString());
        return page;
    }

    /// <summary>
    /// Nothing is wider than the window, so that nobody scrolls sideways, but for a chart in a frame of its own.
    /// </summary>
    public static async Task AssertFitsAsync(IPage page)
    {
        const string Wider = """
            () => [...document.querySelectorAll('body *')]
              .filter(element => !element.parentElement.closest('.wide'))
              .filter(element => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
              .filter(element => element.checkVisibility())
              .map(element => `${element.tagName}.${element.className}: ${element.textContent.slice(0, 40)}`)
              .slice(0, 5)
            """;
        var width = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth");
        Assert.That(width, Is.LessThanOrEqualTo(0), "the page scrolls sideways");
        Assert.That(await page.EvaluateAsync<string[]>(Wider), Is.Empty, "elements leave the window");
    }

    /// <summary>Kept where BROWSER_SCREENSHOTS says, for a person to look at.</summary>
    public static async Task KeepAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("BROWSER_SCREENSHOTS") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png") });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private void Complain(bool isOne, string text)
    {
        if (isOne)
        {
            lock (complaints)
            {
                complaints.Add(text);
            }
        }
    }
}
