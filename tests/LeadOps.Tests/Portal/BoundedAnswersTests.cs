using System.Net;
using LeadOps.Portal;

namespace LeadOps.Tests.Portal;

internal sealed class BoundedAnswersTests
{
    [Test]
    public async Task Connecting_is_not_counted_as_the_portal_s_time()
    {
        var clock = new SetTime();
        using var asked = new HttpRequestMessage(HttpMethod.Post, "http://portal/batch")
        {
            Content = new ByteArrayContent("{}"u8.ToArray()),
        };
        using var client = new HttpMessageInvoker(new BoundedAnswers(new SlowToConnect(clock), clock));

        using var answer = await client.SendAsync(asked, CancellationToken.None);

        Assert.That(asked.Options.TryGetValue(BoundedAnswers.Times, out var times));
        Assert.That(times.UntilLeft, Is.EqualTo(SlowToConnect.Connecting));
        Assert.That(times.UntilAnswer, Is.EqualTo(SlowToConnect.Answering));
    }

    [Test]
    public async Task The_body_travels_with_its_headers()
    {
        using var asked = new HttpRequestMessage(HttpMethod.Post, "http://portal/batch")
        {
            Content = new StringContent("text", System.Text.Encoding.UTF8, "application/json"),
        };
        using var client = new HttpMessageInvoker(new BoundedAnswers(new Echo(), TimeProvider.System));

        using var answer = await client.SendAsync(asked, CancellationToken.None);

        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo("application/json; charset=utf-8 4 text"));
    }

    private sealed class SlowToConnect(SetTime clock) : HttpMessageHandler
    {
        public static readonly TimeSpan Connecting = TimeSpan.FromSeconds(2);
        public static readonly TimeSpan Answering = TimeSpan.FromMilliseconds(70);

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            clock.Now += Connecting;
            await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            clock.Now += Answering;
            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }

    private sealed class Echo : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var (type, length) = (request.Content!.Headers.ContentType, request.Content.Headers.ContentLength);
            var text = await request.Content.ReadAsStringAsync(cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent($"{type} {length} {text}"),
            };
        }
    }

    /// <summary>A clock that a test moves by hand.</summary>
    private sealed class SetTime : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
