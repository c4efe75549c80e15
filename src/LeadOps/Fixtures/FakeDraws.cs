using System.Globalization;
using Bogus;
using LeadOps.Fields.Types;
using LeadOps.Templates;

namespace LeadOps.Fixtures;

/// <summary>What `fake` draws within given bounds: numbers, dates, one of several.</summary>
internal static class FakeDraws
{
    /// <summary>By name, with how many arguments each takes.</summary>
    public static IReadOnlyDictionary<
        string,
        (int Least, int Most, Func<Randomizer, TemplateArguments, object?> Make)
    > All { get; } =
        new Dictionary<string, (int, int, Func<Randomizer, TemplateArguments, object?>)>(StringComparer.Ordinal)
        {
            ["int"] = (2, 2, Int),
            ["amount"] = (2, 3, Amount),
            ["date"] = (2, 2, Date),
            ["pick"] = (1, 1, Pick),
            ["weighted"] = (1, 1, Weighted),
            ["chance"] = (1, 1, Chance),
        };

    private static object Int(Randomizer random, TemplateArguments arguments)
    {
        var (min, max) = Bounds(arguments, Decimal);
        return min >= int.MinValue && max <= int.MaxValue
            ? random.Int((int)min, (int)max)
            : throw arguments.Fail($"goes from {int.MinValue} to {int.MaxValue}");
    }

    private static object Chance(Randomizer random, TemplateArguments arguments)
    {
        var share = Decimal(arguments, 0);
        return share is >= 0 and <= 1
            ? random.Decimal() < share
            : throw arguments.Fail($"`{arguments.Text(0)}` is not a share; write it from 0 to 1, such as 0.25");
    }

    /// <summary>The first two arguments, the smaller one first.</summary>
    private static (T Min, T Max) Bounds<T>(TemplateArguments arguments, Func<TemplateArguments, int, T> read)
    {
        var (min, max) = (read(arguments, 0), read(arguments, 1));
        return Comparer<T>.Default.Compare(min, max) <= 0
            ? (min, max)
            : throw arguments.Fail(
                $"`{arguments.Text(0)}` comes after `{arguments.Text(1)}`; write the smaller one first"
            );
    }

    private static decimal Decimal(TemplateArguments arguments, int index) =>
        Numbers.TryRead(arguments.Text(index), out var number)
            ? number
            : throw arguments.Fail($"`{arguments.Text(index)}` is not a number");

    /// <summary>
    /// How amounts spread between the bounds, from a draw of 0 to 1: evenly, around the middle, or many small and few
    /// large.
    /// </summary>
    private static readonly Dictionary<string, Func<Randomizer, double>> Distributions = new(StringComparer.Ordinal)
    {
        ["even"] = random => random.Double(),
        ["middle"] = random => (random.Double() + random.Double() + random.Double()) / 3,
        ["small"] = random => Math.Pow(random.Double(), 3),
    };

    private static object Amount(Randomizer random, TemplateArguments arguments)
    {
        var kind = arguments.Count > 2 ? arguments.Text(2) : "even";
        if (!Distributions.TryGetValue(kind, out var draw))
        {
            throw arguments.Fail(
                $"there is no distribution `{kind}`; there are {string.Join(", ", Distributions.Keys)}"
            );
        }

        var (min, max) = Bounds(arguments, Decimal);
        return Math.Round(min + ((max - min) * (decimal)draw(random)), 2);
    }

    private static object Date(Randomizer random, TemplateArguments arguments)
    {
        static DateTimeOffset Read(TemplateArguments arguments, int index) =>
            DateTimeOffset.TryParse(
                arguments.Text(index),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var date
            )
                ? date
                : throw arguments.Fail($"`{arguments.Text(index)}` is not a date; write it as 2026-05-01");
        var (from, to) = Bounds(arguments, Read);
        return from.AddSeconds(Math.Floor(random.Double() * (to - from).TotalSeconds)).DateTime;
    }

    private static object? Pick(Randomizer random, TemplateArguments arguments) =>
        arguments[0] is IReadOnlyList<object?> { Count: > 0 } list
            ? list[random.Int(0, list.Count - 1)]
            : throw arguments.Fail("needs a list that is not empty");

    private static object Weighted(Randomizer random, TemplateArguments arguments)
    {
        if (arguments[0] is not IReadOnlyDictionary<string, object?> { Count: > 0 } given)
        {
            throw arguments.Fail("needs an object such as {NEW: 3, JUNK: 1}");
        }

        var weights = given.Select(pair => (pair.Key, Weight: Weight(arguments, pair.Key, pair.Value))).ToList();
        var sum = weights.Sum(pair => pair.Weight);
        if (sum <= 0)
        {
            throw arguments.Fail("needs a weight above 0");
        }

        var at = random.Double() * sum;
        foreach (var (name, weight) in weights)
        {
            at -= weight;
            if (at < 0)
            {
                return name;
            }
        }

        return weights.Last(pair => pair.Weight > 0).Key;
    }

    private static double Weight(TemplateArguments arguments, string name, object? weight) =>
        double.TryParse(
            Convert.ToString(weight, CultureInfo.InvariantCulture),
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out var number
        )
        && number >= 0
            ? number
            : throw arguments.Fail($"the weight `{weight ?? "null"}` of {name} is not a number of at least 0");
}
