using System.Globalization;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.Dictionaries;

/// <summary>crm.currency.add, update, delete and base.set: for those who may change settings.</summary>
internal sealed class CurrencyWrites(Catalogue catalogue)
{
    private const int CodeLength = 3;

    public IEnumerable<(string, Method)> Table =>
        [
            ("crm.currency.add", Allowed(Add)),
            ("crm.currency.update", Allowed(Update)),
            ("crm.currency.delete", Allowed(Delete)),
            ("crm.currency.base.set", Allowed(SetBase)),
        ];

    private Method Allowed(Func<Parameters, Answer> write) =>
        (call, caller) =>
        {
            caller.CheckSettings();
            var answer = write(call);
            catalogue.Changed();
            return answer;
        };

    private Answer Add(Parameters call)
    {
        var fields = call.Needed("fields", "Parameter 'fields' must be array.");
        foreach (var needed in new[] { "CURRENCY", "AMOUNT_CNT", "AMOUNT" })
        {
            if (Parameters.Text(fields[needed]).Length == 0)
            {
                throw new RestException(400, "ERROR_CORE", $"Undefined array key \"{needed}\"");
            }
        }

        var code = Parameters.Text(fields["CURRENCY"]).ToUpperInvariant();
        if (code.Length != CodeLength || catalogue.Currencies.Exists(known => known.Code == code))
        {
            throw new RestException(400, "ERROR_CORE", $"The currency {code} cannot be added.");
        }

        var fresh = new Currency(code, code, "1.0000", false, $"# {code}", null, 100);
        catalogue.Currencies.Add(
            Written(fields["LANG"] is JsonObject { Count: > 0 } ? fresh with { Languages = [] } : fresh, fields)
        );
        Rebase(Parameters.IsYes(fields["BASE"]) ? code : null);
        return new Answer(code);
    }

    private Answer Update(Parameters call)
    {
        var currency = Existing(call);
        var fields = call.Needed("fields", "Parameter 'fields' must be array.");
        catalogue.Currencies[catalogue.Currencies.IndexOf(currency)] = Written(currency, fields);
        Rebase(Parameters.IsYes(fields["BASE"]) ? currency.Code : null);
        return new Answer(true);
    }

    private Answer Delete(Parameters call)
    {
        var currency = Existing(call);
        return currency.IsBase
            ? throw RestException.Legacy("Cannot delete base currency.")
            : new Answer(catalogue.Currencies.Remove(currency));
    }

    private Answer SetBase(Parameters call)
    {
        Rebase(Existing(call).Code);
        return new Answer(true);
    }

    private Currency Existing(Parameters call) =>
        call.Get("id") is { Length: CodeLength } code
            ? catalogue.Currencies.Find(known => known.Code == code) ?? throw RestException.Legacy("Not found")
            : throw RestException.Legacy("The parameter id is not defined or invalid.");

    private static Currency Written(Currency currency, JsonObject fields) =>
        currency.With(fields["LANG"] as JsonObject ?? []) with
        {
            Count = Math.Max(1, Parameters.Small(fields["AMOUNT_CNT"], currency.Count)),
            Rate = fields["AMOUNT"] is { } amount
                ? Amounts.Number(amount).ToString("0.0000", CultureInfo.InvariantCulture)
                : currency.Rate,
            Sort = Parameters.Small(fields["SORT"], currency.Sort),
        };

    private void Rebase(string? code)
    {
        for (var i = 0; code is not null && i < catalogue.Currencies.Count; i++)
        {
            catalogue.Currencies[i] = catalogue.Currencies[i] with { IsBase = catalogue.Currencies[i].Code == code };
        }
    }
}
