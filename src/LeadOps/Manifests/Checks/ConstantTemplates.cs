using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Templates;
using LeadOps.Templating;

namespace LeadOps.Manifests.Checks;

/// <summary>
/// Templates that read no lead, row or run come out the same for every lead, so their mistakes are known before any
/// lead is.
/// </summary>
internal sealed class ConstantTemplates(FieldCatalogue catalogue, Manifest manifest, DiagnosticBag problems)
{
    /// <summary>These know the titles of the portal.</summary>
    private static readonly string[] OfPortal = ["user", "stage", "source", "enum"];

    private static readonly RunFacts NoRun = new(
        new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero),
        "",
        "",
        "",
        new Dictionary<string, string>()
    );

    private readonly TemplateScope scope = new ScopeBuilder(catalogue, NoRun).Build(manifest, null, null, null);

    public void Check(IEnumerable<TemplateText> templates)
    {
        foreach (var template in templates.Where(IsConstant))
        {
            try
            {
                template.Evaluate(scope, CancellationToken.None);
            }
            catch (InvalidInputException wrong)
            {
                wrong.Diagnostics.ToList().ForEach(problems.Add);
            }
        }
    }

    private bool IsConstant(TemplateText template) =>
        template.Reads.All(read =>
            ScopeNames.IsConstant(read.Root) && !(catalogue.IsOffline && OfPortal.Contains(read.Root))
        );
}
