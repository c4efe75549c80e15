namespace LeadOps.Cli.Commands;

/// <summary>A value of an option as the user writes it, which is also how help shows it.</summary>
internal readonly record struct Word<T>(string Text, T Value)
{
    public override string ToString() => Text;
}
