using System.Runtime.CompilerServices;
using Scriban.Parsing;
using Scriban.Syntax;

namespace LeadOps.Templates.Limits;

/// <summary>
/// What one evaluation has used. Steps, long texts and list items draw on one budget, so the limit hits the same
/// template on every machine; the clock stops what a step alone can make slow, such as a regular expression.
/// </summary>
internal sealed class Meter
{
    private const int StepsBetweenLooks = 16;
    private const int CharactersPerStep = 16;
    private const int ShortText = 256;
    private const long MostMilliseconds = 2_000;
    private const long MostSlowMilliseconds = 700;

    /// <summary>So few steps take so long only when a step is slow by itself.</summary>
    private const long FewSteps = 10_000;

    private long limit;
    private long used;
    private long nextLook;
    private long startedAt;
    private double? busyAt;

    public void Start(int stepLimit)
    {
        limit = stepLimit;
        used = 0;
        nextLook = StepsBetweenLooks;
        startedAt = 0;
        busyAt = null;
    }

    public void Step(ScriptNode node)
    {
        if (++used >= nextLook)
        {
            Look(node.Span);
        }
    }

    /// <summary>A short text is no work beside the step that made it.</summary>
    public void Text(int length, SourceSpan span)
    {
        if (length > ShortText)
        {
            Spend(length / CharactersPerStep, span);
        }
    }

    public void Spend(long steps, SourceSpan span)
    {
        used += steps;
        if (used >= nextLook)
        {
            Look(span);
        }
    }

    private void Look(SourceSpan span)
    {
        nextLook = used + StepsBetweenLooks;
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ScriptRuntimeException(span, "The template is nested too deeply: the depth limit is reached.");
        }

        if (used > limit)
        {
            throw new ScriptRuntimeException(
                span,
                $"The template does more work than the limit of {limit} steps allows (StepLimit). "
                    + "Shorten its loops, texts or lists."
            );
        }

        var now = Environment.TickCount64;
        startedAt = startedAt == 0 ? now : startedAt;
        var most = used < FewSteps ? MostSlowMilliseconds : MostMilliseconds;
        // A machine that is busy with others must not fail a template, so both clocks have to agree. The second one is
        // dear, so it is read only for what runs long.
        if (now - startedAt > MostMilliseconds / 20)
        {
            busyAt ??= Busy();
        }

        if (now - startedAt > most && Busy() - busyAt > most * 0.9)
        {
            throw new ScriptRuntimeException(
                span,
                "The template takes too long: the time limit is reached. Shorten its loops or simplify its patterns."
            );
        }
    }

    private static double Busy() => Environment.CpuUsage.TotalTime.TotalMilliseconds;
}
