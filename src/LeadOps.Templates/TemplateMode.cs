namespace LeadOps.Templates;

public enum TemplateMode
{
    /// <summary>Text with code between double braces.</summary>
    Text,

    /// <summary>Bare code.</summary>
    Script,
}
