using LeadOps.Templating;

namespace LeadOps.Manifests;

/// <summary>The templates of a change or a fixture.</summary>
internal static class ChangeTemplates
{
    public static IEnumerable<TemplateText> Of(ChangeDefinition change) =>
        OfSelector(change.Select).Concat(OfValues(change));

    /// <summary>Templates that decide which leads it is about.</summary>
    public static IEnumerable<TemplateText> OfSelector(Selector select) =>
        OfSearch(select).Concat(new[] { select.When, select.Groups?.Expression }.OfType<TemplateText>());

    /// <summary>Templates of what is looked for; no lead is known yet.</summary>
    public static IEnumerable<TemplateText> OfSearch(Selector select) =>
        new ManifestValue?[] { select.Ids, select.Origin?.Originator, select.Origin?.Origin, select.Filter }
            .Concat(select.Conditions.Select(condition => condition.Operand))
            .OfType<ManifestValue>()
            .SelectMany(value => value.Templates);

    /// <summary>Templates that are evaluated for each lead that was found.</summary>
    public static IEnumerable<TemplateText> OfValues(ChangeDefinition change) =>
        change
            .Asserts.Select(assertion => assertion.Message)
            .Concat(change.Params.Values)
            .Append(change.WhenMissing?.Key)
            .OfType<ManifestValue>()
            .SelectMany(value => value.Templates)
            .Concat(change.Set.SelectMany(assignment => assignment.Templates))
            .Concat(change.WhenMissing?.SetOnCreate.SelectMany(assignment => assignment.Templates) ?? [])
            .Concat(change.Asserts.Select(assertion => assertion.That));

    public static IEnumerable<TemplateText> Of(FixtureDefinition fixture) =>
        fixture.Set.SelectMany(assignment => assignment.Templates).Concat(fixture.Key.Templates);
}
