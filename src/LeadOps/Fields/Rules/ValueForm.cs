namespace LeadOps.Fields.Rules;

/// <summary>How a manifest gives a field.</summary>
public enum ValueForm
{
    /// <summary>As a value or a list of values.</summary>
    Values,

    /// <summary>As `{ file: PATH }`, or a list of these.</summary>
    Files,

    /// <summary>As a list of product rows.</summary>
    ProductRows,
}
