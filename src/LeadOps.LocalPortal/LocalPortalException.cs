namespace LeadOps.LocalPortal;

/// <summary>The portal could not be started; the message says why and what to do.</summary>
public sealed class LocalPortalException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>
    /// The member of <see cref="LocalPortalOptions"/> that was wrong; null when the options were right.
    /// </summary>
    public string? Option { get; init; }

    /// <summary>Reads an option, so that what is wrong with it carries its name.</summary>
    internal static T In<T>(string option, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (LocalPortalException problem)
        {
            throw new LocalPortalException(problem.Message, problem) { Option = option };
        }
    }
}
