using System.Globalization;
using System.Text.RegularExpressions;
using LeadOps.Diagnostics;
using LeadOps.Plans;
using LeadOps.Templates;
using Microsoft.Extensions.Configuration;

namespace LeadOps.Cli.Settings;

/// <summary>Built-in defaults, leadops.yml, leadops.local.yml, LEADOPS_* variables: later wins.</summary>
internal sealed partial class SettingsReader(
    Func<string, string?> environment,
    IReadOnlyDictionary<string, string> prefixed
)
{
    private static readonly string[] Top = ["defaultPortal", "portals", "limits", "state", "ledger"];
    private static readonly string[] State = ["postgres", "schema"];
    private static readonly string[] Limits = ["maxChanges", "maxPercent", "maxFailures", "maxCreates"];
    private static readonly string[] Portal =
    [
        "url",
        "embedded",
        "seedable",
        "protected",
        "tariff",
        "api",
        "allowHosts",
        "timeZone",
        "operatingLimit",
        "settleAfter",
        "oauth",
        "tags",
    ];
    private static readonly string[] OAuth = ["clientId", "clientSecret", "refreshToken", "tokenUrl"];

    private readonly DiagnosticBag problems = new();
    private readonly Dictionary<string, SourceSpan> places = new(StringComparer.OrdinalIgnoreCase);

    public LeadOpsSettings Read(string? configFile, string workingFolder)
    {
        var file =
            configFile is null ? FindUpward(workingFolder)
            : File.Exists(configFile) ? Path.GetFullPath(configFile)
            : throw new LeadOpsException(Failure.Invalid, $"There is no configuration file `{configFile}`.");
        var folder = file is null ? workingFolder : Path.GetDirectoryName(file)!;
        var builder = new ConfigurationBuilder();
        foreach (var layer in new[] { file, Path.Combine(folder, "leadops.local.yml") }.Where(File.Exists))
        {
            AddFile(builder, layer!, workingFolder);
        }

        builder.AddInMemoryCollection(
            prefixed.Select(pair =>
                KeyValuePair.Create(
                    pair.Key["LEADOPS_".Length..].Replace("__", ":", StringComparison.Ordinal),
                    (string?)pair.Value
                )
            )
        );
        var settings = Build(builder.Build(), file, folder);
        problems.ThrowIfErrors();
        return settings;
    }

    private void AddFile(ConfigurationBuilder builder, string file, string workingFolder)
    {
        var shown = Path.GetRelativePath(workingFolder, file) is { Length: < 60 } relative ? relative : file;
        var layer = new YamlLayer(Path.GetFullPath(shown, workingFolder) == file ? shown : file);
        builder.Add(layer);
        layer.Load();
        foreach (var (key, place) in layer.Places)
        {
            places[key] = place;
            CheckKey(key, place);
        }
    }

    private static string? FindUpward(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, "leadops.yml");
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private void CheckKey(string key, SourceSpan place)
    {
        var parts = key.Split(':');
        var known = KnownAt(parts);
        if (known is not null && !known.Contains(parts[^1], StringComparer.Ordinal))
        {
            var near = Suggestions.Nearest(parts[^1], known);
            problems.Error(
                place,
                $"Unknown key `{parts[^1]}`.",
                near is null ? $"There are: {string.Join(", ", known)}." : $"Did you mean `{near}`?"
            );
        }
    }

    /// <summary>The keys that may stand where the last part does; null where any name may.</summary>
    internal static string[]? KnownAt(string[] parts) =>
        parts switch
        {
            [_] => Top,
            ["limits", _] => Limits,
            ["state", _] => State,
            ["portals", _, _] => Portal,
            ["portals", _, "embedded", _] => ["seed"],
            ["portals", _, "oauth", _] => OAuth,
            _ => null,
        };

    private LeadOpsSettings Build(IConfigurationRoot root, string? file, string folder)
    {
        foreach (var variable in prefixed.Keys)
        {
            CheckVariable(variable);
        }

        var portals = root.GetSection("portals")
            .GetChildren()
            .Select(section => PortalOf(Spelled(section.Key), section))
            .ToDictionary(portal => portal.Name, StringComparer.OrdinalIgnoreCase);
        var state = StateFolder.Of(environment);
        var settings = new LeadOpsSettings
        {
            ProjectFolder = folder,
            ConfigFile = file,
            DefaultPortal = root["defaultPortal"],
            Portals = portals,
            Limits = new PlanLimits(
                (int)Number(root, "limits:maxChanges", 5000),
                Number(root, "limits:maxPercent", 30),
                (int)Number(root, "limits:maxFailures", 20)
            )
            {
                MaxCreates = (int)Number(root, "limits:maxCreates", 100),
            },
            Ledger = Path.GetFullPath(root["ledger"] ?? ".leadops/ledger.db", folder),
            StateFolder = Path.Combine(state, "leadops"),
            SharedState = SharedStateOf(root),
        };
        if (settings.DefaultPortal is { } name && !portals.ContainsKey(name))
        {
            problems.Error(
                places.GetValueOrDefault("defaultPortal"),
                $"`defaultPortal` names `{name}`, which is not under `portals`.",
                Near(name, portals.Keys)
            );
        }

        return settings;
    }

    /// <summary>Null for `state: local`. The value is never repeated: it may be a secret in the wrong place.</summary>
    private SharedStateConfig? SharedStateOf(IConfigurationRoot root)
    {
        if (root["state:postgres"] is { Length: > 0 } address)
        {
            return new SharedStateConfig(address, root["state:schema"] ?? "leadops");
        }

        if (root["state"] is not (null or "local") || root["state:schema"] is not null)
        {
            problems.Error(
                places.GetValueOrDefault("state"),
                "`state` is `local`, or names a database.",
                "Write `state: local`, or `state: { postgres: \"${STATE_DATABASE}\", schema: leadops }`."
            );
        }

        return null;
    }

    /// <summary>Variables are written in capitals; the name is the file's.</summary>
    private string Spelled(string portal) =>
        places
            .Keys.FirstOrDefault(key => key.Equals($"portals:{portal}", StringComparison.OrdinalIgnoreCase))
            ?["portals:".Length..]
        ?? portal;

    private void CheckVariable(string variable)
    {
        var parts = variable["LEADOPS_".Length..].Split("__");
        if (!Top.Contains(parts[0], StringComparer.OrdinalIgnoreCase))
        {
            var near = Suggestions.Nearest(parts[0], Top);
            problems.Error(
                null,
                $"The environment variable `{variable}` sets nothing.",
                near is null
                    ? $"After LEADOPS_ there may stand: {string.Join(", ", Top)}."
                    : $"Did you mean `LEADOPS_{near.ToUpperInvariant()}`?"
            );
        }
    }

    private static string Near(string name, IEnumerable<string> names) =>
        Suggestions.Nearest(name, names) is { } near
            ? $"Did you mean `{near}`?"
            : $"There are: {string.Join(", ", names)}.";

    private PortalConfig PortalOf(string name, IConfigurationSection section)
    {
        var embedded = section.GetSection("embedded");
        var seed = (int)Number(section, "embedded:seed", 0);
        var portal = new PortalConfig(name)
        {
            Url = section["url"],
            IsEmbedded = embedded.Value is { } flag ? Flag(section, "embedded", flag) : embedded.GetChildren().Any(),
            EmbeddedSeed = seed,
            Seedable = Flag(section, "seedable", section["seedable"]),
            Protected = Flag(section, "protected", section["protected"]),
            Tariff = OneOf(section, "tariff", ["standard", "enterprise", "selfHosted"]),
            Api = OneOf(section, "api", ["crm.lead", "crm.item"]) ?? "crm.lead",
            OAuth = OAuthOf(name, section.GetSection("oauth")),
            AllowHosts = section["allowHosts"]?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [],
            OperatingLimit = Number(section, "operatingLimit", 480),
            SettleAfter = section["settleAfter"] is null ? null : Number(section, "settleAfter", 60),
            TimeZone = Zone(section, "timeZone"),
            Tags = TagsOf(section),
        };
        if (portal.Url is null == !portal.IsEmbedded)
        {
            problems.Error(
                places.GetValueOrDefault($"portals:{name}"),
                $"The portal `{name}` wants either `url` or `embedded`.",
                "Add `url: ${BITRIX24_WEBHOOK}`, or `embedded: true`."
            );
        }

        return portal;
    }

    private string[] TagsOf(IConfigurationSection section)
    {
        var tags = section["tags"]?.Split(['\n', ','], StringSplitOptions.RemoveEmptyEntries) ?? [];
        foreach (var tag in tags.Where(tag => tag == PortalChoice.All || !Tag().IsMatch(tag)))
        {
            problems.Error(
                Place(section, "tags"),
                $"`{tag}` is not a tag.",
                $"Use letters, digits, `-`, `_` and `.`; `{PortalChoice.All}` means all portals already."
            );
        }

        return tags;
    }

    private OAuthConfig? OAuthOf(string portal, IConfigurationSection section)
    {
        if (!section.GetChildren().Any())
        {
            return null;
        }

        foreach (
            var key in new[] { "clientId", "clientSecret", "refreshToken" }.Where(key =>
                string.IsNullOrEmpty(section[key])
            )
        )
        {
            problems.Error(
                places.GetValueOrDefault($"portals:{portal}:oauth"),
                $"`portals.{portal}.oauth` has no `{key}`.",
                $"Add `{key}: ${{NAME}}`."
            );
        }

        return new OAuthConfig(
            section["clientId"] ?? "",
            section["clientSecret"] ?? "",
            section["refreshToken"] ?? "",
            section["tokenUrl"]
        );
    }

    private TimeZoneInfo? Zone(IConfigurationSection section, string key)
    {
        if (section[key] is not { Length: > 0 } name)
        {
            return null;
        }

        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            return zone;
        }

        problems.Error(
            Place(section, key),
            $"`{name}` is no time zone.",
            "Write an IANA name, for instance `Europe/Berlin`, or leave it out to use the portal's offset."
        );
        return null;
    }

    private SourceSpan? Place(IConfiguration section, string key) =>
        places.TryGetValue(section is IConfigurationSection inner ? $"{inner.Path}:{key}" : key, out var place)
            ? place
            : null;

    private bool Flag(IConfiguration section, string key, string? value)
    {
        if (value is null or "true" or "false")
        {
            return value == "true";
        }

        problems.Error(Place(section, key), $"`{value}` is no value for `{key}`.", "Write `true` or `false`.");
        return false;
    }

    private double Number(IConfiguration section, string key, double otherwise)
    {
        var value = section[key];
        if (value is null)
        {
            return otherwise;
        }

        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0)
        {
            return number;
        }

        problems.Error(Place(section, key), $"`{value}` is no value for `{key}`.", "Write a number of at least 0.");
        return otherwise;
    }

    private string? OneOf(IConfiguration section, string key, string[] allowed)
    {
        var value = section[key];
        if (value is not null && !allowed.Contains(value))
        {
            problems.Error(Place(section, key), $"`{value}` is no value for `{key}`.", Near(value, allowed));
        }

        return value;
    }

    /// <summary>`${NAME}` and `${NAME:-default}`.</summary>
    public static string Expand(
        string text,
        string where,
        Func<string, string?> environment,
        string example = "https://HOST/rest/USER/SECRET/"
    ) =>
        Reference()
            .Replace(
                text,
                match =>
                    environment(match.Groups[1].Value) is { Length: > 0 } value ? value
                    : match.Groups[2].Success ? match.Groups[2].Value
                    : throw new LeadOpsException(
                        Failure.Invalid,
                        $"{where} reads the environment variable `{match.Groups[1].Value}`, which is not set. Set it, for instance `export {match.Groups[1].Value}={example}`."
                    )
            );

    [GeneratedRegex("^[\\p{L}0-9][\\p{L}0-9_.-]*$")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}")]
    private static partial Regex Reference();
}
