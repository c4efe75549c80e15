using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Leads;
using LeadOps.Planning;
using LeadOps.Plans;
using LeadOps.Runs;

namespace LeadOps.Rollback;

/// <summary>What takes one written lead back, from what the run planned and what the portal holds now.</summary>
internal sealed class Inverses(FieldCatalogue catalogue, bool hasDefaultSource)
{
    private const string Change = "rollback";

    private readonly MadeLeads made = new(catalogue, hasDefaultSource);

    /// <summary>Null when there is nothing to take back, or when somebody else's work would go with it.</summary>
    public PlannedLead? Of(LeadOutcome lead, LeadSnapshot? now, Remarks remarks)
    {
        if (now is null)
        {
            remarks.Gone(lead.Id!.Value);
            return null;
        }

        return lead.Action == LeadAction.Create ? Deleted(lead, now, remarks) : Updated(lead, now, remarks);
    }

    private PlannedLead? Deleted(LeadOutcome lead, LeadSnapshot now, Remarks remarks)
    {
        if (made.Edited(lead, now) is not { } edited)
        {
            return Deletions.Of(catalogue, now, Change);
        }

        remarks.Kept(now.Id, edited);
        return null;
    }

    private PlannedLead? Updated(LeadOutcome lead, LeadSnapshot now, Remarks remarks)
    {
        var edited = lead.Fields.Where(field => IsEdited(field, now)).Select(field => field.Name).ToHashSet();
        edited.ToList().ForEach(name => remarks.Edited(now.Id, name));
        var replaced = lead.Fields.Where(field => !edited.Contains(field.Name) && IsReplaced(field, now)).ToList();
        replaced.ForEach(field => remarks.Replaced(now.Id, field.Name));
        edited.UnionWith(replaced.Select(field => field.Name));
        var fields = lead
            .Fields.Where(field => !edited.Contains(field.Name) && !IsSame(field.Name, field.Before, now))
            .Select(field => Planned(field, now))
            .ToList();
        fields.AddRange(Moved(lead, now, [.. fields.Select(field => field.Name)], remarks));
        return fields.Count == 0
            ? null
            : new PlannedLead
            {
                Action = LeadAction.Update,
                Id = lead.Id,
                Title = lead.Title,
                Fields = fields,
                Assumed = Assumptions.Of([], fields, now),
            };
    }

    /// <summary>A file that went is not on the portal any more, whatever its id.</summary>
    private bool IsReplaced(FieldOutcome field, LeadSnapshot now) =>
        IsFile(field) && Uploads.Ids(field.Before).Except(Uploads.Ids(now[field.Name])).Any();

    private bool IsEdited(FieldOutcome field, LeadSnapshot now) =>
        Find(field.Name) is { } known
        && !FieldValues.Same(known, field.After, now[field.Name])
        && !FieldValues.Same(known, field.Before, now[field.Name]);

    private PlannedField Planned(FieldOutcome field, LeadSnapshot now) =>
        new(
            field.Name,
            now[field.Name],
            WithoutIds(field.Before),
            Change,
            FieldValues.Label(Find(field.Name)!, now[field.Name]),
            FieldValues.Label(Find(field.Name)!, field.Before)
        );

    /// <summary>
    /// What a value that came to an empty field moved along, as rows take the amount away. Other values bring theirs
    /// with them.
    /// </summary>
    private IEnumerable<PlannedField> Moved(
        LeadOutcome lead,
        LeadSnapshot now,
        HashSet<string> takenBack,
        Remarks remarks
    )
    {
        foreach (var leader in lead.Fields.Where(field => field.Before.IsEmpty && takenBack.Contains(field.Name)))
        {
            var beside = FieldRules
                .AssumedWith(leader.Name)
                .Where(lead.Assumed.ContainsKey)
                .ToLookup(name => FieldRules.IsMoved(name, leader.Name));
            var moved = beside[true].Where(name => !IsSame(name, lead.Assumed[name], now)).ToList();
            if (beside[false].All(name => IsSame(name, lead.Assumed[name], now)))
            {
                foreach (var name in moved)
                {
                    yield return new PlannedField(name, now[name], lead.Assumed[name], Change);
                }
            }
            else
            {
                moved.ForEach(name => remarks.Edited(lead.Id!.Value, name));
            }
        }
    }

    /// <summary>The lead as it was, but for what no portal takes back.</summary>
    public PlannedLead MadeAnew(LeadOutcome lead, Remarks remarks)
    {
        remarks.Anew(lead.Id!.Value);
        var files = lead.Fields.Where(field => IsFile(field) && !field.Before.IsEmpty).Select(field => field.Name);
        files.ToList().ForEach(name => remarks.WithoutFile(lead.Id!.Value, name));
        return new()
        {
            Action = LeadAction.Create,
            Key = Text(lead, OriginRule.Origin) ?? $"rollback-{lead.Id}",
            Originator = Text(lead, OriginRule.Originator) ?? "leadops/rollback",
            Title = lead.Title,
            Fields =
            [
                .. lead
                    .Fields.Where(field =>
                        !OriginRule.Covers(field.Name)
                        && !field.Before.IsEmpty
                        && !IsFile(field)
                        && FieldRules.IsMadeAnew(field.Name)
                        && !(field.Name == ContactRule.Main && IsBoundApart(lead))
                    )
                    .Select(field => new PlannedField(field.Name, FieldValue.Empty, WithoutIds(field.Before), Change)),
            ],
            Assumed = lead
                .Fields.Where(field =>
                    field.Before.IsEmpty
                    && Find(field.Name) is { } known
                    && known.Rules.Any(rule => rule.MustStayEmpty(known))
                )
                .ToDictionary(field => field.Name, field => field.Before, StringComparer.Ordinal),
        };
    }

    /// <summary>Bindings alone do not make a repeat lead; a contact that is given with the lead does.</summary>
    private static bool IsBoundApart(LeadOutcome lead) =>
        lead.Assumed.GetValueOrDefault(ContactRule.IsRepeat) is TextValue { Text: "N" }
        && lead.Fields.Any(field => field is { Name: ContactRule.All, Before.IsEmpty: false });

    private bool IsFile(FieldOutcome field) => Find(field.Name)?.Type == FileRule.Type;

    private static string? Text(LeadOutcome lead, string name) =>
        (lead.Fields.FirstOrDefault(field => field.Name == name)?.Before as TextValue)?.Text;

    private bool IsSame(string name, FieldValue value, LeadSnapshot now) =>
        Find(name) is not { } field || FieldValues.Same(field, value, now[name]);

    private FieldDefinition? Find(string name) => catalogue.Find(name);

    /// <summary>Values that were deleted come back under new ids; kept ones are found by value.</summary>
    private static FieldValue WithoutIds(FieldValue value) =>
        value is MultifieldValue items
            ? new MultifieldValue([.. items.Items.Select(item => item with { Id = null })])
            : value;
}
