using System.Runtime.CompilerServices;
using LeadOps.Scriban.Syntax;

namespace LeadOps.Scriban.Evaluation;

/// <summary>What one evaluation has used of its limits. Every error names the limit it ran into.</summary>
internal sealed class Limits(Context context, CancellationToken cancel)
{
    /// <summary>Beyond this no single text, array or number is built, whatever the options say.</summary>
    public const int LongestText = 16 * 1024 * 1024;

    public const int LongestArray = 1_000_000;

    private const int CallCost = 100;
    private const int StepCost = 10;

    private readonly EngineOptions options = context.Options;
    private long work;
    private int steps;
    private int calls;

    public int LoopDepth { get; private set; }

    public void EnterLoop() => LoopDepth++;

    public void LeaveLoop()
    {
        LoopDepth--;
        steps = LoopDepth == 0 ? 0 : steps;
    }

    public void Step(int offset)
    {
        cancel.ThrowIfCancellationRequested();
        Spend(StepCost, offset);
        if (options.LoopLimit > 0 && ++steps > options.LoopLimit)
        {
            throw context.Error(
                offset,
                $"The iteration limit `{options.LoopLimit}` for loop statement is exceeded (LoopLimit)"
            );
        }
    }

    /// <summary>Counts the items a builtin goes through like the steps of a loop.</summary>
    public IEnumerable<object?> Counted(IEnumerable<object?> items, int offset)
    {
        EnterLoop();
        try
        {
            EnsureStack(offset);
            foreach (var item in items)
            {
                Step(offset);
                yield return item;
                EnsureStack(offset);
            }
        }
        finally
        {
            LeaveLoop();
        }
    }

    /// <summary>Charges work that is not bounded by the other limits; one unit is about ten nanoseconds.</summary>
    public void Spend(long amount, int offset)
    {
        if ((work += amount) > options.WorkLimit && options.WorkLimit > 0)
        {
            throw context.Error(
                offset,
                $"The template does more work than the limit WorkLimit {options.WorkLimit} allows"
            );
        }
    }

    public CallMark EnterCall(int offset)
    {
        cancel.ThrowIfCancellationRequested();
        Spend(CallCost, offset);
        if (
            !RuntimeHelpers.TryEnsureSufficientExecutionStack()
            || (options.RecursiveLimit > 0 && calls >= options.RecursiveLimit)
        )
        {
            throw context.Error(
                offset,
                $"Exceeding number of recursive depth limit `{options.RecursiveLimit}` for a function call (RecursiveLimit)"
            );
        }

        calls++;
        return new CallMark(this, LoopDepth);
    }

    /// <summary>Ends a call; loops that it left open are closed with it.</summary>
    public readonly struct CallMark(Limits limits, int loops) : IDisposable
    {
        public void Dispose()
        {
            limits.calls--;
            limits.LoopDepth = loops;
        }
    }

    public void EnsureStack(Node node) => EnsureStack(node.Start);

    public void EnsureStack(int offset)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw context.Error(
                offset,
                "The value or expression is too deeply nested: the depth limit of the evaluation is reached"
            );
        }
    }

    /// <summary>The limit on texts that functions make.</summary>
    public string Text(string text, int offset)
    {
        TextLength(text.Length, offset);
        return text;
    }

    public void TextLength(long length, int offset)
    {
        EnsureTextFits(length, offset);
        Spend(length, offset);
    }

    /// <summary>For a text that grows: it is charged for once, when it is complete.</summary>
    public void EnsureTextFits(long length, int offset)
    {
        var limit = options.LimitToString > 0 ? options.LimitToString : LongestText;
        if (length > limit)
        {
            throw context.Error(offset, $"The text is longer than the limit LimitToString {limit}");
        }
    }

    /// <summary>Joined texts may be longer, since the output is cut anyway, but not without end.</summary>
    public string JoinedText(string text, int offset)
    {
        var limit = options.IsStrict && options.LimitToString > 0 ? options.LimitToString : LongestText;
        Spend(text.Length, offset);
        return text.Length <= limit
            ? text
            : throw context.Error(offset, $"The text is longer than the limit LimitToString {limit}");
    }

    public void ArrayLength(long count, int offset)
    {
        if (count > LongestArray)
        {
            throw context.Error(offset, $"The array would have {count} items, more than the limit of {LongestArray}");
        }
    }
}
