using LeadOps.Diagnostics;
using LeadOps.Fields;

namespace LeadOps.Manifests.Checks;

/// <summary>Fields by name; an unknown one is reported with the nearest that there is.</summary>
internal sealed class KnownFields(FieldCatalogue catalogue, DiagnosticBag problems)
{
    /// <summary>
    /// Null for unknown names, and without a portal for custom fields, of which nothing is known then.
    /// </summary>
    public FieldDefinition? Known(string name, SourceSpan at)
    {
        var field = catalogue.Find(name);
        if (field is not null || (catalogue.IsOffline && FieldDefinition.IsCustomName(name)))
        {
            return field;
        }

        var near = catalogue.Suggest(name);
        problems.Error(
            at,
            $"Leads have no field `{name}`; the portal would ignore it silently.",
            near is null ? "`leadops fields` lists them." : $"Did you mean `{near}`?"
        );
        return null;
    }

    /// <summary>A value that is written out.</summary>
    public static IEnumerable<ScalarValue> Literals(ManifestValue value) =>
        (value is SequenceValue list ? list.Items : [value])
            .OfType<ScalarValue>()
            .Where(literal => literal is { Template: null, IsBroken: false });
}
