namespace LeadOps.LocalPortal.Setup;

/// <summary>What the documentation of crm.duplicate.findbycomm leaves open.</summary>
internal enum DuplicateHabit
{
    /// <summary>Twenty hits of each value; phones are compared by their digits.</summary>
    Each,

    /// <summary>Twenty hits in the whole answer.</summary>
    Whole,

    /// <summary>Twenty hits of each value; phones are compared letter by letter.</summary>
    Spelling,
}
