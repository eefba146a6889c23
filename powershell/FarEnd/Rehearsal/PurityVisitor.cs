using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Language;

namespace Runbook.FarEnd.Rehearsal;

/// <summary>
/// Finds what of a script is not known to work on values only. Each rule says what is pure; all else is not, so that what is not understood is held back.
/// </summary>
internal sealed class PurityVisitor : AstVisitor2
{
    private static readonly string[] MemberCommands = { "ForEach-Object", "%", "foreach" };
    private static readonly string[] VariableCommands = { "Get-Variable", "gv", "Set-Variable", "sv", "New-Variable", "Update-TypeData", "Get-Module", "Get-Command" };

    private readonly HashSet<string> ownTypes = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> ownMethods = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> literals = new(StringComparer.OrdinalIgnoreCase) { "Runbook" };

    internal PurityVisitor(ScriptBlockAst script)
    {
        foreach (var type in script.FindAll(node => node is TypeDefinitionAst, searchNestedScriptBlocks: true).Cast<TypeDefinitionAst>())
        {
            this.ownTypes.Add(type.Name);
            this.ownMethods.UnionWith(type.Members.Select(member => member.Name));
        }

        this.FindLiterals(script);
    }

    /// <summary>What is not pure, in the order in which it stands.</summary>
    internal List<Impurity> Found { get; } = new();

    public override AstVisitAction VisitTypeExpression(TypeExpressionAst typeExpressionAst)
    {
        var isTarget = typeExpressionAst.Parent is MemberExpressionAst member && ReferenceEquals(member.Expression, typeExpressionAst);
        var isQuestion = typeExpressionAst.Parent is BinaryExpressionAst { Operator: TokenKind.Is or TokenKind.IsNot };
        // A static member is judged as a whole; what a value is may always be asked.
        return isTarget || isQuestion ? AstVisitAction.Continue : this.Type(typeExpressionAst.TypeName, typeExpressionAst);
    }

    public override AstVisitAction VisitTypeConstraint(TypeConstraintAst typeConstraintAst) =>
        typeConstraintAst.Parent is ParameterAst && typeConstraintAst.TypeName.Name.Equals("scriptblock", StringComparison.OrdinalIgnoreCase)
            ? AstVisitAction.Continue
            : this.Type(typeConstraintAst.TypeName, typeConstraintAst);

    public override AstVisitAction VisitMemberExpression(MemberExpressionAst memberExpressionAst) => this.Member(memberExpressionAst, isCall: false);

    public override AstVisitAction VisitInvokeMemberExpression(InvokeMemberExpressionAst methodCallAst)
    {
        var byName = methodCallAst.Member is StringConstantExpressionAst { Value: var name }
            && (name.Equals("ForEach", StringComparison.OrdinalIgnoreCase) || name.Equals("Where", StringComparison.OrdinalIgnoreCase));
        if (byName && !methodCallAst.Static)
        {
            // With a text, ForEach calls the method of that name.
            return methodCallAst.Arguments?.FirstOrDefault() is ScriptBlockExpressionAst ? AstVisitAction.Continue : this.Refuse(methodCallAst);
        }

        return this.Member(methodCallAst, isCall: true);
    }

    public override AstVisitAction VisitAssignmentStatement(AssignmentStatementAst assignmentStatementAst)
    {
        foreach (var target in Targets(assignmentStatementAst.Left).OfType<MemberExpressionAst>())
        {
            if (!(target.Expression is VariableExpressionAst variable && this.literals.Contains(variable.VariablePath.UserPath)))
            {
                return this.Report(assignmentStatementAst);
            }
        }

        return AstVisitAction.Continue;
    }

    public override AstVisitAction VisitUnaryExpression(UnaryExpressionAst unaryExpressionAst) =>
        unaryExpressionAst.TokenKind is TokenKind.PlusPlus or TokenKind.MinusMinus or TokenKind.PostfixPlusPlus or TokenKind.PostfixMinusMinus
            && unaryExpressionAst.Child is MemberExpressionAst
            ? this.Report(unaryExpressionAst)
            : AstVisitAction.Continue;

    public override AstVisitAction VisitVariableExpression(VariableExpressionAst variableExpressionAst)
    {
        var path = variableExpressionAst.VariablePath;
        var name = path.UserPath.Substring(path.UserPath.LastIndexOf(':') + 1);
        var leads = name.Equals("ExecutionContext", StringComparison.OrdinalIgnoreCase) || name.Equals("PSCmdlet", StringComparison.OrdinalIgnoreCase)
            || (path.IsDriveQualified && path.DriveName.Equals("function", StringComparison.OrdinalIgnoreCase));
        return leads ? this.Report(variableExpressionAst) : AstVisitAction.Continue;
    }

    public override AstVisitAction VisitCommand(CommandAst commandAst)
    {
        var name = commandAst.GetCommandName();
        var plain = name?.Substring(name.LastIndexOf('\\') + 1);
        // Unknown until it runs: it may be each of those that are looked at more closely.
        if (plain is null && commandAst.CommandElements[0] is not ScriptBlockExpressionAst)
        {
            return commandAst.InvocationOperator == TokenKind.Ampersand && commandAst.CommandElements.Count == 1
                ? AstVisitAction.Continue
                : this.Report(commandAst);
        }

        if (plain is null)
        {
            return AstVisitAction.Continue;
        }

        if (VariableCommands.Contains(plain, StringComparer.OrdinalIgnoreCase))
        {
            return this.Report(commandAst);
        }

        var arguments = commandAst.CommandElements.Skip(1).ToList();
        if (MemberCommands.Contains(plain, StringComparer.OrdinalIgnoreCase))
        {
            return arguments.All(IsBlockOrItsName) ? AstVisitAction.Continue : this.Report(commandAst);
        }

        if (plain.Equals("New-Object", StringComparison.OrdinalIgnoreCase))
        {
            var isPure = arguments.Count > 0 && arguments[0] is StringConstantExpressionAst type && PureNames.IsType(type.Value.Split('[')[0])
                && arguments.All(argument => argument is not CommandParameterAst);
            return isPure ? AstVisitAction.Continue : this.Report(commandAst);
        }

        return AstVisitAction.Continue;
    }

    public override AstVisitAction VisitUsingExpression(UsingExpressionAst usingExpressionAst) => this.Report(usingExpressionAst);

    public override AstVisitAction VisitErrorStatement(ErrorStatementAst errorStatementAst) => this.Report(errorStatementAst);

    public override AstVisitAction VisitDataStatement(DataStatementAst dataStatementAst) => AstVisitAction.SkipChildren;

    public override AstVisitAction VisitPipeline(PipelineAst pipelineAst)
    {
        // Not in the reference assembly: from PowerShell 6 on "&" at the end runs a pipeline as a job.
        var background = pipelineAst.GetType().GetProperty("Background")?.GetValue(pipelineAst) as bool?;
        return background == true ? this.Report(pipelineAst) : AstVisitAction.Continue;
    }

    public override AstVisitAction VisitUsingStatement(UsingStatementAst usingStatementAst) =>
        usingStatementAst.UsingStatementKind == UsingStatementKind.Namespace ? AstVisitAction.Continue : this.Report(usingStatementAst);

    public override AstVisitAction VisitConfigurationDefinition(ConfigurationDefinitionAst configurationDefinitionAst) => this.Report(configurationDefinitionAst);

    public override AstVisitAction VisitDynamicKeywordStatement(DynamicKeywordStatementAst dynamicKeywordStatementAst) => this.Report(dynamicKeywordStatementAst);

    private AstVisitAction Member(MemberExpressionAst node, bool isCall)
    {
        if (node.Member is not StringConstantExpressionAst { Value: var name })
        {
            return isCall ? this.Refuse(node) : this.Report(node);
        }

        if (node.Static)
        {
            var isPure = node.Expression is TypeExpressionAst type && this.IsPureStatic(type.TypeName, name);
            return isPure ? AstVisitAction.Continue : this.Report(node);
        }

        if (isCall)
        {
            return PureNames.IsMethod(name) || this.ownMethods.Contains(name) ? AstVisitAction.Continue
                : PureNames.IsTrustedButImpure(name) ? this.Refuse(node)
                : this.Report(node);
        }

        return PureNames.IsWay(name) ? this.Report(node) : AstVisitAction.Continue;
    }

    private bool IsPureStatic(ITypeName type, string member) => type switch
    {
        GenericTypeName generic => PureNames.IsType(generic.TypeName.FullName) && this.ArePure(generic.GenericArguments),
        ArrayTypeName array => this.IsPure(array.ElementType),
        _ => this.ownTypes.Contains(type.FullName) || PureNames.IsStatic(type.FullName, member),
    };

    private AstVisitAction Type(ITypeName type, Ast node) => this.IsPure(type) ? AstVisitAction.Continue
        : PureNames.IsTrustedType(type.FullName) ? this.Refuse(node)
        : this.Report(node);

    private bool IsPure(ITypeName type) => type switch
    {
        GenericTypeName generic => PureNames.IsType(generic.TypeName.FullName) && this.ArePure(generic.GenericArguments),
        ArrayTypeName array => this.IsPure(array.ElementType),
        _ => this.ownTypes.Contains(type.FullName) || PureNames.IsType(type.FullName),
    };

    private bool ArePure(IEnumerable<ITypeName> types) => types.All(this.IsPure);

    /// <summary>Variables that hold nothing but what the script itself has made: their members may be set.</summary>
    private void FindLiterals(ScriptBlockAst script)
    {
        var assignments = script.FindAll(node => node is AssignmentStatementAst { Left: VariableExpressionAst }, searchNestedScriptBlocks: true).Cast<AssignmentStatementAst>();
        foreach (var group in assignments.GroupBy(assignment => ((VariableExpressionAst)assignment.Left).VariablePath.UserPath, StringComparer.OrdinalIgnoreCase))
        {
            if (group.All(assignment => assignment.Operator == TokenKind.Equals && IsLiteral(assignment.Right)))
            {
                this.literals.Add(group.Key);
            }
        }
    }

    private static bool IsLiteral(StatementAst statement)
    {
        var expression = statement switch
        {
            CommandExpressionAst command => command.Expression,
            PipelineAst { PipelineElements: { Count: 1 } elements } when elements[0] is CommandExpressionAst only => only.Expression,
            _ => null,
        };
        return expression is HashtableAst or ConvertExpressionAst { Child: HashtableAst };
    }

    /// <summary>What an assignment sets: one thing, or several.</summary>
    private static IEnumerable<ExpressionAst> Targets(ExpressionAst left) => left switch
    {
        ArrayLiteralAst several => several.Elements.SelectMany(Targets),
        ConvertExpressionAst typed => Targets(typed.Child),
        ParenExpressionAst { Pipeline: PipelineAst { PipelineElements: { Count: 1 } elements } } when elements[0] is CommandExpressionAst inner => Targets(inner.Expression),
        IndexExpressionAst index => Targets(index.Target).Where(target => target is MemberExpressionAst).Take(0),
        _ => new[] { left },
    };

    /// <summary>ForEach-Object with anything but blocks would call a member by its name.</summary>
    private static bool IsBlockOrItsName(CommandElementAst element) => element is ScriptBlockExpressionAst
        || (element is CommandParameterAst parameter && (parameter.Argument is null or ScriptBlockExpressionAst)
            && new[] { "Begin", "Process", "End", "RemainingScripts" }.Any(name => name.StartsWith(parameter.ParameterName, StringComparison.OrdinalIgnoreCase)));

    /// <summary>What the constrained language lets pass: members of types that it trusts, XML documents and those of WMI and of directories among them.</summary>
    private AstVisitAction Refuse(Ast node) => this.Report(node, isHeldByItself: false);

    private AstVisitAction Report(Ast node, bool isHeldByItself = true)
    {
        this.Found.Add(new Impurity(node.Extent, isHeldByItself));
        return AstVisitAction.Continue;
    }
}
