using System.Runtime.CompilerServices;
using Scriban.Parsing;
using Scriban.Syntax;

namespace LeadOps.Templates.Evaluation;

/// <summary>
/// What one evaluation has used. Steps, long texts and list items draw on one budget, so the limit hits the same
/// template on every machine; the clock is looked at only by what runs long anyway, and stops what a step alone can
/// make slow.
/// </summary>
internal sealed class Meter
{
    private const int StepsBetweenLooks = 1024;
    private const int CharactersPerStep = 16;
    private const long MostMilliseconds = 2_000;
    private const long MostSlowMilliseconds = 700;

    private long limit;
    private long used;
    private long nextLook;
    private long startedAt;
    private double busyAt;
    private long slowMilliseconds;

    public void Start(int stepLimit)
    {
        limit = stepLimit;
        used = 0;
        nextLook = StepsBetweenLooks;
        startedAt = 0;
        slowMilliseconds = 0;
    }

    public void Step(ScriptNode node)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ScriptRuntimeException(
                node.Span,
                "The template is nested too deeply: the depth limit is reached."
            );
        }

        if (++used >= nextLook)
        {
            Look(node.Span);
        }
    }

    public void Text(int length, SourceSpan span) => Spend(length / CharactersPerStep, span);

    public void Spend(long steps, SourceSpan span)
    {
        used += steps;
        if (used >= nextLook)
        {
            Look(span);
        }
    }

    /// <summary>Time of a step that can be slow by itself, such as a regular expression.</summary>
    public void Slow(TimeSpan time, SourceSpan span)
    {
        slowMilliseconds += (long)time.TotalMilliseconds;
        if (slowMilliseconds > MostSlowMilliseconds)
        {
            throw TooSlow(span);
        }
    }

    private void Look(SourceSpan span)
    {
        nextLook = used + StepsBetweenLooks;
        if (used > limit)
        {
            throw new ScriptRuntimeException(
                span,
                $"The template does more work than the limit of {limit} steps allows (StepLimit). "
                    + "Shorten its loops, texts or lists."
            );
        }

        var (now, busy) = (Environment.TickCount64, Environment.CpuUsage.TotalTime.TotalMilliseconds);
        (startedAt, busyAt) = startedAt == 0 ? (now, busy) : (startedAt, busyAt);
        // A machine that is busy with others must not fail a template, so both clocks have to agree.
        if (Math.Min(now - startedAt, busy - busyAt) > MostMilliseconds)
        {
            throw TooSlow(span);
        }
    }

    private static ScriptRuntimeException TooSlow(SourceSpan span) =>
        new(
            span,
            "The template takes too long: the time limit is reached. Shorten its loops or simplify its patterns."
        );
}
