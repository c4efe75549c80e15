using System.Runtime.CompilerServices;

namespace LeadOps.Scriban.Syntax;

/// <summary>Finds what a template reads without running it. Names that the template itself makes are not reads.</summary>
internal sealed class ReadCollector(Func<int, string, TemplateError> place)
{
    private readonly List<TemplateRead> found = [];
    private readonly HashSet<string> own = new(StringComparer.Ordinal);

    public static IReadOnlyList<TemplateRead> Collect(Node root, Func<int, string, TemplateError> place)
    {
        var collector = new ReadCollector(place);
        collector.FindOwnNames(root);
        collector.Visit(root, optional: false, isCall: false);
        return collector.found;
    }

    private void FindOwnNames(Node node)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return;
        }

        switch (node)
        {
            case Assignment { Target: Variable variable }:
                own.Add(variable.Name);
                break;
            case ForStatement { Target: Variable variable }:
                own.Add(variable.Name);
                break;
            case CaptureStatement { Target: Variable variable }:
                own.Add(variable.Name);
                break;
            case FunctionStatement function:
                own.Add(function.Name);
                own.UnionWith(function.Function.Parameters?.Select(parameter => parameter.Name) ?? []);
                break;
            case Literal { Value: ScriptFunction script }:
                own.UnionWith(script.Parameters?.Select(parameter => parameter.Name) ?? []);
                FindOwnNames(script.Body);
                break;
        }

        foreach (var child in node.Children)
        {
            FindOwnNames(child);
        }
    }

    /// <summary>What is nested too deeply for the stack cannot be evaluated either, so nobody reads it.</summary>
    private void Visit(Node node, bool optional, bool isCall)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return;
        }

        switch (node)
        {
            case Variable variable:
                Add(variable, null, variable.Start, optional, isCall);
                return;
            case Member { Target: Variable root } member:
                Add(root, member.Name, member.Start, optional || member.IsOptional, isCall);
                return;
            case Member member:
                Visit(member.Target, optional || member.IsOptional, false);
                return;
            case Indexer { Target: Variable root, Index: Literal { Value: string name } } indexer:
                Add(root, name, indexer.Index.Start, optional, isCall);
                return;
            case Binary { Operator: "??" or "?!" } guard:
                Visit(guard.Left, true, false);
                Visit(guard.Right, optional, false);
                return;
            case Call call:
                Visit(call.Target, optional, true);
                VisitAll(call.Arguments.Select(argument => argument.Value), optional);
                return;
            case Pipe pipe:
                Visit(pipe.Piped, optional, false);
                Visit(pipe.Target, optional, true);
                VisitAll(pipe.Children.Skip(2), optional);
                return;
            case Literal { Value: ScriptFunction script }:
                Visit(script.Body, optional, false);
                return;
        }

        VisitAll(node.Children, optional);
    }

    private void VisitAll(IEnumerable<Node> nodes, bool optional)
    {
        foreach (var node in nodes)
        {
            Visit(node, optional, false);
        }
    }

    private void Add(Variable root, string? member, int offset, bool optional, bool isCall)
    {
        if (own.Contains(root.Name) || root.Name[0] == '$' || root.Name is "for" or "while" or "empty")
        {
            return;
        }

        var at = place(offset, "");
        var rootAt = place(root.Start, "");
        found.Add(
            new TemplateRead(root.Name, member, at.Line, at.Column, optional, isCall)
            {
                RootAt = (rootAt.Line, rootAt.Column),
            }
        );
    }
}
