using System.CommandLine;
using System.Text.Json;
using LeadOps.Cli.Options;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fixtures;
using LeadOps.Leads;
using LeadOps.Portal;
using LeadOps.Templates;
using LeadOps.Templating;

namespace LeadOps.Cli.Commands;

/// <summary>
/// The names that `leadops eval` offers: those of manifests, and over them the model's. The portal is asked only for
/// what it alone knows.
/// </summary>
internal sealed class EvalScope(ParseResult parsed, GlobalOptions global, TemplateText template)
{
    private static readonly string[] Online = ["user", "stage", "source", "enum", "portal", "run"];

    private static readonly RunFacts Nowhere = new(
        TimeProvider.System.GetLocalNow(),
        "",
        "",
        "",
        new Dictionary<string, string>()
    );

    public async Task<TemplateScope> MakeAsync(string? modelFile, long? lead, CancellationToken cancel)
    {
        var model = modelFile is null ? [] : Model(modelFile);
        if (
            lead is null
            && !model.ContainsKey("lead")
            && template.Reads.FirstOrDefault(read => read.Root == "lead") is { Root: not null } wanted
        )
        {
            throw new InvalidInputException(
                wanted.RootAt,
                "There is no `lead`.",
                "Read one with `--lead ID`, or give one in a `--model`."
            );
        }

        var isOnline = lead is not null || template.Reads.Any(read => IsOnline(read) && !model.ContainsKey(read.Root));
        var known = isOnline
            ? await OnlineAsync(lead, cancel)
            : Scope(new ScopeBuilder(FieldCatalogue.Standard, Nowhere), null);
        return known.Under(model);
    }

    /// <summary>The time of a run needs no portal.</summary>
    private static bool IsOnline(LocatedRead read) =>
        Online.Contains(read.Root) && !(read.Root == "run" && read.Member is ("date" or "now" or "manifest"));

    private async Task<TemplateScope> OnlineAsync(long? lead, CancellationToken cancel)
    {
        var settings = GlobalOptions.Settings(parsed, global);
        await using var portal = await Shell.OpenAsync(parsed, global, settings, cancel);
        var scopes = await Shell.Pipeline(settings, portal).ScopesAsync(Nowhere.Environment, cancel);
        if (lead is not { } id)
        {
            return Scope(scopes, null);
        }

        var call = PortalReader.ById(new LeadId(id));
        var row = LeadSnapshot.Read(
            scopes.Catalogue,
            await portal.Session.Reader.CallAsync(call.Method, call.Parameters, cancel)
        );
        return Scope(scopes, new LeadObject(scopes.Catalogue, name => row[name]));
    }

    private TemplateScope Scope(ScopeBuilder scopes, LeadObject? lead)
    {
        var vars = GlobalOptions
            .Variables(parsed.GetValue(global.Var))
            .ToDictionary(pair => pair.Key, pair => (object?)pair.Value, StringComparer.Ordinal);
        var names = new EvalNames(vars);
        return scopes.Build(names, null, 0, lead, new FakeData(names.Name, "eval", "0", "eval"));
    }

    private sealed record EvalNames(IReadOnlyDictionary<string, object?> Vars) : IManifestNames
    {
        public string Name => "eval";

        public IReadOnlyList<string> Env => [];
    }

    private static Dictionary<string, object?> Model(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Members(document.RootElement)
                : throw new LeadOpsException(Failure.Invalid, $"{file}: the model is not a JSON object.");
        }
        catch (Exception problem)
            when (problem
                    is JsonException
                        or IOException
                        or UnauthorizedAccessException
                        or FormatException
                        or InvalidOperationException
            )
        {
            throw new LeadOpsException(
                Failure.Invalid,
                problem switch
                {
                    FormatException => $"The model `{file}` has a number that is too large; write it as a text.",
                    InvalidOperationException => $"The model `{file}` has a text with half of a character (`\\uD83D`).",
                    _ => $"The model `{file}` cannot be read: {problem.Message}",
                },
                problem
            );
        }
    }

    /// <summary>Of two members with one name the last counts, as in JavaScript.</summary>
    private static Dictionary<string, object?> Members(JsonElement value)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            members[property.Name] = Plain(property.Value);
        }

        return members;
    }

    private static object? Plain(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.TryGetInt32(out var whole) ? (object)whole
            : value.TryGetInt64(out var large) ? large
            : value.GetDecimal(),
            JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
            JsonValueKind.Array => value.EnumerateArray().Select(Plain).ToList(),
            JsonValueKind.Object => Members(value),
            _ => null,
        };
}
