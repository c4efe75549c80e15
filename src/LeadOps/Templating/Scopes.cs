using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Manifests;
using LeadOps.Templates;
using PhoneNumbers;

namespace LeadOps.Templating;

/// <summary>A lead as templates see it: fields by name, typed by the catalogue.</summary>
public sealed class LeadObject(FieldCatalogue catalogue, Func<string, FieldValue> read) : ITemplateObject
{
    public IEnumerable<string> Names => catalogue.All.Select(known => known.Name);

    public int Count => catalogue.All.Count;

    public bool TryGet(string name, out object? value)
    {
        var known = catalogue.Find(name);
        value = known is null ? null : FieldValues.ToTemplate(known, read(name));
        return known is not null;
    }
}

/// <summary>What is the same for every lead of a plan.</summary>
public sealed record RunFacts(
    DateTimeOffset Date,
    string User,
    string PortalName,
    string PortalHost,
    IReadOnlyDictionary<string, string> Environment
);

/// <summary>Puts together the names that a manifest's templates may use.</summary>
public sealed class ScopeBuilder(FieldCatalogue catalogue, RunFacts facts)
{
    private readonly Dictionary<string, object?> functions = Functions(catalogue);

    public FieldCatalogue Catalogue => catalogue;

    public TemplateScope Build(Manifest manifest, Row? row, int? index, LeadObject? lead, object? fake = null) =>
        new(Names(manifest, row, index, lead, fake));

    /// <summary>Of a lead that a change found, with what is known of the change's selection.</summary>
    public TemplateScope OfLead(Manifest manifest, Row? row, LeadObject lead, SelectionNames? selection)
    {
        var names = Names(manifest, row, null, lead, null);
        selection?.AddTo(names);
        return new TemplateScope(names);
    }

    public Dictionary<string, object?> Names(Manifest manifest, Row? row, int? index, LeadObject? lead, object? fake)
    {
        var names = new Dictionary<string, object?>(functions, StringComparer.Ordinal)
        {
            ["vars"] = manifest.Vars,
            ["env"] = manifest
                .Env.Where(facts.Environment.ContainsKey)
                .ToDictionary(name => name, name => (object?)facts.Environment[name], StringComparer.Ordinal),
            ["run"] = new Dictionary<string, object?>
            {
                ["date"] = facts.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                ["manifest"] = manifest.Name,
                ["user"] = facts.User,
            },
            ["portal"] = new Dictionary<string, object?> { ["name"] = facts.PortalName, ["host"] = facts.PortalHost },
        };
        if (lead is not null)
        {
            names["lead"] = lead;
        }

        if (row is not null)
        {
            names["row"] = row.Values;
        }

        if ((index ?? row?.Index) is { } number)
        {
            names["index"] = number;
        }

        if (fake is not null)
        {
            names["fake"] = fake;
        }

        return names;
    }

    private static Dictionary<string, object?> Functions(FieldCatalogue catalogue) =>
        new(StringComparer.Ordinal)
        {
            ["user"] = Named("user", catalogue, "ASSIGNED_BY_ID"),
            ["stage"] = Named("stage", catalogue, "STATUS_ID"),
            ["source"] = Named("source", catalogue, "SOURCE_ID"),
            ["enum"] = new TemplateFunction(
                "enum",
                2,
                2,
                arguments => Resolve(arguments, catalogue, arguments.Text(0), arguments[1])
            ),
            ["phone"] = new Dictionary<string, object?>
            {
                ["normalize"] = new TemplateFunction(
                    "normalize",
                    1,
                    2,
                    arguments =>
                        Normalise(arguments)
                        ?? throw arguments.Fail(
                            $"`{arguments.Text(0)}` is no phone number; give a country as second argument, for instance 'DE', or check with `phone.is_valid`"
                        )
                ),
                ["is_valid"] = new TemplateFunction("is_valid", 1, 2, arguments => Normalise(arguments) is not null),
            },
        };

    private static TemplateFunction Named(string name, FieldCatalogue catalogue, string field) =>
        new(name, 1, 1, arguments => Resolve(arguments, catalogue, field, arguments[0]));

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

    /// <summary>E.164, or null when the text is no number that could be dialled.</summary>
    private static string? Normalise(TemplateArguments arguments)
    {
        var util = PhoneNumberUtil.GetInstance();
        try
        {
            var text = PhoneText.Clean(arguments.Text(0));
            if (PhoneText.Problem(text) is not null)
            {
                return null;
            }

            var number = util.Parse(
                text.StartsWith("00", StringComparison.Ordinal) ? "+" + text[2..] : text,
                arguments.Count > 1 ? arguments.Text(1) : null
            );
            return util.IsPossibleNumber(number) ? util.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
