using System.Text;
using LeadOps.Diagnostics;
using LeadOps.Templating;

namespace LeadOps.Manifests;

/// <summary>A YAML file of intent, checked and typed.</summary>
public sealed record Manifest : IManifestNames
{
    public required string File { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public bool Once { get; init; }

    public IReadOnlyList<string> Env { get; init; } = [];

    public required IReadOnlyDictionary<string, object?> Vars { get; init; }

    /// <summary>The files under `rows`, as the manifest's own name begins.</summary>
    public IReadOnlyList<string> RowFiles { get; init; } = [];

    public IReadOnlyList<ChangeDefinition> Changes { get; init; } = [];

    public IReadOnlyList<FixtureDefinition> Fixtures { get; init; } = [];

    public IReadOnlyList<ManifestTest> Tests { get; init; } = [];

    /// <summary>Hex SHA-256 of the parsed model with its rows.</summary>
    public string Digest => Digested.Value;

    /// <summary>Made when it is asked for: a command that only checks does without it.</summary>
    public required Lazy<string> Digested { get; init; }
}

public sealed record Row(SourceSpan At, int Index, IReadOnlyDictionary<string, object?> Values) : IRowNames
{
    /// <summary>The cells as they were written, when typed columns made something else of them.</summary>
    public IReadOnlyDictionary<string, object?>? Written { get; init; }
}

/// <summary>How a file of rows is written, so that another one can be written alike.</summary>
/// <param name="Skip">Lines before the header.</param>
public sealed record RowForm(char? Separator, Encoding? Encoding, int Skip, string? Sheet);

public sealed record RowSet(string Name, SourceSpan At, IReadOnlyList<Row> Rows)
{
    public IReadOnlyCollection<string> Columns { get; init; } =
    [.. Rows.SelectMany(row => row.Values.Keys).Distinct(StringComparer.Ordinal)];

    /// <summary>Null for rows that stand in the manifest.</summary>
    public string? File { get; init; }

    /// <summary>What people should know of the file; null when there is nothing.</summary>
    public string? Remark { get; init; }

    /// <summary>Lines that could not become rows.</summary>
    public IReadOnlyList<BadRow> Bad { get; init; } = [];

    /// <summary>Null when the manifest says nothing of it.</summary>
    public RowForm? Form { get; init; }
}

/// <summary>A line with the texts of its cells, and what is wrong with some of them.</summary>
public sealed record BadRow(Row Row, IReadOnlyList<Diagnostic> Problems);

public sealed record FieldName(string Name, SourceSpan At);

/// <summary>`{add, remove, replace}` of a multiple field.</summary>
public sealed record ListEdit(ManifestValue? Add, ManifestValue? Remove, ManifestValue? Replace);

/// <summary>One line under `set` or `unset`.</summary>
public sealed record FieldAssignment(string Field, SourceSpan At, ManifestValue? Value, ListEdit? Edit)
{
    public IEnumerable<TemplateText> Templates =>
        new[] { Value, Edit?.Add, Edit?.Remove, Edit?.Replace }
            .OfType<ManifestValue>()
            .SelectMany(value => value.Templates);
}

public sealed record Assertion(SourceSpan At, TemplateText That, ManifestValue? Message);

/// <summary>A named rule: which leads, and what they should become.</summary>
public sealed record ChangeDefinition
{
    public required string Name { get; init; }

    /// <summary>For people; a plan shows it.</summary>
    public string? Description { get; init; }

    public required SourceSpan At { get; init; }

    public RowSet? ForEach { get; init; }

    public required Selector Select { get; init; }

    /// <summary>In the order written; an `unset` is an assignment of null.</summary>
    public IReadOnlyList<FieldAssignment> Set { get; init; } = [];

    /// <summary>What becomes of rows without a lead; null: nothing.</summary>
    public CreateRule? WhenMissing { get; init; }

    public IReadOnlyList<FieldName> MayClear { get; init; } = [];

    public IReadOnlyList<Assertion> Asserts { get; init; } = [];

    public IReadOnlyDictionary<string, ManifestValue> Params { get; init; } = new Dictionary<string, ManifestValue>();

    public bool Override { get; init; }

    /// <summary>Asked for every lead, so without an enumerator.</summary>
    public bool Clears(string field)
    {
        for (var i = 0; i < MayClear.Count; i++)
        {
            if (MayClear[i].Name == field)
            {
                return true;
            }
        }

        return false;
    }
}

public sealed record FixtureDefinition
{
    public required string Name { get; init; }

    /// <summary>For people; a plan shows it.</summary>
    public string? Description { get; init; }

    public required SourceSpan At { get; init; }

    public int? Count { get; init; }

    public RowSet? ForEach { get; init; }

    public required ManifestValue Key { get; init; }

    public IReadOnlyList<FieldAssignment> Set { get; init; } = [];

    public bool Prune { get; init; }
}
