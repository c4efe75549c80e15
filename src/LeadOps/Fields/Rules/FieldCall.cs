namespace LeadOps.Fields.Rules;

/// <summary>What carries a field: the lead itself, or methods of its own that are called lead by lead.</summary>
public enum Carrier
{
    Lead,
    Contacts,
    ProductRows,
}

public enum Moment
{
    BeforeLead,
    WithLead,
    AfterLead,
}

/// <summary>The call that carries a field's value, and when it leaves.</summary>
public readonly record struct FieldCall(Carrier Carrier, Moment Moment)
{
    public static FieldCall OfLead { get; } = new(Carrier.Lead, Moment.WithLead);
}
