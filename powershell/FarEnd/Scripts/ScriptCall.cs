using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Language;
using Runbook.FarEnd.Wire;

namespace Runbook.FarEnd.Scripts;

/// <summary>A command that a script calls by its name, with what stands there as it is written.</summary>
internal sealed class ScriptCall
{
    private const char Parameter = 'p';
    private const char Splat = 's';
    private const char Argument = 'a';

    private readonly CommandAst command;
    private readonly string name;

    private ScriptCall(CommandAst command, string name)
    {
        this.command = command;
        this.name = name;
    }

    /// <summary>All of them, functions and blocks included, in the order in which they stand.</summary>
    internal static List<ScriptCall> In(ScriptBlockAst tree) => tree.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>()
        .Where(command => command.GetCommandName() is not null).Select(command => new ScriptCall(command, command.GetCommandName())).ToList();

    internal void Write(PayloadWriter output)
    {
        ScriptFacts.Place(output, this.command.CommandElements[0].Extent);
        output.Text(this.name);
        // It may get from the pipeline what is not written there.
        output.Boolean(this.command.Parent is PipelineAst pipeline && !ReferenceEquals(pipeline.PipelineElements[0], this.command));
        ScriptFacts.List(output, this.command.CommandElements.Skip(1).ToList(), element => WriteElement(output, element));
    }

    private static void WriteElement(PayloadWriter output, CommandElementAst element)
    {
        ScriptFacts.Place(output, element.Extent);
        switch (element)
        {
            case CommandParameterAst parameter:
                output.Kind(Parameter);
                output.Text(parameter.ParameterName);
                output.Boolean(parameter.Argument is not null);
                if (parameter.Argument is not null)
                {
                    WriteLiteral(output, parameter.Argument);
                }

                break;
            case VariableExpressionAst { Splatted: true }:
                output.Kind(Splat);
                break;
            default:
                output.Kind(Argument);
                WriteLiteral(output, element);
                break;
        }
    }

    /// <summary>A value that is the same whenever the script runs; everything else is unknown.</summary>
    private static void WriteLiteral(PayloadWriter output, Ast node)
    {
        switch (node)
        {
            case StringConstantExpressionAst text:
                output.Kind('t');
                output.Text(text.Value);
                break;
            case ConstantExpressionAst { Value: int number }:
                output.Kind('i');
                output.Int64(number);
                break;
            case ConstantExpressionAst { Value: long number }:
                output.Kind('i');
                output.Int64(number);
                break;
            case ConstantExpressionAst { Value: double number }:
                output.Kind('d');
                output.Double(number);
                break;
            case VariableExpressionAst { VariablePath: { UserPath: var name } } when name.ToUpperInvariant() is "TRUE" or "FALSE":
                output.Kind('b');
                output.Boolean(name.ToUpperInvariant() == "TRUE");
                break;
            case ArrayLiteralAst array:
                output.Kind('l');
                ScriptFacts.List(output, array.Elements, item => WriteLiteral(output, item));
                break;
            default:
                output.Kind('u');
                break;
        }
    }
}
