using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Setup;

/// <summary>
/// How this portal is set up: mode, mandatory fields, webhooks, rights, and what blocks it. Changed through the
/// control door.
/// </summary>
internal sealed class Settings
{
    /// <summary>Ways in which a portal refuses everything.</summary>
    public static IReadOnlyDictionary<string, (int Status, string Code, string Text)> Blocks { get; } =
        new Dictionary<string, (int, string, string)>(StringComparer.Ordinal)
        {
            ["https"] = (400, "INVALID_REQUEST", "Https required"),
            ["plan"] = (403, "ACCESS_DENIED", "REST API is available only on commercial plans"),
            ["payment"] = (401, "PAYMENT_REQUIRED", "Subscription has been ended"),
            ["deleted"] = (410, "PORTAL_DELETED", "Portal was deleted"),
            ["application"] = (401, "ERROR_OAUTH", "Application not installed"),
            ["overload"] = (503, "OVERLOAD_LIMIT", "REST API is blocked due to overload"),
        };

    /// <summary>All that a webhook or an application can be given.</summary>
    public static IReadOnlyList<string> Scopes { get; } =
    ["crm", "department", "task", "user", "user_basic", "user_brief", "userfieldconfig"];

    private readonly Dictionary<int, LeadRights> rights;
    private readonly PortalStore store;

    public Settings(LocalPortalOptions options, PortalStore store)
    {
        Mode = options.Mode;
        Events = new OutgoingEvents(options.Clock);
        Webhooks = [.. options.Webhooks];
        rights = new(options.Rights);
        this.store = store;
        Rules = LocalPortalException.In(nameof(options.Automation), () => Parse(options.Automation));
        LocalPortalException.In(nameof(options.Webhooks), () => Webhooks.ConvertAll(Known));
    }

    public IReadOnlyList<AutomationRule> Parse(IEnumerable<string> rules) =>
        [.. rules.Select(AutomationRule.Parse).Select(Known)];

    public int KnownUser(int id) =>
        store.Catalogue.User(id) is not null
            ? id
            : throw new LocalPortalException(
                $"`{id}` is not a user of this portal. "
                    + $"Its users are {string.Join(", ", store.Catalogue.Users.Select(user => $"{user.Id}"))}."
            );

    public LocalWebhook Known(LocalWebhook webhook)
    {
        KnownUser(webhook.UserId);
        var stranger = webhook.Scopes.FirstOrDefault(scope => !Scopes.Contains(scope));
        return stranger is null
            ? webhook
            : throw new LocalPortalException(
                $"`{stranger}` is not a scope. Write some of {string.Join(", ", Scopes)}."
            );
    }

    /// <summary>A rule about a field that leads do not have would never do anything.</summary>
    private AutomationRule Known(AutomationRule rule)
    {
        var stranger = rule
            .Sets.Keys.Append(rule.Field ?? "ID")
            .FirstOrDefault(name => !store.Catalogue.Fields.ContainsKey(name));
        return stranger is null
            ? rule
            : throw new LocalPortalException(
                $"`{stranger}` in `{rule.Text}` is not a field of leads. `crm.lead.fields` lists them."
            );
    }

    public PortalMode Mode { get; set; }

    /// <summary>Whether a lead with a contact or a company becomes a repeat lead.</summary>
    public bool HasRepeatLeads { get; set; } = true;

    /// <summary>Mandatory fields, each with the stages where it is; none means everywhere.</summary>
    public Dictionary<string, IReadOnlyList<string>> Required { get; } = new(StringComparer.Ordinal);

    public string? Blocked { get; set; }

    public DuplicateHabit Duplicates { get; set; }

    public List<LocalWebhook> Webhooks { get; }

    public IReadOnlyList<AutomationRule> Rules { get; private set; }

    public OutgoingEvents Events { get; }

    /// <summary>Leads that nobody may change.</summary>
    public HashSet<long> Refused { get; } = [];

    public LeadRights RightsOf(int userId) => rights.GetValueOrDefault(userId) ?? new LeadRights();

    public void Grant(int userId, LeadRights granted) => rights[userId] = granted;

    public void Replace(IEnumerable<string> rules) => Rules = Parse(rules);

    public bool IsRequired(string name, string? stage) =>
        Required.TryGetValue(name, out var stages) && (stages.Count == 0 || stages.Contains(stage));

    public void Check(bool isHttps)
    {
        if (Blocked is not null && !(isHttps && Blocked == "https"))
        {
            var (status, code, text) = Blocks[Blocked];
            throw new RestException(status, code, text);
        }
    }
}
