using System.Globalization;

namespace LeadOps.Fields.Types;

/// <summary>
/// A user by id, full name in either order, or e-mail; how much of that is known depends on the credential's scope.
/// </summary>
internal sealed class UserType(bool isOffline) : ChoiceType("a user")
{
    public override Converted Convert(object value, FieldDefinition field)
    {
        var text = TextOf(value).Trim();
        if (field.Choices.Count == 0)
        {
            return isOffline || (text.Length > 0 && text.All(char.IsAsciiDigit))
                ? Converted.Ok(text)
                : Converted.Bad(
                    "is not a user id, and this credential may not read users. "
                        + "Give the id, or give the credential the scope `user_basic`"
                );
        }

        var converted = base.Convert(value, field);
        return converted.Problem is null || !text.Contains('@', StringComparison.Ordinal) || field.Choices.Any(HasMail)
            ? converted
            : Converted.Bad(
                "is an e-mail, and this credential may not read those. "
                    + "Give the name or the id, or give the credential the scope `user_basic`"
            );
    }

    public override IEnumerable<string> NamesOf(Choice choice) => [choice.Title, .. choice.OtherNames ?? []];

    public override bool Same(string a, string b) => Numbers.Same(a, b);

    public override int? Compare(string a, string b) => Numbers.Compare(a, b);

    public override object? ToTemplate(string text) =>
        long.TryParse(text, NumberStyles.Integer, Invariant, out var id) ? id : text;

    public override bool IsNothing(string text) => text.Length == 0 || text == "0";

    private static bool HasMail(Choice user) =>
        user.OtherNames?.Any(name => name.Contains('@', StringComparison.Ordinal)) == true;
}
