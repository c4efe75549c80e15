namespace LeadOps.Fields.Rules;

/// <summary>
/// What is special about some fields of the portal. Every rule answers the same questions; a field without a rule is
/// read, sent and cleared with its lead. Rules answer in values: which calls these are is known to the portal's room
/// alone.
/// </summary>
public abstract class FieldRule
{
    /// <summary>The vendor's page that the rule rests on.</summary>
    public abstract string Page { get; }

    /// <summary>The fields that the rule names.</summary>
    public virtual IReadOnlyList<string> Fields => [];

    /// <summary>The portal's type of the fields that the rule is about, whatever they are called.</summary>
    public virtual IReadOnlyList<string> Types => [];

    /// <summary>How a manifest gives it.</summary>
    public virtual ValueForm Form => ValueForm.Values;

    /// <summary>What reads it; all but the lead is read lead by lead.</summary>
    public virtual Carrier ReadBy(string field) => Carrier.Lead;

    /// <summary>What is read with it.</summary>
    public virtual IReadOnlyList<string> ReadWith(string field) => [];

    /// <summary>What goes out with it as it was.</summary>
    public virtual IReadOnlyList<string> SentWith(string field) => [];

    /// <summary>What a plan that changes it rests on.</summary>
    public virtual IReadOnlyList<string> AssumedWith(string field) => SentWith(field);

    /// <summary>What is planned although no manifest says so.</summary>
    public virtual PlannedAlong? PlannedWith(IReadOnlyCollection<string> set, Func<string, bool> changes) => null;

    /// <summary>A manifest may set it.</summary>
    public virtual bool IsSettable(string field) => true;

    /// <summary>Nothing can be written into it.</summary>
    public virtual bool CanClear(FieldDefinition field) => true;

    /// <summary>The call that carries this value.</summary>
    public virtual FieldCall Call(string field, FieldValue after) => FieldCall.OfLead;

    /// <summary>No batch can carry this change, so that it costs a request of its own.</summary>
    public virtual bool NeedsOwnRequest(string field, FieldValue before, FieldValue after) => false;

    /// <summary>What a plan tells about it.</summary>
    public virtual IReadOnlyList<FieldNote> Notes => [];

    /// <summary>The field whose value brings this one along.</summary>
    public virtual string? Follows(string field) => null;

    /// <summary>The field whose write moves this one on the portal.</summary>
    public virtual string? MovedBy(string field) => null;

    /// <summary>The portal may have given this value to a new lead by itself.</summary>
    public virtual bool IsDefault(FieldDefinition field, string value, NewLead lead) => false;

    /// <summary>
    /// Left out, the portal may give it a value; a lead that is made again must not get one that it did not have.
    /// </summary>
    public virtual bool MustStayEmpty(FieldDefinition field) => false;

    /// <summary>The portal or the fixture owns it, so that it is nobody's edit.</summary>
    public virtual bool IsOwned(string field) => false;

    /// <summary>A lead that is made again gets it from us.</summary>
    public virtual bool IsMadeAnew(string field) => true;

    /// <summary>A fixture can set it, and no other field says the same.</summary>
    public virtual bool IsExported(string field) => true;

    /// <summary>What stands for the value in an anonymous export.</summary>
    public virtual Disguise Disguise(string field, string value) => Rules.Disguise.Usual;
}
