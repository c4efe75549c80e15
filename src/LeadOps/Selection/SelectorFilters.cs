using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Manifests;
using LeadOps.Portal.Leads;
using LeadOps.Templates;

namespace LeadOps.Selection;

/// <summary>What the portal is asked for a selector: one filter, or one for each alternative.</summary>
internal sealed class SelectorFilters(FieldCatalogue catalogue, LeadApi leads, IReadOnlyList<string> select)
{
    public IReadOnlyList<JsonObject> Of(
        Selector selector,
        TemplateScope scope,
        Matcher matcher,
        CancellationToken cancellationToken
    )
    {
        if (selector.Filter is { } own)
        {
            var filter = OwnFilter.ToPortal(own, catalogue, scope, cancellationToken);
            return !OwnFilter.HasGroups(own) || leads.TakesGroups(filter, select)
                ? [filter]
                : throw new InvalidInputException(
                    own.At,
                    "This filter has groups, which only crm.item.list knows; "
                        + "but that list lacks a field which the filter "
                        + "or the change needs (addresses, PHONE or EMAIL in a filter).",
                    "Write the alternatives under `any`."
                );
        }

        return matcher.AnyOf is null
            ?
            [
                [],
            ]
            : Joined([.. matcher.AnyOf.Select(PortalFilter.Of)]);
    }

    /// <summary>
    /// Alternatives in one filter where the API has OR. An alternative that filters nothing makes the others idle.
    /// </summary>
    private IReadOnlyList<JsonObject> Joined(IReadOnlyList<JsonObject> alternatives)
    {
        if (alternatives.Any(filter => filter.Count == 0))
        {
            return
            [
                [],
            ];
        }

        if (alternatives.Count == 1 || !leads.HasOr)
        {
            return alternatives;
        }

        var group = new JsonObject { ["logic"] = "OR" };
        foreach (var (index, filter) in alternatives.Index())
        {
            group[index.ToString(System.Globalization.CultureInfo.InvariantCulture)] = filter;
        }

        var joined = new JsonObject { ["0"] = group };
        return leads.TakesGroups(joined, select)
            ? [joined]
            : [.. alternatives.Select(filter => (JsonObject)filter.DeepClone())];
    }
}
