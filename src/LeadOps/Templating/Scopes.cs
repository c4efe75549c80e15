using System.Collections.Concurrent;
using LeadOps.Fields;
using LeadOps.Templates;

namespace LeadOps.Templating;

/// <summary>A lead as templates see it: fields by name, typed by the catalogue.</summary>
public sealed class LeadObject(FieldCatalogue catalogue, Func<string, FieldValue> read) : ITemplateObject
{
    public IEnumerable<string> Names => catalogue.All.Select(known => known.Name);

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
    private readonly Dictionary<string, object?> functions = ScopeFunctions.Of(catalogue, Now(facts));
    private readonly ConcurrentDictionary<IManifestNames, Dictionary<string, object?>> ofManifest = new(
        ReferenceEqualityComparer.Instance
    );

    public FieldCatalogue Catalogue => catalogue;

    public TemplateScope Build(
        IManifestNames manifest,
        IRowNames? row,
        int? index,
        LeadObject? lead,
        object? fake = null
    ) => Scope(manifest, row, Own(row, index, lead, fake));

    /// <summary>Of a lead that a change found, with what is known of the change's selection.</summary>
    public TemplateScope OfLead(IManifestNames manifest, IRowNames? row, LeadObject lead, SelectionNames? selection)
    {
        var names = Own(row, null, lead, null);
        selection?.AddTo(names);
        return Scope(manifest, row, names);
    }

    private TemplateScope Scope(IManifestNames manifest, IRowNames? row, Dictionary<string, object?> own) =>
        new(own) { Common = ofManifest.GetOrAdd(manifest, OfManifest), Origin = row?.At.ToString() };

    private static Dictionary<string, object?> Own(IRowNames? row, int? index, LeadObject? lead, object? fake)
    {
        var names = new Dictionary<string, object?>(StringComparer.Ordinal);
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

    /// <summary>What is the same for every lead of a manifest.</summary>
    private Dictionary<string, object?> OfManifest(IManifestNames manifest) =>
        new(functions, StringComparer.Ordinal)
        {
            ["vars"] = manifest.Vars,
            ["env"] = manifest
                .Env.Where(facts.Environment.ContainsKey)
                .ToDictionary(name => name, name => (object?)facts.Environment[name], StringComparer.Ordinal),
            ["run"] = new Dictionary<string, object?>
            {
                ["date"] = facts.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                ["now"] = Now(facts),
                ["manifest"] = manifest.Name,
                ["user"] = facts.User,
            },
            ["portal"] = new Dictionary<string, object?> { ["name"] = facts.PortalName, ["host"] = facts.PortalHost },
        };

    /// <summary>The portal's dates have no parts of seconds.</summary>
    private static DateTimeOffset Now(RunFacts facts) =>
        facts.Date.AddTicks(-(facts.Date.Ticks % TimeSpan.TicksPerSecond));
}
