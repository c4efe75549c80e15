using LeadOps.Scriban.Syntax;

namespace LeadOps.Scriban.Evaluation;

internal static class ArrayOperators
{
    public static object Apply(Context context, Binary node, object left, object right) =>
        node.Operator switch
        {
            "+" => Join(context, node, left, right),
            "<<" => new ScriptArray(Items(context, left, node.Left).Append(right)),
            ">>" => new ScriptArray(Items(context, right, node.Right).Prepend(left)),
            "*" => Repeat(context, node, left, right),
            "/" or "//" or "%" => Take(context, node, left, right),
            "==" or "!=" or "<" or "<=" or ">" or ">=" => Compare(context, node, left, right),
            _ => throw context.Error(node.Start, $"The operator `{node.Operator}` is not supported for arrays"),
        };

    private static IEnumerable<object?> Items(Context context, object value, Node node) =>
        Sequences.IsSequence(value)
            ? Sequences.TryItems(value)!
            : throw context.Error(node.First, $"Expecting an array instead of a {TextForm.TypeName(value)}");

    private static ScriptArray Join(Context context, Binary node, object left, object right)
    {
        var joined = new ScriptArray();
        foreach (var item in Items(context, left, node.Left).Concat(Items(context, right, node.Right)))
        {
            joined.Items.Add(item);
            context.Limits.Spend(1, node.Start);
            context.Limits.ArrayLength(joined.Count, node.Start);
        }

        return joined;
    }

    private static ScriptArray Repeat(Context context, Binary node, object left, object right)
    {
        if (Sequences.IsSequence(left) && Sequences.IsSequence(right))
        {
            throw context.Error(node.Start, "Expecting only one array to repeat");
        }

        var (items, factor, factorNode) = Sequences.IsSequence(left)
            ? (left, right, node.Right)
            : (right, left, node.Left);
        var count = Conversions.ToInt(context, factor, factorNode.First);
        if (count < 0)
        {
            throw context.Error(factorNode.First, $"The factor {count} cannot be negative");
        }

        var list = Sequences.TryItems(items)!.ToList();
        if (context.Options.LoopLimit > 0 && (long)list.Count * count > Math.Max(context.Options.LoopLimit, 1000))
        {
            throw context.Error(
                node.Start,
                $"The iteration limit `{context.Options.LoopLimit}` for loop statement is exceeded (LoopLimit)"
            );
        }

        context.Limits.Spend((long)list.Count * count, node.Start);
        context.Limits.ArrayLength((long)list.Count * count, node.Start);

        return new ScriptArray(Enumerable.Repeat(list, count).SelectMany(part => part));
    }

    private static ScriptArray Take(Context context, Binary node, object left, object right)
    {
        var list = Items(context, left, node.Left).ToList();
        if (Sequences.IsSequence(right))
        {
            throw context.Error(node.Right.First, "Expecting only one array");
        }

        var count = Conversions.ToInt(context, right, node.Right.First);
        if (count == 0)
        {
            throw context.Error(node.Right.First, "Cannot divide by 0");
        }

        return node.Operator == "%"
            ? new ScriptArray(list.Where((_, index) => index % count == 0))
            : new ScriptArray(list.Take(list.Count / count + (left is LazySequence ? 1 : 0)));
    }

    private static object Compare(Context context, Binary node, object left, object right)
    {
        context.Limits.EnsureStack(node);
        var a = Items(context, left, node.Left).ToList();
        var b = Sequences.IsSequence(right)
            ? Sequences.TryItems(right)!.ToList()
            : throw context.Error(
                node.Right.First,
                $"The operator `{node.Operator}` is not supported between an array and a {TextForm.TypeName(right)}"
            );
        context.Limits.Spend(a.Count + b.Count + 10, node.Start);
        if (a.Count != b.Count)
        {
            return Arithmetic.Compare(node.Operator, a.Count.CompareTo(b.Count))!;
        }

        return a.Zip(b).All(pair => Conversions.IsTrue(Operators.Apply(context, node, pair.First, pair.Second)));
    }
}
