using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Templates;

namespace LeadOps.Templating;

/// <summary>The functions that every manifest's templates may call.</summary>
internal static class ScopeFunctions
{
    public static Dictionary<string, object?> Of(FieldCatalogue catalogue, DateTimeOffset now) =>
        new(StringComparer.Ordinal)
        {
            ["user"] = Named("user", catalogue, OwnerRule.Owner),
            ["stage"] = Named("stage", catalogue, StageRule.Stage),
            ["source"] = Named("source", catalogue, SourceRule.Source),
            ["enum"] = new TemplateFunction(
                "enum",
                2,
                2,
                arguments => Resolve(arguments, catalogue, arguments.Text(0), arguments[1])
            ),
            ["contact"] = Linked("contact", catalogue, ContactRule.Main),
            ["company"] = Linked("company", catalogue, ContactRule.Company),
            ["phone"] = PhoneFunctions.All,
            ["ago"] = TimeFunctions.Ago(now),
            ["text"] = NoteFunctions.All,
        };

    private static TemplateFunction Named(string name, FieldCatalogue catalogue, string field) =>
        new(name, 1, 1, arguments => Resolve(arguments, catalogue, field, arguments[0]));

    /// <summary>A name that was not looked up yet stands for itself; the template is evaluated again.</summary>
    private static TemplateFunction Linked(string name, FieldCatalogue catalogue, string field) =>
        new(
            name,
            1,
            1,
            arguments =>
                FieldValues.IsBlank(arguments[0])
                    ? throw arguments.Fail($"`{name}` has nothing to look for")
                    : Resolve(arguments, catalogue, field, arguments[0])
        );

    private static object? Resolve(
        TemplateArguments arguments,
        FieldCatalogue catalogue,
        string fieldName,
        object? value
    )
    {
        var field = catalogue.Find(fieldName) ?? throw arguments.Fail($"there is no field `{fieldName}`");
        var (converted, problem) = FieldValues.Convert(field, value);
        return problem is null ? FieldValues.ToTemplate(field, converted!) : throw arguments.Fail(problem);
    }
}
