namespace LeadOps.Fields.Rules;

/// <summary>
/// The main contact is set with the lead, and only unbinding clears it; all bindings have methods of their own. A
/// contact or company that is given with the lead makes it a repeat lead; a binding alone does not.
/// </summary>
internal sealed class ContactRule : FieldRule
{
    public const string Main = "CONTACT_ID";
    public const string All = "CONTACT_IDS";
    public const string IsRepeat = "IS_RETURN_CUSTOMER";

    public const string Company = "COMPANY_ID";

    public override string Page =>
        "https://apidocs.bitrix24.com/api-reference/crm/leads/management-communication/index.html";

    public override IReadOnlyList<string> Fields { get; } = [Company, Main, All, IsRepeat];

    public override IReadOnlyList<FieldNote> Notes { get; } =
    [
        FieldNote.WhenSet(Company, "setting a company may turn leads into repeat leads (IS_RETURN_CUSTOMER)"),
        FieldNote.WhenSet(Main, "setting a contact may turn leads into repeat leads (IS_RETURN_CUSTOMER)"),
        new(
            Main,
            "it is cleared by unbinding all contacts, and a rollback restores only this one; "
                + "with `CONTACT_IDS: null` it restores all",
            change => change is { Field.Name: Main, After.IsEmpty: true }
        ),
        FieldNote.WhenSet(All, "contact bindings are sent in calls of their own, after the lead's other fields"),
    ];

    public override Carrier ReadBy(string field) => field == All ? Carrier.Contacts : Carrier.Lead;

    public override FieldCall Call(string field, FieldValue after) =>
        field == All || (field == Main && after.IsEmpty)
            ? new FieldCall(Carrier.Contacts, Moment.AfterLead)
            : FieldCall.OfLead;

    public override string? Follows(string field) =>
        field switch
        {
            Main => All,
            All => Main,
            _ => null,
        };

    public override bool IsDefault(FieldDefinition field, string value, NewLead lead) => field.Name == Main;

    public override bool IsOwned(string field) => field == IsRepeat;

    /// <summary>All bindings say what the main one does.</summary>
    public override bool IsExported(string field) => field != Main;

    /// <summary>A lead without a main contact has no contacts.</summary>
    public static bool MayHaveBindings(Func<string, FieldValue> lead) => !lead(Main).IsEmpty;

    /// <summary>Bindings are a set, but for the first, which is the main one.</summary>
    public static bool FirstCounts(string field) => field == All;
}
