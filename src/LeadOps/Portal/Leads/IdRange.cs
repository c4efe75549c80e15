namespace LeadOps.Portal.Leads;

/// <summary>Leads after one id up to another, and in how many chained pages they are asked for.</summary>
internal readonly record struct IdRange(long After, long To, int Pages);

/// <summary>
/// Cuts a stretch of ids into ranges, one for each request, from how far apart the ids have been so far. Where they
/// turn out denser, a range is cut again; where they are sparser, its pages reach into the next one.
/// </summary>
/// <param name="IdsPerLead">1 when every id between is a lead of the list.</param>
/// <param name="MostPages">Chained pages of one request.</param>
internal readonly record struct RangeCut(double IdsPerLead, int MostPages)
{
    private const int PageSize = LeadQuery.PageSize;

    /// <summary>
    /// So many times the usual scatter is left free in a range, because a second request costs more than a page.
    /// </summary>
    private const double Scatters = 2;

    /// <summary>The next range after an id on the way to the end.</summary>
    public IdRange Next(long after, ListEnd end)
    {
        var left = (Math.Max(0, end.Dense - after) / IdsPerLead) + end.Strays;
        return left > MostPages * PageSize
            ? new IdRange(after, after + Math.Max(1, (long)Math.Floor(Fitting(MostPages) * IdsPerLead)), MostPages)
            : new IdRange(after, end.Last, PagesFor(left));
    }

    /// <summary>
    /// What a range that was asked for teaches about the next ones, and what is missing of it: leads were denser than
    /// they seemed, or not all of its pages were carried out. When none was, one page goes alone, whose failure is
    /// told.
    /// </summary>
    public (RangeCut Cut, IdRange? Missing) After(IdRange asked, int leads, long reached)
    {
        if (leads == 0)
        {
            return (this, new IdRange(Math.Max(asked.After, reached), asked.To, 1));
        }

        var seen = this with { IdsPerLead = Math.Max(1, (reached - asked.After) / (double)leads) };
        return reached < asked.To
            ? (seen, seen.Next(reached, ListEnd.At(asked.To)))
            : (this with { IdsPerLead = (IdsPerLead + seen.IdsPerLead) / 2 }, null);
    }

    /// <summary>So many leads come with these pages, but for rare exceptions.</summary>
    private double Fitting(int pages)
    {
        var room = pages * (double)PageSize;
        return Math.Max(PageSize / 2.0, room - (Scatters * Scatter(room)));
    }

    private int PagesFor(double leads) =>
        (int)Math.Clamp(Math.Ceiling((leads + (Scatters * Scatter(leads))) / PageSize), 1, MostPages);

    /// <summary>Leads drawn from ids by chance scatter like this; without gaps they do not.</summary>
    private double Scatter(double leads) => Math.Sqrt(Math.Max(0, leads * (1 - (1 / IdsPerLead))));
}
