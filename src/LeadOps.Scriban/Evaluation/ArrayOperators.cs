using LeadOps.Scriban.Syntax;

namespace LeadOps.Scriban.Evaluation;

internal static class ArrayOperators
{
    public static object Apply(Context context, Binary node, object left, object right) => node.Operator switch
    {
        "+" => Join(context, node, left, right),
        "<<" => new ScriptArray(Items(context, left, node.Left).Append(right)),
        ">>" => new ScriptArray(Items(context, right, node.Right).Prepend(left)),
        "*" => Repeat(context, node, left, right),
        "/" or "//" or "%" => Take(context, node, left, right),
        "==" or "!=" or "<" or "<=" or ">" or ">=" => Compare(context, node, left, right),
        _ => throw context.Error(node.Start, $"The operator `{node.Operator}` is not supported for arrays"),
    };

    private static IEnumerable<object?> Items(Context context, object value, Node node) => Sequences.IsSequence(value)
        ? Sequences.TryItems(value)!
        : throw context.Error(node.Start, $"Expecting an array instead of a {TextForm.TypeName(value)}");

    private static ScriptArray Join(Context context, Binary node, object left, object right) =>
        new(Items(context, left, node.Left).Concat(Items(context, right, node.Right)));

    private static ScriptArray Repeat(Context context, Binary node, object left, object right)
    {
        if (Sequences.IsSequence(left) && Sequences.IsSequence(right))
        {
            throw context.Error(node.Right.Start, "Expecting only one array to repeat");
        }

        var (items, factor, factorNode) = Sequences.IsSequence(left) ? (left, right, node.Right) : (right, left, node.Left);
        var count = Conversions.ToInt(context, factor, factorNode.Start);
        if (count < 0)
        {
            throw context.Error(factorNode.Start, $"The factor {count} cannot be negative");
        }

        var list = Sequences.TryItems(items)!.ToList();
        if (context.Options.LoopLimit > 0 && (long)list.Count * count > Math.Max(context.Options.LoopLimit, 1000))
        {
            throw context.Error(node.Start, $"The array has more items than the LoopLimit {context.Options.LoopLimit}");
        }

        return new ScriptArray(Enumerable.Repeat(list, count).SelectMany(part => part));
    }

    private static ScriptArray Take(Context context, Binary node, object left, object right)
    {
        var list = Items(context, left, node.Left).ToList();
        if (Sequences.IsSequence(right))
        {
            throw context.Error(node.Right.Start, "Expecting only one array");
        }

        var count = Conversions.ToInt(context, right, node.Right.Start);
        if (count == 0)
        {
            throw context.Error(node.Right.Start, "Cannot divide by 0");
        }

        return node.Operator == "%"
            ? new ScriptArray(list.Where((_, index) => index % count == 0))
            : new ScriptArray(list.Take(list.Count / count + (left is LazySequence ? 1 : 0)));
    }

    private static object Compare(Context context, Binary node, object left, object right)
    {
        var a = Items(context, left, node.Left).ToList();
        var b = Items(context, right, node.Right).ToList();
        if (a.Count != b.Count)
        {
            return Arithmetic.Compare(node.Operator, a.Count.CompareTo(b.Count))!;
        }

        return a.Zip(b).All(pair => Conversions.IsTrue(Operators.Apply(context, node, pair.First, pair.Second)));
    }
}
