namespace LeadOps.LocalPortal.Store;

internal sealed record Product(
    long Id,
    string Name,
    decimal Price,
    string CurrencyId,
    int Type,
    int MeasureCode,
    string MeasureName
);
