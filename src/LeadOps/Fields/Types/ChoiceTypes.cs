using LeadOps.Templates;

namespace LeadOps.Fields.Types;

/// <summary>System flags are the texts Y and N; custom flags are 1 and 0 and booleans in templates.</summary>
internal sealed class FlagType(string yes, string no, bool isBoolean) : FieldType
{
    private static readonly string[] YesWords = ["Y", "1", "true", "yes", "on"];
    private static readonly string[] NoWords = ["N", "0", "false", "no", "off"];

    public override bool IsCode => true;

    public override string? Zero => isBoolean ? no : null;

    public override string Cleared => isBoolean ? no : "";

    public override object? EmptyInTemplate => isBoolean ? false : null;

    public override Converted Convert(object value, FieldDefinition field)
    {
        var text = TextOf(value);
        return YesWords.Contains(text, StringComparer.OrdinalIgnoreCase) ? Converted.Ok(yes)
            : NoWords.Contains(text, StringComparer.OrdinalIgnoreCase) ? Converted.Ok(no)
            : Converted.Bad("is not Y or N");
    }

    public override string Normalise(string text) =>
        YesWords.Contains(text, StringComparer.OrdinalIgnoreCase) ? yes
        : NoWords.Contains(text, StringComparer.OrdinalIgnoreCase) ? no
        : text;

    public override bool Same(string a, string b) => IsYes(a) == IsYes(b);

    public override bool MeansNothing(string text) => text.Length == 0 || (isBoolean && !IsYes(text));

    public override object? ToTemplate(string text) => isBoolean ? IsYes(text) : text;

    public override string? Label(string text) => isBoolean ? (IsYes(text) ? "yes" : "no") : null;

    public override string Key(string text) => Normalise(text);

    private static bool IsYes(string text) => YesWords.Contains(text, StringComparer.OrdinalIgnoreCase);
}

/// <summary>
/// A value out of a list: a stage, source, currency or enumeration item; an exact id wins over a title.
/// </summary>
internal class ChoiceType(string what) : FieldType
{
    private const int Shown = 12;

    public override bool IsCode => true;

    public override Converted Convert(object value, FieldDefinition field)
    {
        var text = TextOf(value).Trim();
        if (field.Choices.Count == 0 || field.HasChoice(text))
        {
            return Converted.Ok(text);
        }

        var called = field.Choices.Where(choice => choice.IsCalled(text)).ToList();
        if (called.Count == 1)
        {
            return Converted.Ok(called[0].Id);
        }

        return Converted.Bad(
            called.Count > 1
                ? "is the name of several: "
                    + $"{string.Join(", ", called.Select(choice => $"{choice.Id} ({choice.Title})"))}. Give the id"
                : $"is not {what} of this portal.{Hint(text, field)}"
        );
    }

    /// <summary>The names by which text operators find a choice.</summary>
    public virtual IEnumerable<string> NamesOf(Choice choice) => [choice.Title];

    private static string Hint(string text, FieldDefinition field)
    {
        var near = Suggestions.Nearest(
            text,
            field.Choices.SelectMany(choice => new[] { choice.Id, choice.Title }.Concat(choice.OtherNames ?? []))
        );
        var some = string.Join(
            ", ",
            field
                .Choices.Take(Shown)
                .Select(choice => choice.Id == choice.Title ? choice.Id : $"{choice.Id} ({choice.Title})")
        );
        return near is not null
            ? $" Did you mean `{near}`?"
            : $" There are: {some}{(field.Choices.Count > Shown ? ", …" : "")}";
    }
}
