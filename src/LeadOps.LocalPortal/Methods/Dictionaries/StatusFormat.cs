using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Store;

namespace LeadOps.LocalPortal.Methods.Dictionaries;

/// <summary>Stages, sources and other entries of dictionaries on the wire: all scalars are strings.</summary>
internal sealed class StatusFormat(Catalogue catalogue)
{
    public static JsonObject Write(Status status) =>
        new()
        {
            ["ID"] = $"{status.Id}",
            ["ENTITY_ID"] = status.EntityId,
            ["STATUS_ID"] = status.StatusId,
            ["NAME"] = status.Name,
            ["NAME_INIT"] = status.NameInit,
            ["SORT"] = $"{status.Sort}",
            ["SYSTEM"] = status.IsSystem ? "Y" : "N",
            ["CATEGORY_ID"] = null,
            ["COLOR"] = status.Color,
            ["SEMANTICS"] = status.Semantics,
        };

    /// <summary>As a list shows it; stages have an EXTRA there.</summary>
    public JsonObject WriteRow(Status status)
    {
        var written = Write(status);
        if (status.EntityId == "STATUS")
        {
            var isFirstFailure = catalogue.Stages.FirstOrDefault(stage => stage.Semantics == "F")?.Id == status.Id;
            written["EXTRA"] = new JsonObject
            {
                ["SEMANTICS"] = status.Semantics switch
                {
                    "S" => "success",
                    "F" => isFirstFailure ? "failure" : "apology",
                    _ => "process",
                },
                ["COLOR"] = status.Color,
            };
        }

        return written;
    }

    public static JsonObject Entity(StatusEntity entity)
    {
        var written = new JsonObject { ["ID"] = entity.EntityId, ["NAME"] = entity.Name };
        if (entity.EntityId == "STATUS")
        {
            written["SEMANTIC_INFO"] = new JsonObject
            {
                ["START_FIELD"] = "NEW",
                ["FINAL_SUCCESS_FIELD"] = "CONVERTED",
                ["FINAL_UNSUCCESS_FIELD"] = "JUNK",
                ["FINAL_SORT"] = 0,
            };
            written["ENTITY_TYPE_ID"] = 1;
        }

        return written;
    }

    public static JsonObject Fields() =>
        new()
        {
            ["ID"] = Descriptions.Plain("integer", "ID", isReadOnly: true),
            ["ENTITY_ID"] = Descriptions.Plain("string", "Entity Type", isRequired: true, isImmutable: true),
            ["STATUS_ID"] = Descriptions.Plain("string", "Status ID", isRequired: true, isImmutable: true),
            ["SORT"] = Descriptions.Plain("integer", "Sort"),
            ["NAME"] = Descriptions.Plain("string", "Name", isRequired: true),
            ["NAME_INIT"] = Descriptions.Plain("string", "Default Name", isReadOnly: true),
            ["SYSTEM"] = Descriptions.Plain("char", "System", isReadOnly: true),
            ["CATEGORY_ID"] = Descriptions.Plain("integer", "Pipeline", isImmutable: true),
            ["COLOR"] = Descriptions.Plain("string", "Colour"),
            ["SEMANTICS"] = Descriptions.Plain("string", "Semantics", isImmutable: true),
            ["EXTRA"] = Descriptions.Plain("crm_status_extra", "Additional Fields"),
        };
}
