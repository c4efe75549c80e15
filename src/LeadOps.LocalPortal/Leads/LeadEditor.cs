using System.Globalization;
using LeadOps.LocalPortal.Limits;
using LeadOps.LocalPortal.Setup;
using LeadOps.LocalPortal.Store;

namespace LeadOps.LocalPortal.Leads;

/// <summary>Changes to a lead that both APIs make in the same way, and what follows from them.</summary>
internal sealed class LeadEditor(PortalStore store, PortalClock clock, Settings settings)
{
    private static readonly HashSet<string> NeverEmpty = ["TITLE", "STATUS_ID", "ASSIGNED_BY_ID", "CURRENCY_ID"];

    public void Set(Lead lead, FieldInfo field, string value)
    {
        if ((value.Length == 0 && NeverEmpty.Contains(field.Name)) || !IsKnown(field, value))
        {
            return;
        }

        var before = lead[field.Name];
        lead[field.Name] = Values.Normalise(field, value, store.Catalogue.BaseCurrency, clock.Time);
        if (field.Name == "CONTACT_ID")
        {
            SetPrimary(lead, Values.Number(lead["CONTACT_ID"]));
        }
        else if (IsAddressText(field.Name) && (before ?? "") != value && lead["ADDRESS_LOC_ADDR_ID"] is not null)
        {
            // The location object follows the text; it gets another id.
            lead["ADDRESS_LOC_ADDR_ID"] = Text(store.Next("location", 570));
        }
    }

    public void SetList(Lead lead, FieldInfo field, IEnumerable<string> values) =>
        lead.SetList(
            field.Name,
            values
                .Where(value => value.Length > 0 && IsKnown(field, value))
                .Select(value => Values.Normalise(field, value, store.Catalogue.BaseCurrency, clock.Time))
                .OfType<string>()
                .Where(value => value.Length > 0)
        );

    /// <summary>Replaces the whole set; the first contact becomes the primary one.</summary>
    public static void SetContacts(Lead lead, IEnumerable<long> ids) =>
        Bind(
            lead,
            [
                .. ids.Where(id => id > 0)
                    .Distinct()
                    .Select((id, index) => new ContactBinding(id, 10 * (index + 1), index == 0)),
            ]
        );

    /// <summary>Binds these contacts, with exactly one of them primary, which the lead shows as CONTACT_ID.</summary>
    public static void Bind(Lead lead, IReadOnlyList<ContactBinding> bindings)
    {
        var primary =
            bindings.FirstOrDefault(binding => binding.IsPrimary) ?? (bindings.Count > 0 ? bindings[0] : null);
        lead.Contacts.Clear();
        lead.Contacts.AddRange(
            bindings
                .OrderBy(binding => binding.Sort)
                .Select(binding => binding with { IsPrimary = binding.ContactId == primary?.ContactId })
        );
        lead["CONTACT_ID"] = primary is null ? null : Text(primary.ContactId);
    }

    /// <summary>Puts another contact in the place of the primary one; none unlinks it.</summary>
    private static void SetPrimary(Lead lead, long? contact)
    {
        var others = lead.Contacts.Where(binding => !binding.IsPrimary && binding.ContactId != contact).ToList();
        Bind(lead, contact is > 0 ? [new ContactBinding(contact.Value, 10, true), .. others] : others);
    }

    /// <summary>Amount, dates, stage history and index after the fields are set.</summary>
    /// <param name="isLinked">The write named a contact or a company.</param>
    public void Finish(Lead lead, int userId, bool isNew, string? stageBefore, bool isLinked)
    {
        var now = clock.Now();
        if (isNew)
        {
            Defaults(lead, now, Text(userId));
        }

        if (isLinked)
        {
            lead["IS_RETURN_CUSTOMER"] =
                settings.HasRepeatLeads && (lead["COMPANY_ID"] ?? lead["CONTACT_ID"]) is not null ? "Y" : "N";
        }

        Amounts.Recalculate(lead);
        Touched(lead, userId, now);
        if (isNew || stageBefore != lead["STATUS_ID"])
        {
            Moved(lead, userId, now, isNew);
        }

        store.Touch(lead);
        settings.Events.Raise(isNew ? "ONCRMLEADADD" : "ONCRMLEADUPDATE", lead.Id);
    }

    private static void Touched(Lead lead, int userId, string now)
    {
        lead["DATE_MODIFY"] = now;
        lead["MODIFY_BY_ID"] = Text(userId);
    }

    private void Moved(Lead lead, int userId, string now, bool isNew)
    {
        var semantics = store.Catalogue.Stage(lead["STATUS_ID"])?.Semantics;
        lead["MOVED_TIME"] = now;
        lead["MOVED_BY_ID"] = Text(userId);
        lead["DATE_CLOSED"] = semantics is null ? "" : now;
        store.Moved(
            lead.Id,
            isNew ? 1
                : semantics is null ? 2
                : 3,
            now,
            lead["STATUS_ID"] ?? "",
            semantics ?? "P"
        );
    }

    private void Defaults(Lead lead, string now, string user)
    {
        var defaults = new (string Name, string? Value)[]
        {
            ("TITLE", $"Lead #{lead.Id}"),
            ("STATUS_ID", store.Catalogue.Stages.First().StatusId),
            ("CURRENCY_ID", store.Catalogue.BaseCurrency),
            ("OPPORTUNITY", "0.00"),
            ("IS_MANUAL_OPPORTUNITY", "N"),
            ("OPENED", "Y"),
            ("ASSIGNED_BY_ID", user),
            ("CREATED_BY_ID", user),
            ("DATE_CREATE", now),
            ("LAST_ACTIVITY_TIME", now),
            ("LAST_ACTIVITY_BY", user),
            ("IS_RETURN_CUSTOMER", "N"),
            ("BIRTHDATE", ""),
        };
        foreach (var (name, value) in defaults)
        {
            lead[name] = string.IsNullOrEmpty(lead[name]) ? value : lead[name];
        }
    }

    /// <summary>Options that a list does not have are dropped.</summary>
    private static bool IsKnown(FieldInfo field, string value) =>
        field.Type != "enumeration" || value.Length == 0 || field.Items.Any(item => Text(item.Id) == value);

    private static bool IsAddressText(string name) =>
        name.StartsWith("ADDRESS", StringComparison.Ordinal) && name != "ADDRESS_LOC_ADDR_ID";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
