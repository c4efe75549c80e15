using LeadOps.Diagnostics;
using LeadOps.Plans;
using Microsoft.Extensions.Configuration;

namespace LeadOps.Cli.Settings;

/// <summary>Built-in defaults, leadops.yml, leadops.local.yml, LEADOPS_* variables: later wins.</summary>
internal sealed class SettingsReader(Func<string, string?> environment, IReadOnlyDictionary<string, string> prefixed)
{
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
        var layer = new YamlLayer(file, Path.GetFullPath(shown, workingFolder) == file ? shown : file);
        builder.Add(layer);
        layer.Load();
        foreach (var (key, place) in layer.Places)
        {
            places[key] = place;
            SettingsKeys.CheckKey(key, place, problems);
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

    private LeadOpsSettings Build(IConfigurationRoot root, string? file, string folder)
    {
        foreach (var variable in prefixed.Keys)
        {
            SettingsKeys.CheckVariable(variable, problems);
        }

        var values = new SettingsValues(places, problems);
        var portalReader = new PortalConfigReader(values, places, problems);
        var portals = root.GetSection("portals")
            .GetChildren()
            .Select(section => portalReader.Read(Spelled(section.Key), section))
            .ToDictionary(portal => portal.Name, StringComparer.OrdinalIgnoreCase);
        var state = StateFolder.Of(environment);
        var settings = new LeadOpsSettings
        {
            ProjectFolder = folder,
            ConfigFile = file,
            DefaultPortal = root["defaultPortal"],
            Portals = portals,
            Limits = new PlanLimits(
                (int)values.Number(root, "limits:maxChanges", PlanLimits.Default.MaxChanges),
                values.Number(root, "limits:maxPercent", PlanLimits.Default.MaxPercent),
                (int)values.Number(root, "limits:maxFailures", PlanLimits.Default.MaxFailures),
                (int)values.Number(root, "limits:maxCreates", PlanLimits.Default.MaxCreates)
            ),
            Ledger = Path.GetFullPath(root["ledger"] ?? ".leadops/ledger.db", folder),
            StateFolder = Path.Combine(state, "leadops"),
            SharedState = SharedStateOf(root),
            DashboardPassword = root["worker:dashboardPassword"],
        };
        if (settings.DefaultPortal is { } name && !portals.ContainsKey(name))
        {
            problems.Error(
                places.GetValueOrDefault("defaultPortal"),
                $"`defaultPortal` names `{name}`, which is not under `portals`.",
                SettingsValues.Near(name, portals.Keys)
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
}
