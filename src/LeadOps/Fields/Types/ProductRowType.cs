namespace LeadOps.Fields.Types;

/// <summary>Product rows are compared as a whole, never one by one; see <see cref="RowsValue"/>.</summary>
internal sealed class ProductRowType : FieldType
{
    public override Converted Convert(object value, FieldDefinition field) =>
        Converted.Bad("is not a list of product rows such as { PRODUCT_NAME: Chair, PRICE: 99.50, QUANTITY: 2 }");
}
