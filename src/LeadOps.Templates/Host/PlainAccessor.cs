using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates.Host;

/// <summary>A value whose members are a fixed table, perhaps none: dates with an offset, pairs, numbers.</summary>
internal sealed class PlainAccessor(IReadOnlyDictionary<string, Func<object, object?>> members) : IObjectAccessor
{
    public static readonly PlainAccessor None = new(new Dictionary<string, Func<object, object?>>());

    /// <summary>The item of a loop over an object of the host.</summary>
    public static readonly PlainAccessor Pair = new(
        new Dictionary<string, Func<object, object?>>
        {
            ["key"] = pair => ((KeyValuePair<string, object?>)pair).Key,
            ["value"] = pair => HostValue.Seen(((KeyValuePair<string, object?>)pair).Value),
        }
    );

    public static readonly PlainAccessor Moment = new(
        new Dictionary<string, Func<object, object?>>
        {
            ["year"] = date => ((DateTimeOffset)date).Year,
            ["month"] = date => ((DateTimeOffset)date).Month,
            ["day"] = date => ((DateTimeOffset)date).Day,
            ["hour"] = date => ((DateTimeOffset)date).Hour,
            ["minute"] = date => ((DateTimeOffset)date).Minute,
            ["second"] = date => ((DateTimeOffset)date).Second,
            ["millisecond"] = date => ((DateTimeOffset)date).Millisecond,
            ["day_of_year"] = date => ((DateTimeOffset)date).DayOfYear,
            ["day_of_week"] = date => ((DateTimeOffset)date).DayOfWeek.ToString(),
            ["date"] = date => new DateTimeOffset(((DateTimeOffset)date).Date, ((DateTimeOffset)date).Offset),
            ["time_of_day"] = date => ((DateTimeOffset)date).TimeOfDay,
            ["ticks"] = date => ((DateTimeOffset)date).Ticks,
        }
    );

    public bool HasIndexer => false;

    public Type? IndexType => null;

    public IEnumerable<string> Names => members.Keys;

    public int GetMemberCount(TemplateContext context, SourceSpan span, object target) => members.Count;

    public IEnumerable<string> GetMembers(TemplateContext context, SourceSpan span, object target) => members.Keys;

    public bool HasMember(TemplateContext context, SourceSpan span, object target, string member) =>
        members.ContainsKey(member);

    public bool TryGetValue(TemplateContext context, SourceSpan span, object target, string member, out object? value)
    {
        value = members.TryGetValue(member, out var read) ? read(target) : null;
        return read is not null;
    }

    public bool TrySetValue(TemplateContext context, SourceSpan span, object target, string member, object? value) =>
        throw new ScriptRuntimeException(span, $"`{member}` cannot be set: the value has no members to write.");

    public bool TryGetItem(TemplateContext context, SourceSpan span, object target, object index, out object? value) =>
        throw new NotSupportedException();

    public bool TrySetItem(TemplateContext context, SourceSpan span, object target, object index, object? value) =>
        throw new NotSupportedException();
}
