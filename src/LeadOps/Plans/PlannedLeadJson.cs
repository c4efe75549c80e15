using System.Text.Json;
using LeadOps.Diagnostics;
using LeadOps.Fields;

namespace LeadOps.Plans;

/// <summary>Writes a line of a plan file, one for each lead; <see cref="PlannedLeadReader"/> reads it.</summary>
public static class PlannedLeadJson
{
    private static readonly Dictionary<LeadAction, string> Names = Enum.GetValues<LeadAction>()
        .ToDictionary(action => action, action => Spelled.AsCode(action));

    public static byte[] Line(PlannedLead lead) => JsonLine.Write(writer => Write(writer, lead));

    internal static void Write(Utf8JsonWriter writer, PlannedLead lead)
    {
        writer.WriteString("action", Names[lead.Action]);
        if (lead.Id is { } id)
        {
            writer.WriteNumber("id", id.Value);
        }

        if (lead.Key is not null)
        {
            writer.WriteString("key", lead.Key);
            writer.WriteString("originator", lead.Originator);
        }

        writer.WriteString("title", lead.Title);
        if (lead.Group is { } group)
        {
            WriteGroup(writer, group);
        }

        if (lead.Params.Count > 0)
        {
            WriteParams(writer, lead.Params);
        }

        writer.WriteStartArray("fields");
        foreach (var field in lead.Fields)
        {
            WriteField(writer, field);
        }

        writer.WriteEndArray();
        if (lead.Assumed.Count > 0)
        {
            WriteAssumed(writer, lead.Assumed);
        }

        if (lead.Reasons.Count > 0)
        {
            writer.WriteStartArray("reasons");
            lead.Reasons.ToList().ForEach(writer.WriteStringValue);
            writer.WriteEndArray();
        }
    }

    private static void WriteGroup(Utf8JsonWriter writer, LeadGroup group)
    {
        writer.WriteStartArray("group");
        writer.WriteNumberValue(group.First.Value);
        writer.WriteNumberValue(group.Size);
        writer.WriteNumberValue(group.Place);
        writer.WriteEndArray();
    }

    private static void WriteParams(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> given)
    {
        writer.WriteStartObject("params");
        foreach (var (name, value) in given)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteAssumed(Utf8JsonWriter writer, IReadOnlyDictionary<string, FieldValue> assumed)
    {
        writer.WriteStartObject("assumed");
        foreach (var (name, value) in assumed)
        {
            writer.WritePropertyName(name);
            ValueJson.Write(writer, value);
        }

        writer.WriteEndObject();
    }

    public static void WriteField(Utf8JsonWriter writer, PlannedField field)
    {
        writer.WriteStartObject();
        writer.WriteString("name", field.Name);
        writer.WritePropertyName("before");
        ValueJson.Write(writer, field.Before);
        writer.WritePropertyName("after");
        ValueJson.Write(writer, field.After);
        if (field.BeforeLabel is not null)
        {
            writer.WriteString("beforeLabel", field.BeforeLabel);
        }

        if (field.AfterLabel is not null)
        {
            writer.WriteString("afterLabel", field.AfterLabel);
        }

        writer.WriteString("change", field.Change);
        writer.WriteEndObject();
    }
}
