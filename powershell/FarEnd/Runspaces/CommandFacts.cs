using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Runbook.FarEnd.Runspaces;

/// <summary>A command's metadata in the words of a catalog. Dynamic parameters are not asked for, because that would run the command's code.</summary>
internal static class CommandFacts
{
    internal static OrderedDictionary Of(CommandInfo command)
    {
        var metadata = new CommandMetadata(command);
        var takesCommon = command is not FunctionInfo { CmdletBinding: false };
        var own = metadata.Parameters.Values.Where(parameter => !takesCommon || !IsCommon(parameter.Name, metadata)).ToList();
        var facts = new OrderedDictionary
        {
            ["module"] = string.IsNullOrEmpty(command.ModuleName) ? null : command.ModuleName,
            ["kind"] = command is CmdletInfo ? "Cmdlet" : "Function",
            ["shouldProcess"] = metadata.SupportsShouldProcess,
            ["defaultSet"] = string.IsNullOrEmpty(metadata.DefaultParameterSetName) ? ParameterAttribute.AllParameterSets : metadata.DefaultParameterSetName,
        };
        if (!takesCommon)
        {
            facts["commonParameters"] = false;
        }

        if (HasDynamic(command))
        {
            facts["dynamic"] = true;
        }

        facts["parameters"] = Ordered(own, parameter => parameter.Name, Parameter);
        facts["sets"] = Sets(own);
        return facts;
    }

    private static bool IsCommon(string name, CommandMetadata metadata) =>
        Cmdlet.CommonParameters.Contains(name) || (metadata.SupportsShouldProcess && name is "WhatIf" or "Confirm");

    private static bool HasDynamic(CommandInfo command) => command switch
    {
        CmdletInfo cmdlet => typeof(IDynamicParameters).IsAssignableFrom(cmdlet.ImplementingType),
        FunctionInfo function => Body(function.ScriptBlock)?.DynamicParamBlock is not null,
        _ => true,
    };

    private static ScriptBlockAst? Body(ScriptBlock script) => script.Ast switch
    {
        FunctionDefinitionAst function => function.Body,
        ScriptBlockAst body => body,
        _ => null,
    };

    private static OrderedDictionary Parameter(ParameterMetadata parameter)
    {
        var facts = new OrderedDictionary { ["type"] = ShortName(parameter.ParameterType) };
        if (parameter.Aliases.Count > 0)
        {
            facts["aliases"] = parameter.Aliases.ToArray();
        }

        if (parameter.ParameterType == typeof(SwitchParameter))
        {
            facts["switch"] = true;
        }

        var type = Element(parameter.ParameterType);
        if (parameter.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault() is { } set)
        {
            facts["values"] = set.ValidValues.ToArray();
            facts["valuesKind"] = "set";
        }
        else if (type.IsEnum)
        {
            facts["values"] = Enum.GetNames(type);
            facts["valuesKind"] = "enum";
        }

        return facts;
    }

    /// <summary>As a catalog has it: <c>String[]</c>, <c>Nullable&lt;Int32&gt;</c>.</summary>
    private static string ShortName(Type type)
    {
        if (type.IsArray)
        {
            return $"{ShortName(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        var name = type.Name.Split('`')[0];
        return type.IsGenericType ? $"{name}<{string.Join(",", type.GetGenericArguments().Select(ShortName))}>" : name;
    }

    private static Type Element(Type type)
    {
        var element = type.IsArray ? type.GetElementType()! : type;
        return Nullable.GetUnderlyingType(element) ?? element;
    }

    /// <summary>What is in all sets is named in each of them.</summary>
    private static OrderedDictionary Sets(List<ParameterMetadata> parameters)
    {
        const string All = ParameterAttribute.AllParameterSets;
        var names = parameters.SelectMany(parameter => parameter.ParameterSets.Keys).Where(name => name != All).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (names.Count == 0)
        {
            names.Add(All);
        }

        return Ordered(names, name => name, name => Ordered(
            parameters.Where(parameter => parameter.ParameterSets.ContainsKey(name) || parameter.ParameterSets.ContainsKey(All)),
            parameter => parameter.Name,
            parameter => Use(parameter.ParameterSets.TryGetValue(name, out var use) ? use : parameter.ParameterSets[All])));
    }

    private static OrderedDictionary Use(ParameterSetMetadata use)
    {
        var facts = new OrderedDictionary();
        if (use.IsMandatory)
        {
            facts["mandatory"] = true;
        }

        if (use.Position >= 0)
        {
            facts["position"] = use.Position;
        }

        if (use.ValueFromPipeline || use.ValueFromPipelineByPropertyName)
        {
            facts["pipeline"] = !use.ValueFromPipelineByPropertyName ? "value" : use.ValueFromPipeline ? "both" : "property";
        }

        if (use.ValueFromRemainingArguments)
        {
            facts["remaining"] = true;
        }

        return facts;
    }

    private static OrderedDictionary Ordered<T>(IEnumerable<T> items, Func<T, string> name, Func<T, OrderedDictionary> facts)
    {
        var all = new OrderedDictionary();
        foreach (var item in items.OrderBy(name, StringComparer.OrdinalIgnoreCase))
        {
            all[name(item)] = facts(item);
        }

        return all;
    }
}
