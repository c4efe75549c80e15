using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Control;
using LeadOps.LocalPortal.Faults;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Limits;
using LeadOps.LocalPortal.Methods;
using LeadOps.LocalPortal.Pages;
using LeadOps.LocalPortal.Setup;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Server;

/// <summary>
/// The parts of one portal, put together. Whoever reads or changes them holds the gate: one request at a time.
/// </summary>
internal sealed class Portal
{
    public Portal(PortalStore store, LocalPortalOptions options, PortalTime time)
    {
        Store = store;
        Clock = new PortalClock(options.Clock, time);
        Operating = new OperatingBudget(options.Clock, options.OperatingLimit);
        Bucket = new LeakyBucket(options.Tariff, options.Clock);
        Settings = new Settings(options, store);
        Leads = new LeadDesk(store, Clock, Settings);
        OAuth = new OAuthServer(store, options.Clock);
        Credentials = new Credentials(store, OAuth, Settings, options.Clock);
        Methods = MethodList.Make(Leads, Clock);
        var faults = LocalPortalException.In(nameof(options.Chaos), () => Script(options));
        Faults = new FaultDesk(options.Chaos ?? "", faults);
        var costs = LocalPortalException.In(nameof(options.Cost), () => Costs(options));
        Calls = new CallRunner(Methods, Operating, costs, options.Operating, Log, Leads.History);
        Addresses = new PortalAddresses(store.Secret, OAuth);
        Limits = new LimitView(Bucket, Operating, store.Catalogue);
        Requests = new RequestLog(Feed);
        Page = new PortalPage(Leads, Requests, Limits, Addresses);
        Leads.History.Recorded = write => Feed.Publish("lead", () => Page.Leads.Write(write));
    }

    public Lock Gate { get; } = new();

    public PortalStore Store { get; }

    public PortalClock Clock { get; }

    public OperatingBudget Operating { get; }

    public LeakyBucket Bucket { get; }

    public Settings Settings { get; }

    public LeadDesk Leads { get; }

    public OAuthServer OAuth { get; }

    public Credentials Credentials { get; }

    public MethodTable Methods { get; }

    public FaultDesk Faults { get; }

    public CallLog Log { get; } = new();

    public Feed Feed { get; } = new();

    public RequestLog Requests { get; }

    public PortalAddresses Addresses { get; }

    public LimitView Limits { get; }

    public PortalPage Page { get; }

    public CallRunner Calls { get; }

    /// <summary>Does the work of one request and keeps what it changed, whatever its answer is.</summary>
    public JsonObject Handle(string method, Parameters call, Caller caller, Struck struck)
    {
        try
        {
            return new RequestRunner(Calls, Clock, caller, struck).Run(method, call);
        }
        finally
        {
            Leads.History.Settle();
            Store.Commit();
            Settings.Events.Send();
        }
    }

    private IReadOnlyList<Fault> Script(LocalPortalOptions options)
    {
        var faults = FaultScript.Parse(options.Chaos ?? "", options.ChaosSeed);
        Methods.Check(faults.SelectMany(fault => fault.Methods));
        return faults;
    }

    private CallCosts Costs(LocalPortalOptions options)
    {
        var costs = new CallCosts(options.Cost);
        Methods.Check(costs.Methods);
        return costs;
    }
}
