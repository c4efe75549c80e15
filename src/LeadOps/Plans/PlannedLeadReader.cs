using System.Text.Json;
using LeadOps.Diagnostics;
using LeadOps.Fields;

namespace LeadOps.Plans;

/// <summary>
/// Reads a line of a plan file. A command walks through its plan several times, so the line goes by token and not
/// through a document.
/// </summary>
internal ref struct PlannedLeadReader
{
    private static readonly Dictionary<string, LeadAction> Actions = Enum.GetValues<LeadAction>()
        .ToDictionary(action => Spelled.AsCode(action), StringComparer.OrdinalIgnoreCase);

    private Utf8JsonReader json;
    private List<PlannedField>? fields;
    private LeadAction? action;
    private LeadId? id;
    private string? key;
    private string? originator;
    private string? title;
    private LeadGroup? group;
    private IReadOnlyDictionary<string, string> parameters = PlannedLead.NoParams;
    private IReadOnlyDictionary<string, FieldValue> assumed = PlannedLead.NoValues;
    private IReadOnlyList<string> reasons = [];

    private PlannedLeadReader(ReadOnlySpan<byte> line) => json = new Utf8JsonReader(line);

    public static PlannedLead Read(ReadOnlySpan<byte> line) => new PlannedLeadReader(line).Read();

    private PlannedLead Read()
    {
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember();
        }

        if (json.TokenType != JsonTokenType.EndObject || json.Read())
        {
            throw new JsonException("a line that is not one object");
        }

        return new PlannedLead
        {
            Action = action ?? throw new JsonException("a line without an action"),
            Id = id,
            Key = key,
            Originator = originator,
            Title = title ?? "",
            Group = group,
            Params = parameters,
            Fields = fields ?? throw new JsonException("a line without fields"),
            Assumed = assumed,
            Reasons = reasons,
        };
    }

    private void ReadMember()
    {
        if (Is("fields"u8))
        {
            fields = new(capacity: 1);
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.StartObject)
            {
                fields.Add(ReadField());
            }
        }
        else if (Is("assumed"u8))
        {
            json.Read();
            assumed = ValueJson.ReadAll(ref json);
        }
        else if (Is("action"u8))
        {
            action = Actions[Text()!];
        }
        else if (Is("id"u8))
        {
            json.Read();
            id = new LeadId(json.GetInt64());
        }
        else if (Is("title"u8))
        {
            title = Text();
        }
        else if (Is("key"u8))
        {
            key = Text();
        }
        else if (Is("originator"u8))
        {
            originator = Text();
        }
        else
        {
            ReadRare();
        }
    }

    private void ReadRare()
    {
        var name = json.GetString();
        var value = JsonElement.ParseValue(ref json);
        switch (name)
        {
            case "group":
                group = new LeadGroup(new LeadId(value[0].GetInt64()), value[1].GetInt32(), value[2].GetInt32());
                break;
            case "params":
                parameters = value
                    .EnumerateObject()
                    .ToDictionary(pair => pair.Name, pair => pair.Value.GetString() ?? "");
                break;
            case "reasons":
                reasons = [.. value.EnumerateArray().Select(reason => reason.GetString() ?? "")];
                break;
        }
    }

    private PlannedField ReadField()
    {
        string? name = null,
            change = null,
            beforeLabel = null,
            afterLabel = null;
        FieldValue? before = null,
            after = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (Is("name"u8))
            {
                name = Text();
            }
            else if (Is("before"u8))
            {
                before = Value();
            }
            else if (Is("after"u8))
            {
                after = Value();
            }
            else if (Is("change"u8))
            {
                change = Text();
            }
            else if (Is("beforeLabel"u8))
            {
                beforeLabel = Text();
            }
            else if (Is("afterLabel"u8))
            {
                afterLabel = Text();
            }
            else
            {
                json.Skip();
            }
        }

        return name is null || change is null || before is null || after is null
            ? throw new JsonException("a field without its name, values or change")
            : new PlannedField(name, before, after, change, beforeLabel, afterLabel);
    }

    private readonly bool Is(ReadOnlySpan<byte> name) => json.ValueTextEquals(name);

    private string? Text()
    {
        json.Read();
        return json.GetString();
    }

    private FieldValue Value()
    {
        json.Read();
        return ValueJson.Read(ref json);
    }
}
