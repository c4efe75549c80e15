using System.Collections.Concurrent;

namespace LeadOps.Fields.Rules;

/// <summary>All rules. Adding a quirk adds a file and a line here.</summary>
internal static class FieldRules
{
    private static readonly ConcurrentDictionary<(string Name, string Type), IReadOnlyList<FieldRule>> Known = new();

    /// <summary>In the order in which a plan tells their notes.</summary>
    public static IReadOnlyList<FieldRule> All { get; } =
    [
        new TitleRule(),
        new StageRule(),
        new SourceRule(),
        new ContactRule(),
        new ProductRowRule(),
        new OwnerRule(),
        new AmountRule(),
        new AddressRule(),
        new OriginRule(),
        new MultifieldRule(),
        new FlagRule(),
        new FileRule(),
    ];

    private static readonly Dictionary<string, FieldRule[]> ByName = All.SelectMany(rule =>
            rule.Fields.Select(field => (field, rule))
        )
        .GroupBy(pair => pair.field, pair => pair.rule)
        .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    private static readonly Dictionary<string, Carrier> Apart = ByName
        .Select(pair => (pair.Key, Carrier: ReaderOf(pair.Key, pair.Value)))
        .Where(pair => pair.Carrier != Carrier.Lead)
        .ToDictionary(StringComparer.Ordinal);

    private static readonly Dictionary<string, string[]> Sent = Along((rule, name) => rule.SentWith(name));
    private static readonly Dictionary<string, string[]> Assumed = Along((rule, name) => rule.AssumedWith(name));

    public static IReadOnlyList<FieldRule> Of(string name, string type) =>
        Known.GetOrAdd(
            (name, type),
            key => [.. All.Where(rule => rule.Fields.Contains(key.Name) || rule.Types.Contains(key.Type))]
        );

    /// <summary>The rules that name the field.</summary>
    public static FieldRule[] Of(string name) => ByName.GetValueOrDefault(name, []);

    public static FieldCall Call(string name, FieldValue after)
    {
        foreach (var rule in Of(name))
        {
            if (rule.Call(name, after) is { Carrier: not Carrier.Lead } call)
            {
                return call;
            }
        }

        return FieldCall.OfLead;
    }

    /// <summary>What reads the field; all but the lead itself is read lead by lead.</summary>
    public static Carrier ReadBy(string name) => Apart.GetValueOrDefault(name, Carrier.Lead);

    public static bool IsApart(string name) => Apart.ContainsKey(name);

    private static Carrier ReaderOf(string name, FieldRule[] rules) =>
        rules.Select(rule => rule.ReadBy(name)).FirstOrDefault(carrier => carrier != Carrier.Lead);

    /// <summary>These fields with all that is read with them.</summary>
    public static IReadOnlyList<string> Complete(IEnumerable<string> fields)
    {
        var names = new SortedSet<string>(fields, StringComparer.Ordinal);
        var open = new Queue<string>(names);
        while (open.TryDequeue(out var name))
        {
            foreach (var other in Of(name).SelectMany(rule => rule.ReadWith(name)).Where(names.Add))
            {
                open.Enqueue(other);
            }
        }

        return [.. names];
    }

    /// <summary>Few fields bring others along, so that most leads cost a look into the table alone.</summary>
    public static IReadOnlyCollection<string> SentWith(IEnumerable<string> planned)
    {
        List<string>? along = null;
        foreach (var name in planned)
        {
            foreach (var other in Sent.GetValueOrDefault(name, []))
            {
                along ??= [];
                if (!along.Contains(other))
                {
                    along.Add(other);
                }
            }
        }

        return along ?? (IReadOnlyCollection<string>)[];
    }

    public static string[] AssumedWith(string planned) => Assumed.GetValueOrDefault(planned, []);

    private static Dictionary<string, string[]> Along(Func<FieldRule, string, IReadOnlyList<string>> others) =>
        ByName.ToDictionary(
            pair => pair.Key,
            pair => pair.Value.SelectMany(rule => others(rule, pair.Key)).Distinct().ToArray(),
            StringComparer.Ordinal
        );

    /// <summary>Only a rule that names a field of these plans something along.</summary>
    public static IReadOnlyList<PlannedAlong> PlannedWith(IReadOnlyCollection<string> set, Func<string, bool> changes)
    {
        List<PlannedAlong>? along = null;
        foreach (var name in set)
        {
            foreach (var rule in Of(name))
            {
                if (rule.PlannedWith(set, changes) is { } planned && along?.Contains(planned) != true)
                {
                    (along ??= []).Add(planned);
                }
            }
        }

        return along ?? (IReadOnlyList<PlannedAlong>)[];
    }

    public static bool IsMadeAnew(string name) => Of(name).All(rule => rule.IsMadeAnew(name));

    public static bool IsMoved(string name, string by) => Of(name).Any(rule => rule.MovedBy(name) == by);

    public static bool NeedsOwnRequest(string name, FieldValue before, FieldValue after) =>
        Of(name).Any(rule => rule.NeedsOwnRequest(name, before, after));
}
