using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Tests;

/// <summary>PHP's names of parameters and its casts to numbers.</summary>
internal sealed class PhpTests
{
    [TestCase("a=1&b[x]=2", """{"a":"1","b":{"x":"2"}}""")]
    [TestCase("a[]=1&a[]=2", """{"a":["1","2"]}""")]
    [TestCase("a[5]=1&a[]=2", """{"a":{"5":"1","6":"2"}}""")]
    [TestCase("a[x]=1&a[]=2", """{"a":{"x":"1","0":"2"}}""")]
    [TestCase("a[ ]=1&a[ ]=2", """{"a":["1","2"]}""")]
    [TestCase("a[b][c]=1", """{"a":{"b":{"c":"1"}}}""")]
    [TestCase("filter[=ID]=3", """{"filter_":"ID]=3"}""")]
    [TestCase("filter[%3DID]=3", """{"filter":{"=ID":"3"}}""")]
    [TestCase("filter[!%25TITLE]=x", """{"filter":{"!%TITLE":"x"}}""")]
    [TestCase("a[b=1", """{"a_b":"1"}""")]
    [TestCase("a[b.c d=1", """{"a_b_c_d":"1"}""")]
    [TestCase("a[b][c=1", """{"a":{"b":"1"}}""")]
    [TestCase("a[b]c=1", """{"a":{"b":"1"}}""")]
    [TestCase("a[b]c[d]=1", """{"a":{"b":"1"}}""")]
    [TestCase("a.b=1&c+d=2", """{"a_b":"1","c_d":"2"}""")]
    [TestCase("+a=1", """{"a":"1"}""")]
    [TestCase("[a]=1&=2&b=3", """{"b":"3"}""")]
    [TestCase("a=1&a[x]=2", """{"a":{"x":"2"}}""")]
    [TestCase("a]b=1", """{"a]b":"1"}""")]
    [TestCase("a=1&a=2", """{"a":"2"}""")]
    [TestCase("a[b]=1&a[b]=2", """{"a":{"b":"2"}}""")]
    [TestCase("a[x]=2&a=1", """{"a":"1"}""")]
    [TestCase("a.b=1&a_b=2", """{"a_b":"2"}""")]
    [TestCase("a b=1&a%20c=2", """{"a_b":"1","a_c":"2"}""")]
    [TestCase("a[b][]=1&a[b][]=2", """{"a":{"b":["1","2"]}}""")]
    [TestCase("a[][b]=1&a[][b]=2", """{"a":[{"b":"1"},{"b":"2"}]}""")]
    [TestCase("a[0]=x&a[1]=y", """{"a":["x","y"]}""")]
    [TestCase("a[1]=x&a[0]=y", """{"a":{"1":"x","0":"y"}}""")]
    [TestCase("a[-5]=1&a[]=2", """{"a":{"-5":"1","-4":"2"}}""")]
    [TestCase("a[01]=1&a[]=2", """{"a":{"01":"1","0":"2"}}""")]
    [TestCase("a[b.c]=1&a[b c]=2", """{"a":{"b.c":"1","b c":"2"}}""")]
    [TestCase("a[[b]=1", """{"a":{"[b":"1"}}""")]
    [TestCase("a[b]]=1", """{"a":{"b":"1"}}""")]
    [TestCase("a[[b]]=1", """{"a":{"[b":"1"}}""")]
    [TestCase("a[]]=1", """{"a":["1"]}""")]
    [TestCase("a[=1", """{"a_":"1"}""")]
    [TestCase("a%5Bb%5D=1", """{"a":{"b":"1"}}""")]
    [TestCase("a%5B%5D=1&a%5B%5D=2", """{"a":["1","2"]}""")]
    [TestCase("a[9223372036854775807]=1&a[]=2", """{"a":{"9223372036854775807":"1"}}""")]
    [TestCase("a%00b=1", """{"a":"1"}""")]
    [TestCase("%00=1&b=2", """{"b":"2"}""")]
    [TestCase("a=1=2&b", """{"a":"1=2","b":""}""")]
    [TestCase("a=%zz&b=%", """{"a":"%zz","b":"%"}""")]
    [TestCase("a=x;b=2", """{"a":"x;b=2"}""")]
    public void A_name_becomes_what_PHP_makes_of_it(string query, string expected)
    {
        var parsed = Php.ParseQuery(query);

        Assert.That(JsonNode.DeepEquals(parsed, JsonNode.Parse(expected)), parsed.ToJsonString());
    }

    [TestCase(64, true)]
    [TestCase(65, false)]
    public void What_is_nested_too_deep_is_left_out(int depth, bool isKept) =>
        Assert.That(
            Php.ParseQuery($"a{string.Concat(Enumerable.Repeat("[x]", depth))}=1").ContainsKey("a"),
            Is.EqualTo(isKept)
        );

    [TestCase("12", 12)]
    [TestCase("12,5", 12)]
    [TestCase("12.5", 12.5)]
    [TestCase("1 000", 1)]
    [TestCase("1e3", 1000)]
    [TestCase("1.5e2x", 150)]
    [TestCase("1e", 1)]
    [TestCase(" 7", 7)]
    [TestCase("7 ", 7)]
    [TestCase("-3,1", -3)]
    [TestCase("+4", 4)]
    [TestCase(".5", 0.5)]
    [TestCase("5.", 5)]
    [TestCase("0x1F", 0)]
    [TestCase("abc", 0)]
    [TestCase("-", 0)]
    [TestCase("", 0)]
    [TestCase("\v\f12", 12)]
    [TestCase("0b11", 0)]
    [TestCase("1e2.5", 100)]
    [TestCase("1e-400", 0)]
    public void A_text_is_cast_as_PHP_casts_it(string text, decimal expected) =>
        Assert.That(PhpNumber.Float(text), Is.EqualTo(expected));

    [TestCase("12.9", 12)]
    [TestCase("1e3", 1000)]
    [TestCase("9223372036854775808", long.MaxValue)]
    [TestCase("1e30", long.MaxValue)]
    [TestCase("-1e30", long.MinValue)]
    [TestCase("1e400", 0)]
    [TestCase("-0.9", 0)]
    [TestCase("0x1A", 0)]
    [TestCase("-9223372036854775809", long.MinValue)]
    public void A_whole_number_is_cut_and_never_overflows(string text, long expected) =>
        Assert.That(PhpNumber.Int(text), Is.EqualTo(expected));

    [TestCase("12,5", "12.00", "12", "12")]
    [TestCase("1 000", "1.00", "1", "1")]
    [TestCase("1e3", "1000.00", "1000", "1000")]
    [TestCase("12.5", "12.50", "12", "12.5")]
    [TestCase("abc", "0.00", "0", "0")]
    public async Task Written_numbers_are_cast(string text, string amount, string score, string rate)
    {
        await using var portal = await TestPortal.StartAsync();

        var id = await portal.AddAsync(
            $$"""{"OPPORTUNITY":"{{text}}","UF_CRM_SCORE":"{{text}}","UF_CRM_RATE":"{{text}}"}"""
        );

        var lead = await portal.GetAsync(id);
        Assert.That(
            ((string?)lead["OPPORTUNITY"], (string?)lead["UF_CRM_SCORE"], (string?)lead["UF_CRM_RATE"]),
            Is.EqualTo((amount, score, rate))
        );
        Assert.That(await portal.FindAsync($$"""{"OPPORTUNITY":"{{text}}"}"""), Is.EqualTo(TestPortal.Text(id)));
    }

    [Test]
    public async Task A_filter_whose_bracket_PHP_cannot_close_filters_nothing()
    {
        await using var portal = await TestPortal.StartAsync();
        await portal.AddAsync("{}");
        await portal.AddAsync("{}");

        using var answer = await portal.GetAsync($"rest/1/{portal.Secret}/crm.lead.list?filter[=ID]=2");

        Assert.That((int)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["total"]!, Is.EqualTo(2));
    }

    [TestCase("crm.lead.add", """{"fields":null}""", "400  Parameter 'fields' must be array")]
    [TestCase("crm.lead.update", """{"id":1,"fields":null}""", "400  Parameter 'fields' must be array")]
    [TestCase("crm.contact.add", """{"fields":null}""", "400  Parameter 'fields' must be array.")]
    [TestCase("crm.status.add", """{"fields":null}""", "400  Parameter 'fields' must be array.")]
    [TestCase("crm.lead.userfield.add", """{"fields":null}""", "400  Parameter 'fields' must be array")]
    [TestCase(
        "crm.item.add",
        """{"entityTypeId":1,"fields":null}""",
        "400 100 Could not find value for parameter {fields}"
    )]
    public async Task Fields_that_are_null_are_refused(string method, string call, string expected)
    {
        await using var portal = await TestPortal.StartAsync();
        await portal.AddAsync("{}");

        Assert.That(await portal.ErrorAsync(method, call), Is.EqualTo(expected));
    }
}
