using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Manifests;
using LeadOps.Templates;

namespace LeadOps.Selection;

/// <summary>One matcher for each row of a change.</summary>
internal static class RowMatchers
{
    private const int MaxProblems = 50;

    /// <summary>
    /// A row without a value to look for would find nothing or the wrong leads, so all such rows are told at once.
    /// </summary>
    public static List<Matcher> Of(
        Selector selector,
        FieldCatalogue catalogue,
        IReadOnlyList<TemplateScope> scopes,
        IReadOnlyList<SourceSpan?> rows,
        CancellationToken cancellationToken
    )
    {
        var problems = new List<Diagnostic>();
        var matchers = new List<Matcher>();
        var reads = new MatcherReader(catalogue, cancellationToken);
        for (var row = 0; row < scopes.Count && problems.Count < MaxProblems; row++)
        {
            try
            {
                matchers.Add(reads.Read(selector, scopes[row]));
            }
            catch (InvalidInputException wrong)
            {
                problems.AddRange(
                    rows[row] is { } at
                        ? wrong.Diagnostics.Select(problem =>
                            problem with
                            {
                                Message = $"{problem.Message.TrimEnd('.')} (row {at}).",
                            }
                        )
                        : wrong.Diagnostics
                );
            }
        }

        return problems.Count > 0 ? throw new InvalidInputException(problems) : matchers;
    }
}
