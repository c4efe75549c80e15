namespace LeadOps.LocalPortal.Methods;

/// <summary>All methods by name, each with the scope it needs. Names are compared without case.</summary>
internal sealed class MethodTable
{
    private static readonly string[] UserScopes = ["user", "user_basic", "user_brief"];
    private static readonly string[] OfEverybody = ["user.access", "user.admin"];

    private readonly SortedDictionary<string, Method> methods = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<string> Names => methods.Keys;

    public void Add(IEnumerable<(string Name, Method Method)> table)
    {
        foreach (var (name, method) in table)
        {
            methods.Add(name, method);
        }
    }

    /// <summary>A fault or a cost of a method that does not exist would never strike.</summary>
    public void Check(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            Known(name);
        }
    }

    private void Known(string name)
    {
        if (name != "batch" && Find(name) is null)
        {
            throw new LocalPortalException(
                $"There is no method `{name}`. The method `methods` lists all, for instance `crm.lead.update`."
            );
        }
    }

    public Method? Find(string name) => methods.GetValueOrDefault(name);

    public static bool Covers(IReadOnlyList<string> scopes, string method) =>
        Scope(method) switch
        {
            "basic" => true,
            "user" => UserScopes.Any(scopes.Contains),
            var scope => scopes.Contains(scope),
        };

    public static string Scope(string method) =>
        method.Split('.')[0].ToLowerInvariant() switch
        {
            "crm" => "crm",
            "user" when !OfEverybody.Contains(method, StringComparer.OrdinalIgnoreCase) => "user",
            "department" => "department",
            "userfieldconfig" => "userfieldconfig",
            "tasks" or "task" => "task",
            _ => "basic",
        };
}
