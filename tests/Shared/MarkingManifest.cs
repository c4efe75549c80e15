namespace LeadOps.Tests.Shared;

/// <summary>A manifest that changes every lead, in one field and in one list.</summary>
internal static class MarkingManifest
{
    public const string Text = """
        manifest: 1
        name: all
        changes:
          - name: seen
            select: { all: true }
            set:
              SOURCE_DESCRIPTION: "seen {{ lead.ID }}"
              PHONE: { add: [ { VALUE: "+49301{{ lead.ID }}", VALUE_TYPE: OTHER } ] }
        """;
}
