namespace LeadOps.Fields.Rules;

/// <summary>A value that is planned because of another field.</summary>
public sealed record PlannedAlong(string Field, FieldValue Value, string BecauseOf);
