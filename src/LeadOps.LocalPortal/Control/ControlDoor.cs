using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Control;

/// <summary>
/// The door for rehearsals: look inside, script faults, set up rights, automation and mode. Wants the webhook's
/// secret.
/// </summary>
internal sealed class ControlDoor(DataDoors data, SetupDoors setup)
{
    private readonly SortedDictionary<string, Door> doors = new(
        data.All.Concat(setup.All).ToDictionary(door => door.Name),
        StringComparer.Ordinal
    );

    public (int Status, JsonNode Body) Answer(string what, Parameters call)
    {
        if (!doors.TryGetValue(what, out var door))
        {
            return (404, AnswerWriter.Error("NOT_FOUND", "inflight, " + string.Join(", ", doors.Keys)));
        }

        try
        {
            CheckNames(door, call);
            return (200, door.Open(call) ?? new JsonObject());
        }
        catch (Exception problem)
            when (problem is LocalPortalException or JsonException or RestException or FormatException)
        {
            return (400, AnswerWriter.Error("INVALID", problem.Message));
        }
    }

    /// <summary>A misspelt name would change nothing, or everything.</summary>
    private static void CheckNames(Door door, Parameters call)
    {
        var stranger = call
            .Members.Select(pair => pair.Key)
            .FirstOrDefault(name => name != "secret" && !door.Takes.Contains(name, StringComparer.OrdinalIgnoreCase));
        if (stranger is not null)
        {
            throw new LocalPortalException(
                $"`{door.Name}` takes no `{stranger}`. "
                    + $"It takes {(door.Takes.Length > 0 ? string.Join(", ", door.Takes) : "nothing")}."
            );
        }
    }
}
