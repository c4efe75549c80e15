using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Templates;
using LeadOps.Templating;

namespace LeadOps.Manifests;

/// <summary>The names templates may use, in one table; a slip is reported before anything is planned.</summary>
internal static class ScopeNames
{
    /// <summary>Name and what it is; docs/templates.md has this table.</summary>
    public static IReadOnlyDictionary<string, string> Values { get; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["lead"] = "the lead, its fields by their portal names",
            ["row"] = "the row of `forEach`, its columns by name",
            ["index"] = "number of the row, from 0",
            ["position"] = "the lead's number in its selection, from 0, in the order of `orderBy`, then ID",
            ["selected"] = "`selected.size`: how many leads the selection has",
            ["group"] = "with `groupBy`: `first`, `leads` and `size` of the lead's group",
            ["vars"] = "the manifest's `vars`",
            ["run"] = "`date` of the plan as ISO text, `now` as a date, `manifest`, `user`",
            ["portal"] = "`name` and `host`",
            ["env"] = "environment variables listed under `env`",
        };

    public static IReadOnlyDictionary<string, string> Functions { get; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["user"] = "`user 'anna@acme.example'`: id of a user by e-mail, full name or id",
            ["stage"] = "`stage 'Junk'`: STATUS_ID of a stage by title",
            ["source"] = "`source 'Website'`: SOURCE_ID by title",
            ["enum"] = "`enum 'UF_CRM_REGION' 'North'`: id of an item of a list field",
            ["contact"] = "`contact row.email`: id of a contact by e-mail, phone, origin or full name",
            ["company"] = "`company 'Acme GmbH'`: id of a company by e-mail, phone, origin or title",
            ["phone"] = "`phone.normalize lead.PHONE 'DE'`: E.164, of a text or a whole list; `phone.is_valid`",
            ["ago"] = "`ago 30 'days'`: a date before the plan's; minutes, hours, days, weeks, months, years",
            ["text"] = "`text.append lead.COMMENTS 'note'`: adds the note once",
            ["fake"] = "invented data, in fixtures only",
        };

    private static readonly string[] Builtins =
    [
        "string",
        "array",
        "math",
        "date",
        "timespan",
        "regex",
        "object",
        "html",
        "this",
    ];

    /// <summary>Functions that look at the portal's records, or invent something.</summary>
    private static readonly string[] Looking = ["contact", "company", "fake"];

    private static readonly string[] RunMembers = ["date", "now", "manifest", "user"];
    private static readonly string[] PortalMembers = ["name", "host"];
    private static readonly string[] PhoneMembers = ["normalize", "is_valid"];
    private static readonly string[] TextMembers = ["append"];

    /// <summary>What is invented; `Fixtures/FakeData` invents it.</summary>
    internal static readonly string[] FakeMembers =
    [
        "first_name",
        "last_name",
        "full_name",
        "email",
        "phone",
        "company",
        "city",
        "street",
        "postal_code",
        "country_code",
        "sentence",
        "paragraph",
        "uuid",
        "unique",
        "int",
        "amount",
        "date",
        "pick",
        "weighted",
        "chance",
    ];

    internal static void Check(IEnumerable<TemplateText> templates, KnownMembers known, DiagnosticBag problems)
    {
        foreach (var read in templates.SelectMany(template => template.Reads))
        {
            if (Misplaced(read, known) is var (where, remedy))
            {
                problems.Error(read.RootAt, where, remedy);
            }
            else
            {
                CheckName(read, known, problems);
            }
        }
    }

    /// <summary>Where leads are only looked for, or are still to be made.</summary>
    internal static void CheckWithoutLead(IEnumerable<TemplateText> templates, string remedy, DiagnosticBag problems)
    {
        foreach (
            var read in templates
                .SelectMany(template => template.Reads)
                .Where(read => read is { Root: "lead", Optional: false })
        )
        {
            problems.Error(read.RootAt, "`lead` does not exist here: no lead is found yet.", remedy);
        }
    }

    /// <summary>A name that exists elsewhere.</summary>
    private static (string Message, string Remedy)? Misplaced(LocatedRead read, KnownMembers known) =>
        (read.Root, known.IsFixture) switch
        {
            ("row" or "index", false) when known.Columns is null => (
                $"`{read.Root}` exists only in a change with `forEach`.",
                "Add `forEach: ROWS`, or use `vars`."
            ),
            ("lead", true) => (
                "`lead` does not exist in fixtures: there is no lead yet.",
                "Use `index`, `row`, `vars` or `fake`."
            ),
            ("fake", false) => (
                "`fake` exists only in fixtures: real leads never get invented data.",
                "Move it into a fixture."
            ),
            _ => null,
        };

    private static void CheckName(LocatedRead read, KnownMembers known, DiagnosticBag problems)
    {
        if (read.Optional)
        {
            return;
        }

        if (read.Member is { } member && MembersOf(read.Root, known) is { } members && !members.Contains(member))
        {
            problems.Error(read.At, $"`{read.Root}.{member}` is not known.", Near(member, members, read.Root));
        }
        else if (!IsKnown(read.Root))
        {
            problems.Error(
                read.RootAt,
                $"`{read.Root}` is not known in templates.",
                (Template.FullName(read.Root) ?? OwnerOf(read.Root, known)) is { } full
                    ? $"Did you mean `{full}`?"
                    : Near(read.Root, Values.Keys.Concat(Functions.Keys).Concat(Builtins), null)
            );
        }
    }

    /// <summary>What stands behind the name is the same for every lead and at every time.</summary>
    internal static bool IsConstant(string root) =>
        root == "vars" || Builtins.Contains(root) || (Functions.ContainsKey(root) && !Looking.Contains(root));

    /// <summary>A column, variable or field that was written without what it belongs to.</summary>
    private static string? OwnerOf(string name, KnownMembers known) =>
        known.Columns?.Contains(name) == true ? $"row.{name}"
        : known.Vars.Contains(name) ? $"vars.{name}"
        : !known.IsFixture && (FieldCatalogue.Standard.Find(name) is not null || FieldDefinition.IsCustomName(name))
            ? $"lead.{name}"
        : null;

    private static bool IsKnown(string root) =>
        Values.ContainsKey(root) || Functions.ContainsKey(root) || Builtins.Contains(root);

    /// <summary>Null when any member may stand there.</summary>
    private static IReadOnlyCollection<string>? MembersOf(string root, KnownMembers known) =>
        root switch
        {
            "vars" => known.Vars,
            // Without rows no column is known, and none is read; why there are none is told of their file.
            "row" => known.Columns is { Count: 0 } ? null : known.Columns,
            "env" => known.Env,
            "run" => RunMembers,
            "portal" => PortalMembers,
            "phone" => PhoneMembers,
            "text" => TextMembers,
            "fake" => FakeMembers,
            _ => null,
        };

    private static string Near(string name, IEnumerable<string> names, string? owner)
    {
        var near = Suggestions.Nearest(name, names);
        return near is not null ? $"Did you mean `{near}`?"
            : owner == "env" ? "List it under `env:` in the manifest."
            : $"There are: {string.Join(", ", names)}.";
    }
}

/// <summary>What one template's surroundings offer; null columns mean there is no row.</summary>
internal sealed record KnownMembers(
    IReadOnlyCollection<string> Vars,
    IReadOnlyCollection<string>? Columns,
    IReadOnlyCollection<string> Env,
    bool IsFixture
);
