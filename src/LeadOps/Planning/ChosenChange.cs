using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Manifests;
using LeadOps.Portal.Leads;

namespace LeadOps.Planning;

/// <summary>A change that takes part in a plan, with its rows; one without rows has a single null.</summary>
internal sealed record ChosenChange(
    int Number,
    Manifest Manifest,
    ChangeDefinition Change,
    string Label,
    IReadOnlyList<Row?> Rows
)
{
    private IReadOnlyList<string>? files;

    /// <summary>Where its leads stand, when its templates or its groups ask for it.</summary>
    public SelectionPlaces? Places { get; set; }

    /// <summary>What has to be read lead by lead for it.</summary>
    public IReadOnlyList<ApartField> Apart { get; } =
    [
        .. ApartField.All.Where(field =>
            Change.Set.Any(assignment => assignment.Field == field.Name)
            || FieldNeeds.ReadBy(Change).Contains(field.Name)
        ),
    ];

    /// <summary>Fields that may get a file.</summary>
    public IReadOnlyList<string> Files(FieldCatalogue catalogue) =>
        files ??= [
            .. Change
                .Set.Where(assignment => assignment.Value is not NullValue)
                .Select(assignment => assignment.Field)
                .Where(name => catalogue.Find(name)?.Form == ValueForm.Files)
                .Distinct(),
        ];

    public static IReadOnlyList<ChosenChange> Of(IReadOnlyList<Manifest> manifests, IReadOnlyCollection<string> only) =>
        [
            .. ChosenNames
                .Changes(manifests, only)
                .Select(
                    (chosen, number) =>
                        new ChosenChange(
                            number,
                            chosen.Manifest,
                            chosen.Change,
                            chosen.Label,
                            chosen.Change.ForEach is { } set ? [.. set.Rows] : [null]
                        )
                ),
        ];

    public (RowSet Set, Row Row)? RowOf(Finding finding) =>
        Change.ForEach is { } set && Rows[finding.Row] is { } row ? (set, row) : null;
}
