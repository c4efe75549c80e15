namespace LeadOps.LocalPortal.Leads;

/// <summary>What a write made of one field; an empty text is no value.</summary>
internal sealed record FieldChange(string Field, string Before, string After);
