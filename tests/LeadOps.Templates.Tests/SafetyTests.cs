using System.Diagnostics;
using LeadOps.Cli.Commands.Lines;

namespace LeadOps.Templates.Tests;

/// <summary>
/// Each of these killed a bare host of the package, kept it busy for ever, or reached what a template must not reach.
/// </summary>
internal sealed class SafetyTests
{
    private const long MostBytes = 400 * 1024 * 1024;

    private static readonly string Chain = string.Concat(Enumerable.Repeat(".a", 20_000));

    private static IEnumerable<TestCaseData> Probes =>
        new (string Name, string Template, string Told)[]
        {
            ("an object in itself, negated", "{{ a = {}; a.b = a; -a }}", "contains itself"),
            ("an object in itself, printed", "{{ a = {}; a.b = a; a }}", "nested too deeply"),
            ("an object in itself, called", "{{ a = {}; a.b = a; a() }}", "contains itself"),
            ("an object in itself, interpolated", "{{ a = {}; a.b = a; $'{a}' }}", "nested too deeply"),
            ("an object in itself, added", "{{ a = {}; a.b = a; a + 1 }}", "of the kind object, not a number"),
            ("an object in itself, compared", "{{ a = {}; a.b = a; a < a }}", "contains itself"),
            ("an object in itself, formatted", "{{ a = {}; a.b = a; a | object.format 'x' }}", "contains itself"),
            ("an object in itself, as a number", "{{ a = {}; a.b = a; a | math.abs }}", "contains itself"),
            ("an object in itself, counted up", "{{ a = {}; a.b = a; a++ }}", "contains itself"),
            ("an object in itself, as a function", "{{ a = {}; a.b = a; [1] | array.each a }}", "contains itself"),
            ("an object in itself, returned", "{{ a = {}; a.b = a; ret a }}", "nested too deeply"),
            ("JSON in itself", "{{ a = '{}' | object.from_json; a.b = a; -a }}", "contains itself"),
            (
                "an object of 2^60 parts, negated",
                "{{ a = {}; for i in 1..60; a = {x: a, y: a}; end; -a }}",
                "too deeply"
            ),
            (
                "an object of 2^60 parts, as JSON",
                "{{ a = {}; for i in 1..60; a = {x: a, y: a}; end; a | object.to_json }}",
                "more than 250000 parts"
            ),
            ("a million matches", "{{ ('x' * 1000000) | regex.matches '' | array.size }}", "at most 100000 characters"),
            (
                "a long text between the parts of a longer one",
                "{{ x = 'a' * 1000000; y = x | string.slice 0 500000; x | string.split (y + 'b' + y) }}",
                "`string.split` would take too long"
            ),
            (
                "the last place of a long text in a longer one",
                "{{ x = 'a' * 1000000; y = x | string.slice 0 400000; x | string.remove_last (y + 'b' + y) }}",
                "`string.remove_last` would take too long"
            ),
            (
                "the same, replaced",
                "{{ x = 'a' * 1000000; y = x | string.slice 0 400000; x | string.replace_first (y + 'b' + y) '' true }}",
                "`string.replace_first` would take too long"
            ),
            (
                "a list as text, split",
                "{{ x = 'a' * 1000000; y = x | string.slice 0 400000; [x] | string.split (y + 'b' + y) }}",
                "`string.split` would take too long"
            ),
            ("characters of a long text", "{{ a = 'x' * 1000000; for i in 1..9000; b = a[i]; end }}", "StepLimit"),
            ("an object in itself, as JSON", "{{ a = {}; a.b = a; a | object.to_json }}", "nested too deeply"),
            ("an object in itself, as text", "{{ a = {}; a.b = a; a | string.upcase }}", "nested too deeply"),
            ("the scope in itself", "{{ x = this; x | object.to_json }}", "nested too deeply"),
            ("a list in itself", "{{ a = []; a[0] = a; a }}", "nested too deeply"),
            ("lists in each other, compared", "{{ a = []; a[0] = a; b = []; b[0] = b; a == b }}", "nested too deeply"),
            ("a chain of objects", "{{ a = {}; for i in 1..20000; a = {b: a}; end; -a }}", "nested too deeply"),
            ("a list added 90,000 times", "{{ a = []; for i in 1..90000; a = a + [1]; end; a | array.size }}", "limit"),
            ("a list joined with itself", "{{ a = [1]; for i in 1..60; a = a + a; end; a.size }}", "limit"),
            ("a number of a million digits", "{{ 1e999999 }}", "1,000 digits"),
            ("the same in code within code", "{{ '1e999999' | object.eval }}", "1,000 digits"),
            ("digits without end", "{{ " + new string('9', 500_000) + " }}", "1,000 digits"),
            ("squares of large numbers", "{{ x = 9999999999; for i in 1..60; x = x * x; end }}", "too large"),
            ("a shift", "{{ 1 << 1000000 }}", "too large"),
            ("a chain of 20,000 members", "{{ a" + Chain + " }}", "depth limit"),
            ("a format of 5.9 GB", "{{ 5 | math.format 'F999999999' }}", "LimitToString"),
            ("a format of 1 GB", "{{ 5 | object.format 'D999999999' }}", "LimitToString"),
            ("a list of two thousand million", "{{ a = []; a[2000000000] = 1 }}", "LoopLimit"),
            ("a text of a thousand million", "{{ 'a' * 1000000000 }}", "LimitToString"),
            ("padding", "{{ 'a' | string.pad_left 2000000000 }}", "LimitToString"),
            ("large texts in a list", "{{ a = []; for i in 1..90000; a[i] = 'a' * 900000; end }}", "limit"),
            ("calls that branch", "{{ func f(n); if n > 0; f(n - 1); f(n - 1); end; end; f 90 }}", "limit"),
            (
                "a slow pattern, often",
                "{{ for i in 1..9999; ('a' * 24 + '!') | regex.match '^(a+)+$'; end }}",
                "too long"
            ),
            ("a member of the shared builtins", "{{ string.foo = 1 }}", "read-only"),
            ("a builtin replaced", "{{ string.upcase = 1 }}", "read-only"),
            ("the format of dates", "{{ date.format = '%F' }}", "read-only"),
            ("a builtin taken away", "{{ with string; upcase = 1; end }}", "read-only"),
            ("a list of the host", "{{ lead.TAGS[0] = 'x' }}", "read-only"),
            ("a member of the host", "{{ lead.TITLE = 'x' }}", "read-only"),
            ("an item deep in the host", "{{ lead.PHONE[0].VALUE = 'x' }}", "read-only"),
            ("a member of a list of the host", "{{ lead.TAGS.note = 'x' }}", "read-only"),
            ("a file", "{{ include '/etc/passwd' }}", "reads no files"),
            ("files joined", "{{ include_join ['a'] ',' }}", "reads no files"),
            ("an HTML table", "{{ tablerow x in [1] }}{{ end }}", "`for`"),
            ("the clock", "{{ date.now }}", "run.now"),
            ("the other clock", "{{ date.utc_now }}", "run.now"),
            ("chance", "{{ math.random 1 6 }}", "come out the same twice"),
            ("an id by chance", "{{ math.uuid }}", "come out the same twice"),
            ("a type of .NET", "{{ lead.TITLE.get_type }}", "Cannot get member"),
            ("the length of .NET", "{{ lead.TAGS.count }}", "Cannot get member"),
            ("a delegate", "{{ twice.method }}", "number of arguments"),
            ("the offset's members", "{{ lead.DATE_CREATE.utc_date_time }}", "Cannot get member"),
            ("code that is deep", "{{ ('(' * 5000) | object.eval }}", "depth limit"),
        }.Select(probe => new TestCaseData(probe.Template, probe.Told).SetArgDisplayNames(probe.Name));

    [TestCaseSource(nameof(Probes))]
    public void It_ends_in_a_clear_error_within_time_and_memory(string template, string told)
    {
        var began = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Strictly.Error(template);

        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Message, Does.Contain(told));
            Assert.That(error.Line, Is.EqualTo(1));
            Assert.That(bytes, Is.LessThan(MostBytes));
            // The limit is one second of work; the rest is for a machine that is busy with other things.
            Assert.That(began.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
        }
    }

    private static IEnumerable<string> Requests =>
        [
            """{"template":"{{ a = []; for i in 1..90000; a = a + [1]; end; a | array.size }}","""
                + """ "options":{"loop_limit":0}}""",
            """{"template":"{{ a = {}; a.b = a; -a }}"}""",
            """{"template":"{{ a = {}; a.b = a; a() }}"}""",
            """{"template":"{{ a = {}; a.b = a; a | math.abs }}"}""",
            """{"template":"{{ a = {}; a.b = a; a++ }}"}""",
            """{"template":"{{ a = {}; a.b = a; [1] | array.each a }}"}""",
            """{"template":"{{ this.x = this; -this }}"}""",
            """{"template":"{{ ('x' * 1000000) | regex.matches '' | array.size }}"}""",
            """{"template":"{{ string.x = string; -string }}"}""",
            """{"template":"{{ a = {}; for i in 1..60; a = {x: a, y: a}; end; a | object.to_json }}"}""",
            """{"template":"{{ a = {}; a.b = a; $'{a}' }}"}""",
            """{"template":"{{ a = {}; a.b = a; a }}","options":{"object_recursion_limit":0}}""",
            """{"template":"{{ func f; f; end; f }}","options":{"recursive_limit":0}}""",
            """{"template":"{{ while true; end }}","options":{"loop_limit":0}}""",
            """{"template":"{{ 1e999999 }}"}""",
            """{"template":"{{ x = 9999999999; for i in 1..60; x = x * x; end }}"}""",
            """{"template":"{{ 'a' * 1000000000 }}","options":{"limit_to_string":0}}""",
            """{"template":"{{ 5 | math.format 'F999999999' }}","options":{"limit_to_string":0}}""",
            """{"template":"{{ a = []; a[2000000000] = 1 }}","options":{"loop_limit":0}}""",
            """{"template":"{{ a""" + Chain + """ }}"}""",
            """{"template":"{{ """
                + string.Concat(Enumerable.Repeat("(", 50_000))
                + """ }}","options":{"expression_depth_limit":0}}""",
        ];

    [TestCaseSource(nameof(Requests))]
    public void A_line_of_eval_that_would_not_end_is_answered_with_an_error(string request) =>
        Assert.That(JsonLines.Answer(request), Does.Contain("\"error\""));

    [Test]
    public void What_fails_leaves_nothing_for_the_next_template()
    {
        Assert.Throws<TemplateException>(() => Strictly.Render("{{ leaked = 1; capture x; lead.NOPE; end }}"));

        Assert.That(Strictly.Error("{{ leaked }}").Message, Does.Contain("was not found"));
    }
}
