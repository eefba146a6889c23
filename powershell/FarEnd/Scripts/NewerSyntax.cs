using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace Runbook.FarEnd.Scripts;

/// <summary>
/// Syntax that Windows PowerShell 5.1 does not have. The parser of PowerShell 7 accepts it, and its classes are not in the reference assembly: they are known by
/// their names.
/// </summary>
internal sealed class NewerSyntax
{
    private static readonly Regex NewerNumber = new(@"^0b[01]|(?:^0x[0-9a-f]+|\d)(?:u[ysl]?|[ysn])(?:[kmgtp]b)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex NewerEscape = new("(?<!`)(?:``)*(`u\\{[0-9a-fA-F]{1,6}\\}|`e)", RegexOptions.CultureInvariant);

    private NewerSyntax(IScriptExtent place, string what, bool meansSomethingElse = false)
    {
        this.Place = place;
        this.What = what;
        this.MeansSomethingElse = meansSomethingElse;
    }

    internal IScriptExtent Place { get; }

    /// <summary>In words, with the version that brought it.</summary>
    internal string What { get; }

    /// <summary>Windows PowerShell accepts it too, and takes it for something else.</summary>
    internal bool MeansSomethingElse { get; }

    /// <summary>What there is of it, in the order in which it stands.</summary>
    internal static IReadOnlyList<NewerSyntax> In(ScriptBlockAst tree, IReadOnlyList<Token> tokens) =>
        tree.FindAll(_ => true, searchNestedScriptBlocks: true).SelectMany(Of).Concat(InTokens(tokens)).OrderBy(found => found.Place.StartOffset).ToList();

    private static IEnumerable<NewerSyntax> Of(Ast node)
    {
        switch (node.GetType().Name)
        {
            case "TernaryExpressionAst":
                yield return new NewerSyntax(node.Extent, "the operator ? : (PowerShell 7.0)");
                break;
            case "PipelineChainAst":
                yield return new NewerSyntax(node.Extent, "the operators && and || between pipelines (PowerShell 7.0)");
                break;
        }

        switch (node)
        {
            case BinaryExpressionAst binary when binary.Operator.ToString() == "QuestionQuestion":
                yield return new NewerSyntax(binary.ErrorPosition, "the operator ?? (PowerShell 7.0)");
                break;
            case BinaryExpressionAst { Operator: TokenKind.DotDot, Left: StringConstantExpressionAst { Value: { Length: 1 } first } } range when !char.IsDigit(first[0]):
                yield return new NewerSyntax(range.Extent, "a range of characters (PowerShell 6.0)");
                break;
            case AssignmentStatementAst assignment when assignment.Operator.ToString() == "QuestionQuestionEquals":
                yield return new NewerSyntax(assignment.ErrorPosition, "the operator ??= (PowerShell 7.0)");
                break;
            case MemberExpressionAst member when Is(member, "NullConditional"):
                yield return new NewerSyntax(member.Extent, "the operator ?. (PowerShell 7.1)");
                break;
            case IndexExpressionAst index when Is(index, "NullConditional"):
                yield return new NewerSyntax(index.Extent, "the operator ?[] (PowerShell 7.1)");
                break;
            case PipelineAst pipeline when Is(pipeline, "Background"):
                yield return new NewerSyntax(pipeline.Extent, "a pipeline in the background, by & at its end (PowerShell 6.0)");
                break;
            case ScriptBlockAst block when Get(block, "CleanBlock") is Ast clean:
                yield return new NewerSyntax(clean.Extent, "a clean block (PowerShell 7.3)");
                break;
            case TypeDefinitionAst { IsEnum: true, BaseTypes: { Count: > 0 } bases }:
                yield return new NewerSyntax(bases[0].Extent, "the type under an enum (PowerShell 6.2)");
                break;
        }
    }

    private static IEnumerable<NewerSyntax> InTokens(IReadOnlyList<Token> tokens)
    {
        Token? last = null;
        foreach (var token in tokens)
        {
            if (token.Kind == TokenKind.Pipe && last?.Kind == TokenKind.NewLine)
            {
                yield return new NewerSyntax(token.Extent, "a line that begins with | and goes on with the one before (PowerShell 7.0)");
            }
            else if (token.Kind == TokenKind.Number && NewerNumber.IsMatch(token.Text))
            {
                yield return new NewerSyntax(token.Extent, $"the number {token.Text}, by its beginning or its ending (PowerShell 6.2)");
            }
            else if (token.Kind is TokenKind.StringExpandable or TokenKind.HereStringExpandable && NewerEscape.Match(token.Text) is { Success: true } escape)
            {
                yield return new NewerSyntax(token.Extent, $"the escape {escape.Groups[1].Value} (PowerShell 6.0)", meansSomethingElse: true);
            }

            if (token.Kind != TokenKind.Comment)
            {
                last = token;
            }
        }
    }

    private static bool Is(Ast node, string property) => Get(node, property) is true;

    private static object? Get(Ast node, string property) => node.GetType().GetProperty(property)?.GetValue(node);
}
