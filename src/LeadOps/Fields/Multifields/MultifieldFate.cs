namespace LeadOps.Fields.Multifields;

/// <summary>What becomes of one value of a multifield.</summary>
public enum Fate
{
    Kept,
    Changed,
    Added,
    Removed,
}

/// <summary>One value before and after; an added one has no before, a removed one no after.</summary>
public sealed record MultifieldFate(Fate Fate, MultifieldItem? Before, MultifieldItem? After)
{
    /// <summary>
    /// Every value's fate: those on the portal in their order, then the added ones. Values meet by id, those without
    /// one by spelling.
    /// </summary>
    public static IReadOnlyList<MultifieldFate> Of(FieldValue before, FieldValue after)
    {
        var wanted = MultifieldEditor.Items(after).ToList();
        var fates = new List<MultifieldFate>();
        foreach (var item in MultifieldEditor.Items(before))
        {
            var at = wanted.FindIndex(other => other.Id is not null && other.Id == item.Id);
            at =
                at >= 0
                    ? at
                    : wanted.FindIndex(other =>
                        other.Id is null && other.Value == item.Value && other.ValueType == item.ValueType
                    );
            if (at < 0)
            {
                fates.Add(new MultifieldFate(Fate.Removed, item, null));
                continue;
            }

            var isSame = wanted[at].Value == item.Value && wanted[at].ValueType == item.ValueType;
            fates.Add(new MultifieldFate(isSame ? Fate.Kept : Fate.Changed, item, wanted[at]));
            wanted.RemoveAt(at);
        }

        return [.. fates, .. wanted.Select(item => new MultifieldFate(Fate.Added, null, item))];
    }
}
