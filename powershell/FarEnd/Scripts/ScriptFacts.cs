using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Language;
using Runbook.FarEnd.Rehearsal;
using Runbook.FarEnd.Wire;

namespace Runbook.FarEnd.Scripts;

/// <summary>
/// What PowerShell's own parser says of a script that is not run: src/session/wire/read-script-facts.ts reads it in this order. Places are offsets in UTF-16 code
/// units, which both sides count alike.
/// </summary>
internal static class ScriptFacts
{
    internal static void Write(PayloadWriter output, string text)
    {
        var tree = Parser.ParseInput(text, out var tokens, out var mistakes);
        List(output, mistakes, mistake =>
        {
            Place(output, mistake.Extent);
            output.Text(mistake.ErrorId);
            output.Text(mistake.Message);
        });
        List(output, NewerSyntax.In(tree, tokens), newer =>
        {
            Place(output, newer.Place);
            output.Text(newer.What);
            output.Boolean(newer.MeansSomethingElse);
        });
        WriteParameters(output, tree);
        List(output, ScriptJudgement.Of(tree).Impurities, impurity =>
        {
            Place(output, impurity.Place);
            output.Text(impurity.Text);
        });
        List(output, FunctionsIn(tree), output.Text);
        output.Boolean(TakesInOthers(tree));
        List(output, ScriptCall.In(tree), call => call.Write(output));
        var comments = tokens.Where(token => token.Kind == TokenKind.Comment && token.Text.StartsWith("#", StringComparison.Ordinal));
        List(output, comments.ToList(), comment => Place(output, comment.Extent));
    }

    internal static void List<T>(PayloadWriter output, IReadOnlyCollection<T> items, Action<T> write)
    {
        output.Int32(items.Count);
        foreach (var item in items)
        {
            write(item);
        }
    }

    internal static void Place(PayloadWriter output, IScriptExtent extent)
    {
        output.Int32(extent.StartOffset);
        output.Int32(extent.EndOffset);
    }

    private static void WriteParameters(PayloadWriter output, ScriptBlockAst tree)
    {
        output.Boolean(tree.ParamBlock is not null);
        // With dynamic parameters nobody knows them all.
        output.Boolean(tree.DynamicParamBlock is not null);
        var parameters = (IReadOnlyList<ParameterAst>?)tree.ParamBlock?.Parameters ?? Array.Empty<ParameterAst>();
        List(output, parameters, parameter =>
        {
            Place(output, parameter.Name.Extent);
            output.Text(parameter.Name.VariablePath.UserPath);
            List(output, AliasesOf(parameter), output.Text);
            output.Boolean(IsMandatory(parameter));
        });
    }

    private static List<string> AliasesOf(ParameterAst parameter) => AttributesOf(parameter, "Alias")
        .SelectMany(alias => alias.PositionalArguments.OfType<StringConstantExpressionAst>()).Select(name => name.Value).ToList();

    /// <summary>In every parameter set: where one of several attributes asks for it, another may not.</summary>
    private static bool IsMandatory(ParameterAst parameter)
    {
        var attributes = AttributesOf(parameter, "Parameter").ToList();
        return attributes.Count > 0 && attributes.All(attribute => attribute.NamedArguments.Any(argument =>
            argument.ArgumentName.Equals("Mandatory", StringComparison.OrdinalIgnoreCase)
            && (argument.ExpressionOmitted || argument.Argument is VariableExpressionAst { VariablePath: { UserPath: var value } } && value.Equals("true", StringComparison.OrdinalIgnoreCase))));
    }

    private static IEnumerable<AttributeAst> AttributesOf(ParameterAst parameter, string name) => parameter.Attributes.OfType<AttributeAst>()
        .Where(attribute => attribute.TypeName.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>By a dot before it, a script or a block runs in this one's scope.</summary>
    private static bool TakesInOthers(ScriptBlockAst tree) => tree.Find(
        node => node is CommandAst { InvocationOperator: TokenKind.Dot } or UsingStatementAst { UsingStatementKind: UsingStatementKind.Module },
        searchNestedScriptBlocks: true) is not null;

    private static List<string> FunctionsIn(ScriptBlockAst tree) => tree
        .FindAll(node => node is FunctionDefinitionAst, searchNestedScriptBlocks: true).Cast<FunctionDefinitionAst>()
        .Select(function => function.Name.Substring(function.Name.LastIndexOf(':') + 1)).ToList();
}
