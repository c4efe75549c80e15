using System.Text.Json;
using LeadOps.Diagnostics;
using LeadOps.Fields;

namespace LeadOps.Plans;

/// <summary>Writes a line of a plan file, one for each lead; <see cref="PlannedLeadReader"/> reads it.</summary>
public static class PlannedLeadJson
{
    private static readonly Dictionary<LeadAction, JsonEncodedText> Names = Enum.GetValues<LeadAction>()
        .ToDictionary(action => action, action => JsonEncodedText.Encode(Spelled.AsCode(action)));

    public static byte[] Line(PlannedLead lead) => JsonLine.Write(writer => Write(writer, lead));

    internal static void Write(Utf8JsonWriter writer, PlannedLead lead)
    {
        writer.WriteString(Member.Action, Names[lead.Action]);
        if (lead.Id is { } id)
        {
            writer.WriteNumber(Member.Id, id.Value);
        }

        if (lead.Key is not null)
        {
            writer.WriteString(Member.Key, lead.Key);
            writer.WriteString(Member.Originator, lead.Originator);
        }

        writer.WriteString(Member.Title, lead.Title);
        if (lead.Group is { } group)
        {
            WriteGroup(writer, group);
        }

        if (lead.Params.Count > 0)
        {
            WriteParams(writer, lead.Params);
        }

        writer.WriteStartArray(Member.Fields);
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
            writer.WriteStartArray(Member.Reasons);
            lead.Reasons.ToList().ForEach(writer.WriteStringValue);
            writer.WriteEndArray();
        }
    }

    private static void WriteGroup(Utf8JsonWriter writer, LeadGroup group)
    {
        writer.WriteStartArray(Member.Group);
        writer.WriteNumberValue(group.First.Value);
        writer.WriteNumberValue(group.Size);
        writer.WriteNumberValue(group.Place);
        writer.WriteEndArray();
    }

    private static void WriteParams(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> given)
    {
        writer.WriteStartObject(Member.Params);
        foreach (var (name, value) in given)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteAssumed(Utf8JsonWriter writer, IReadOnlyDictionary<string, FieldValue> assumed)
    {
        writer.WriteStartObject(Member.Assumed);
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
        writer.WriteString(Member.Name, field.Name);
        writer.WritePropertyName(Member.Before);
        ValueJson.Write(writer, field.Before);
        writer.WritePropertyName(Member.After);
        ValueJson.Write(writer, field.After);
        if (field.BeforeLabel is not null)
        {
            writer.WriteString(Member.BeforeLabel, field.BeforeLabel);
        }

        if (field.AfterLabel is not null)
        {
            writer.WriteString(Member.AfterLabel, field.AfterLabel);
        }

        writer.WriteString(Member.Change, field.Change);
        writer.WriteEndObject();
    }

    /// <summary>The names that come in every line, encoded once.</summary>
    private static class Member
    {
        public static readonly JsonEncodedText Action = JsonEncodedText.Encode("action");
        public static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
        public static readonly JsonEncodedText Key = JsonEncodedText.Encode("key");
        public static readonly JsonEncodedText Originator = JsonEncodedText.Encode("originator");
        public static readonly JsonEncodedText Title = JsonEncodedText.Encode("title");
        public static readonly JsonEncodedText Fields = JsonEncodedText.Encode("fields");
        public static readonly JsonEncodedText Reasons = JsonEncodedText.Encode("reasons");
        public static readonly JsonEncodedText Group = JsonEncodedText.Encode("group");
        public static readonly JsonEncodedText Params = JsonEncodedText.Encode("params");
        public static readonly JsonEncodedText Assumed = JsonEncodedText.Encode("assumed");
        public static readonly JsonEncodedText Name = JsonEncodedText.Encode("name");
        public static readonly JsonEncodedText Before = JsonEncodedText.Encode("before");
        public static readonly JsonEncodedText After = JsonEncodedText.Encode("after");
        public static readonly JsonEncodedText BeforeLabel = JsonEncodedText.Encode("beforeLabel");
        public static readonly JsonEncodedText AfterLabel = JsonEncodedText.Encode("afterLabel");
        public static readonly JsonEncodedText Change = JsonEncodedText.Encode("change");
    }
}
