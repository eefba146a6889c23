using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Language;

namespace Runbook.FarEnd.Rehearsal;

/// <summary>What PowerShell's own parser shows of a script before it runs.</summary>
internal sealed class ScriptJudgement
{
    private ScriptJudgement(IReadOnlyList<Impurity> impurities, IReadOnlyCollection<string> functions)
    {
        this.Impurities = impurities;
        this.Functions = functions;
    }

    /// <summary>Nothing in it reaches past the commands: it may have the full language in a rehearsal.</summary>
    internal bool IsPure => this.Impurities.Count == 0;

    internal IReadOnlyList<Impurity> Impurities { get; }

    /// <summary>The functions that it defines.</summary>
    internal IReadOnlyCollection<string> Functions { get; }

    internal static ScriptJudgement Of(string text) => Of(Parser.ParseInput(text, out _, out _));

    internal static ScriptJudgement Of(ScriptBlockAst tree)
    {
        var visitor = new PurityVisitor(tree);
        tree.Visit(visitor);
        var functions = tree.FindAll(node => node is FunctionDefinitionAst, searchNestedScriptBlocks: true).Cast<FunctionDefinitionAst>();
        return new ScriptJudgement(visitor.Found, functions.Select(function => function.Name.Substring(function.Name.LastIndexOf(':') + 1)).ToList());
    }

    /// <summary>Whether a script reads $Runbook.CheckMode: asked of the parser, so that a comment or a text that names it does not count.</summary>
    internal static bool ReadsCheckMode(string text) => Parser.ParseInput(text, out _, out _).Find(
        node => node is MemberExpressionAst
            {
                Expression: VariableExpressionAst variable,
                Member: StringConstantExpressionAst { Value: var member },
            }
            && variable.VariablePath.UserPath.Equals("Runbook", StringComparison.OrdinalIgnoreCase)
            && member.Equals("CheckMode", StringComparison.OrdinalIgnoreCase),
        searchNestedScriptBlocks: true) is not null;
}
