namespace LeadOps.Templates;

/// <summary>A problem in a template; line and column count from 1, columns in UTF-16 units.</summary>
public readonly record struct TemplateError(int Line, int Column, string Message);

/// <summary>Evaluation could not go on.</summary>
public sealed class TemplateException(TemplateError error) : Exception(error.Message)
{
    public TemplateError Error { get; } = error;
}
