using System.Collections;
using LeadOps.Manifests;
using LeadOps.Templates;
using LeadOps.Templating;

namespace LeadOps.Planning;

/// <summary>
/// The scopes of a change's rows, each made when it is asked for: a hundred thousand are too many to keep.
/// </summary>
internal sealed class RowScopes(ScopeBuilder scopes, Manifest manifest, IReadOnlyList<Row?> rows)
    : IReadOnlyList<TemplateScope>
{
    public int Count => rows.Count;

    public TemplateScope this[int index] => scopes.Build(manifest, rows[index], null, null);

    public IEnumerator<TemplateScope> GetEnumerator() =>
        Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
