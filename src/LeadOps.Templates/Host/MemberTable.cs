namespace LeadOps.Templates.Host;

/// <summary>A value whose members are a fixed table, perhaps none: dates with an offset, numbers.</summary>
internal sealed class MemberTable(IReadOnlyDictionary<string, Func<DateTimeOffset, object>> members) : ReadOnlyAccessor
{
    public static readonly MemberTable None = new(new Dictionary<string, Func<DateTimeOffset, object>>());

    public static readonly MemberTable Moment = new(
        new Dictionary<string, Func<DateTimeOffset, object>>
        {
            ["year"] = date => date.Year,
            ["month"] = date => date.Month,
            ["day"] = date => date.Day,
            ["hour"] = date => date.Hour,
            ["minute"] = date => date.Minute,
            ["second"] = date => date.Second,
            ["millisecond"] = date => date.Millisecond,
            ["day_of_year"] = date => date.DayOfYear,
            ["day_of_week"] = date => date.DayOfWeek.ToString(),
            ["date"] = date => new DateTimeOffset(date.Date, date.Offset),
            ["time_of_day"] = date => date.TimeOfDay,
            ["ticks"] = date => date.Ticks,
        }
    );

    protected override string Reason => "the value has no members to write.";

    public override IEnumerable<string> Names(object target) => members.Keys;

    public override bool TryGet(object target, string member, out object? value)
    {
        value = members.TryGetValue(member, out var read) ? read((DateTimeOffset)target) : null;
        return read is not null;
    }
}
