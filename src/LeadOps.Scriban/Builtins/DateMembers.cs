namespace LeadOps.Scriban.Builtins;

/// <summary>The parts of dates and time spans, by the names templates use.</summary>
internal static class DateMembers
{
    public static object? Of(DateTime date, string name) =>
        name switch
        {
            "year" => date.Year,
            "month" => date.Month,
            "day" => date.Day,
            "hour" => date.Hour,
            "minute" => date.Minute,
            "second" => date.Second,
            "millisecond" => date.Millisecond,
            "day_of_year" => date.DayOfYear,
            "day_of_week" => date.DayOfWeek.ToString(),
            "date" => date.Date,
            "time_of_day" => date.TimeOfDay,
            "ticks" => date.Ticks,
            _ => null,
        };

    public static object? Of(DateTimeOffset date, string name) =>
        name == "date" ? new DateTimeOffset(date.Date, date.Offset) : Of(date.DateTime, name);

    public static object? Of(TimeSpan span, string name) =>
        name switch
        {
            "days" => span.Days,
            "hours" => span.Hours,
            "minutes" => span.Minutes,
            "seconds" => span.Seconds,
            "milliseconds" => span.Milliseconds,
            "ticks" => span.Ticks,
            "total_days" => span.TotalDays,
            "total_hours" => span.TotalHours,
            "total_minutes" => span.TotalMinutes,
            "total_seconds" => span.TotalSeconds,
            "total_milliseconds" => span.TotalMilliseconds,
            _ => null,
        };
}
