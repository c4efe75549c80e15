using System.Globalization;
using LeadOps.Diagnostics;
using LeadOps.Fields.Rules;
using LeadOps.Manifests;
using LeadOps.Planning.Spreadsheets;
using LeadOps.Templates;

namespace LeadOps.Planning.Missing;

/// <summary>
/// The rows of one change that no lead was found for, with the origins of the leads that they become.
/// </summary>
/// <param name="rejects">Takes the rows without an origin of their own; null when they are errors.</param>
internal sealed class MissingRows(
    Manifest manifest,
    ChangeDefinition change,
    IReadOnlyList<Row?> rows,
    RowRejects? rejects
)
{
    private const int MaxProblems = 50;

    private readonly bool[] found = new bool[rows.Count];

    /// <summary>Before `when`, `limit` and `groupBy`: a lead that these leave out is there all the same.</summary>
    public void Found(int row) => found[row] = true;

    public IReadOnlyList<(int Row, LeadOrigin Origin)> Origins(
        IReadOnlyList<TemplateScope> scopes,
        CancellationToken cancellationToken
    )
    {
        var problems = new List<Diagnostic>();
        var origins = new List<(int, LeadOrigin)>();
        var taken = new Dictionary<LeadOrigin, int>();
        for (var row = 0; row < rows.Count && problems.Count < MaxProblems; row++)
        {
            if (found[row])
            {
                continue;
            }

            try
            {
                var origin = OriginOf(row, scopes[row], cancellationToken);
                if (!taken.TryAdd(origin, row))
                {
                    throw Twice(origin, row, taken[origin]);
                }

                origins.Add((row, origin));
            }
            catch (InvalidInputException problem) when (rejects is not null && rows[row] is { } rejected)
            {
                rejects.Add(change.ForEach!, rejected, problem.Diagnostics);
            }
            catch (InvalidInputException problem)
            {
                problems.AddRange(problem.Diagnostics);
            }
        }

        return problems.Count > 0 ? throw new InvalidInputException(problems) : origins;
    }

    private LeadOrigin OriginOf(int row, TemplateScope scope, CancellationToken cancellationToken) =>
        change.Select.Origin is { } origin
            ? new LeadOrigin(
                Filled(origin.Originator, OriginRule.Originator, row, scope, cancellationToken),
                Filled(origin.Origin, OriginRule.Origin, row, scope, cancellationToken)
            )
            : new LeadOrigin(
                $"leadops/{manifest.Name}/{change.Name}",
                Filled(change.WhenMissing!.Key!, "key", row, scope, cancellationToken)
            );

    private string Filled(
        ManifestValue value,
        string name,
        int row,
        TemplateScope scope,
        CancellationToken cancellationToken
    )
    {
        var text = Convert.ToString(value.Resolve(scope, cancellationToken), CultureInfo.InvariantCulture);
        return string.IsNullOrWhiteSpace(text)
                ? throw new InvalidInputException(
                    value.At,
                    $"`{name}` is empty{Of(row)}.",
                    "A new lead needs an origin; fill in the column, or leave the row out."
                )
            : LostDigits.IsShortened(text)
                ? throw new InvalidInputException(
                    value.At,
                    $"`{name}` is `{text}`{Of(row)}, a number that a spreadsheet rounded.",
                    "Give the column the format text, and write the number again."
                )
            : text;
    }

    private InvalidInputException Twice(LeadOrigin origin, int row, int first) =>
        new(
            change.WhenMissing!.At,
            $"The origin `{origin.Key}` of a new lead comes twice{Of(row)}"
                + $"{(rows[first] is { } one ? $", first for the row at {one.At}" : "")}.",
            "Give each row its own key."
        );

    private string Of(int row) => rows[row] is { } one ? $" for the row at {one.At}" : "";
}
