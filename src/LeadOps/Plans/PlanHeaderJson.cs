using System.Globalization;
using System.Text.Json;
using LeadOps.Diagnostics;
using LeadOps.Fields;

namespace LeadOps.Plans;

/// <summary>The first line of a plan file.</summary>
internal static class PlanHeaderJson
{
    public static byte[] Line(PlanHeader header) =>
        JsonLine.Write(writer =>
        {
            writer.WriteNumber("leadopsPlan", header.FormatVersion);
            writer.WriteString("id", header.Id);
            writer.WriteString("purpose", Spelled.AsCode(header.Purpose));
            writer.WriteString("toolVersion", header.ToolVersion);
            writer.WriteStartObject("portal");
            writer.WriteString("name", header.Portal.Name);
            writer.WriteString("host", header.Portal.Host);
            writer.WriteString("userId", header.Portal.UserId);
            writer.WriteString("userName", header.Portal.UserName);
            writer.WriteString("api", header.Portal.Api);
            writer.WriteEndObject();
            writer.WriteStartArray("manifests");
            foreach (var manifest in header.Manifests)
            {
                writer.WriteStartObject();
                writer.WriteString("name", manifest.Name);
                writer.WriteString("file", manifest.File);
                writer.WriteString("digest", manifest.Digest);
                writer.WriteBoolean("once", manifest.Once);
                WriteDescription(writer, manifest.Description);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            WriteChanges(writer, header.Changes);
            writer.WriteString("createdAt", header.CreatedAt.ToString("O", CultureInfo.InvariantCulture));
            writer.WriteString("expiresAt", header.ExpiresAt.ToString("O", CultureInfo.InvariantCulture));
            writer.WriteString("gitCommit", header.GitCommit);
            writer.WriteString("rollbackOf", header.RollbackOf);
            if (header.FakeDataVersion is { } version)
            {
                writer.WriteNumber("fakeDataVersion", version);
            }
        });

    private static void WriteChanges(Utf8JsonWriter writer, IReadOnlyList<PlanChange> changes)
    {
        writer.WriteStartArray("changes");
        foreach (var change in changes)
        {
            writer.WriteStartObject();
            writer.WriteString("name", change.Name);
            writer.WriteString("manifest", change.Manifest);
            WriteDescription(writer, change.Description);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteDescription(Utf8JsonWriter writer, string? description)
    {
        if (description is not null)
        {
            writer.WriteString("description", description);
        }
    }

    private static IReadOnlyList<PlanChange> Changes(JsonElement line) =>
        line.TryGetProperty("changes", out var changes)
            ?
            [
                .. changes
                    .EnumerateArray()
                    .Select(item => new PlanChange(
                        ValueJson.Member(item, "name")!,
                        ValueJson.Member(item, "manifest")!,
                        ValueJson.Member(item, "description")
                    )),
            ]
            : [];

    public static PlanHeader Read(JsonElement line) =>
        new()
        {
            FormatVersion = line.GetProperty("leadopsPlan").GetInt32(),
            Id = ValueJson.Member(line, "id")!,
            Purpose = Enum.Parse<PlanPurpose>(ValueJson.Member(line, "purpose")!, ignoreCase: true),
            ToolVersion = ValueJson.Member(line, "toolVersion")!,
            Portal = line.GetProperty("portal") is var portal
                ? new PlanPortal(
                    ValueJson.Member(portal, "name")!,
                    ValueJson.Member(portal, "host")!,
                    ValueJson.Member(portal, "userId")!,
                    ValueJson.Member(portal, "userName"),
                    ValueJson.Member(portal, "api")!
                )
                : null!,
            Manifests =
            [
                .. line.GetProperty("manifests")
                    .EnumerateArray()
                    .Select(item => new PlanManifest(
                        ValueJson.Member(item, "name")!,
                        ValueJson.Member(item, "file")!,
                        ValueJson.Member(item, "digest")!,
                        item.GetProperty("once").GetBoolean(),
                        ValueJson.Member(item, "description")
                    )),
            ],
            Changes = Changes(line),
            CreatedAt = DateTimeOffset.Parse(ValueJson.Member(line, "createdAt")!, CultureInfo.InvariantCulture),
            ExpiresAt = DateTimeOffset.Parse(ValueJson.Member(line, "expiresAt")!, CultureInfo.InvariantCulture),
            GitCommit = ValueJson.Member(line, "gitCommit"),
            RollbackOf = ValueJson.Member(line, "rollbackOf"),
            FakeDataVersion = line.TryGetProperty("fakeDataVersion", out var fakes) ? fakes.GetInt32() : null,
        };
}
