namespace LeadOps.Fields.Rules;

/// <summary>
/// The main contact is part of the lead, all bindings have methods of their own. A contact or company that is given with the
/// lead makes it a repeat lead; a binding does not.
/// https://apidocs.bitrix24.com/api-reference/crm/leads/management-communication/index.html
/// </summary>
public static class ContactRule
{
    public const string Main = "CONTACT_ID";
    public const string All = "CONTACT_IDS";
    public const string IsRepeat = "IS_RETURN_CUSTOMER";
}
