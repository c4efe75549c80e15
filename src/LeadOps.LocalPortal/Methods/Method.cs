using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods;

internal delegate Answer Method(Parameters call, Caller caller);
