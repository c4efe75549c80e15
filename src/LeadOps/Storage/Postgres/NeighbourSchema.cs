namespace LeadOps.Storage.Postgres;

/// <summary>Tables that another library keeps beside the state, in a schema of its own.</summary>
internal static class NeighbourSchema
{
    /// <summary>
    /// Libraries do not expect that several machines make their tables at once; one after the other it goes well.
    /// </summary>
    /// <param name="address">The shared state.</param>
    /// <param name="schema">Made when it is missing.</param>
    /// <param name="tables">Makes the tables, through connections of its own; may be called twice.</param>
    public static T Made<T>(PostgresAddress address, string schema, Func<T> tables)
    {
        using var database = new PostgresDatabase(address);
        database.Commit(connection => PostgresSchema.Make(connection, schema));
        return database.Commit(connection =>
        {
            PostgresSchema.Alone(connection, schema);
            return tables();
        });
    }
}
