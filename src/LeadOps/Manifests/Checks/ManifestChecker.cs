using LeadOps.Diagnostics;
using LeadOps.Fields;

namespace LeadOps.Manifests.Checks;

/// <summary>
/// Checks manifests against a field catalogue: names, writability, literal values. Works offline with the standard
/// fields.
/// </summary>
public sealed class ManifestChecker(FieldCatalogue catalogue, DiagnosticBag problems, bool hasOr = true)
{
    private readonly KnownFields fields = new(catalogue, problems);
    private readonly SelectorCheck selectors = new(catalogue, problems, hasOr);
    private readonly AssignmentCheck assignments = new(catalogue, problems);

    /// <summary>Whether templates that come out the same for every lead are tried.</summary>
    public bool TriesTemplates { get; init; } = true;

    public void Check(Manifest manifest)
    {
        foreach (var change in manifest.Changes)
        {
            Check(change);
        }

        if (TriesTemplates)
        {
            new ConstantTemplates(catalogue, manifest, problems).Check(
                manifest.Changes.SelectMany(ChangeTemplates.Of).Concat(manifest.Fixtures.SelectMany(ChangeTemplates.Of))
            );
        }

        foreach (var fixture in manifest.Fixtures)
        {
            assignments.Check(fixture.Set, [], isFixture: true);
        }

        foreach (var expected in manifest.Tests.SelectMany(test => test.Leads).SelectMany(lead => lead.Fields ?? []))
        {
            fields.Known(expected.Field, expected.At);
        }
    }

    private void Check(ChangeDefinition change)
    {
        selectors.Check(change.Select);
        change.MayClear.ToList().ForEach(field => fields.Known(field.Name, field.At));
        CheckReads(change);
        assignments.Check(change.Set, change.MayClear, isFixture: change.WhenMissing is not null);
        assignments.Check(change.WhenMissing?.SetOnCreate ?? [], [], isFixture: true);
    }

    private void CheckReads(ChangeDefinition change)
    {
        foreach (
            var read in ChangeTemplates
                .Of(change)
                .SelectMany(template => template.Reads)
                .Where(read => read.Root == "lead")
        )
        {
            if (read.Member is null)
            {
                problems.Error(
                    read.At,
                    "`lead` is used as a whole; only single fields can be read.",
                    "Write `lead.FIELD`."
                );
            }
            else
            {
                fields.Known(read.Member, read.At);
            }
        }
    }
}
