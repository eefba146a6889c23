using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using Microsoft.PowerShell.Commands;
using Runbook.FarEnd.Runspaces;

namespace Runbook.FarEnd.Calls;

/// <summary>What a script's text says of itself: its parameters with their types, whether PowerShell refuses others, and what it requires.</summary>
internal sealed class ScriptHead
{
    private static readonly Regex SnapIn = new(@"-PSSnapin\s+['""]?([\w.-]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private readonly Dictionary<string, Type> types = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>PowerShell itself refuses a parameter that is not there; or the text is wrong, and PowerShell says so.</summary>
    private readonly bool strict;
    private readonly ScriptRequirements? requirements;
    private readonly ScriptBlockAst tree;
    private readonly ParseError[] mistakes;

    internal ScriptHead(string text, string? path = null)
    {
        this.tree = Parser.ParseInput(text, path, out var tokens, out this.mistakes);
        this.SnapIns = SnapInsOf(tokens);
        this.strict = this.mistakes.Length > 0 || this.tree.DynamicParamBlock is not null;
        this.requirements = this.tree.ScriptRequirements;
        if (this.tree.ParamBlock is null)
        {
            return;
        }

        this.strict |= this.tree.ParamBlock.Attributes.Any(attribute => Is(attribute, "CmdletBinding"));
        foreach (var parameter in this.tree.ParamBlock.Parameters)
        {
            this.ParameterNames.Add(parameter.Name.VariablePath.UserPath);
            this.types[parameter.Name.VariablePath.UserPath] = parameter.StaticType;
            this.strict |= parameter.Attributes.Any(attribute => Is(attribute, "Parameter"));
            foreach (var alias in parameter.Attributes.OfType<AttributeAst>().Where(attribute => Is(attribute, "Alias")))
            {
                foreach (var name in alias.PositionalArguments.OfType<StringConstantExpressionAst>())
                {
                    this.types[name.Value] = parameter.StaticType;
                }
            }
        }
    }

    /// <summary>As the param block has them, without aliases.</summary>
    internal List<string> ParameterNames { get; } = new();

    /// <summary>The modules of "#Requires -Modules".</summary>
    internal IReadOnlyList<ModuleSpecification> Modules => (IReadOnlyList<ModuleSpecification>?)this.requirements?.RequiredModules ?? Array.Empty<ModuleSpecification>();

    /// <summary>The snap-ins of "#Requires -PSSnapin". PowerShell 7 reads over them, so they are taken from the text.</summary>
    internal IReadOnlyList<string> SnapIns { get; }

    /// <summary>The script as its file's text. Errors: a <see cref="ParseException"/>.</summary>
    internal ScriptBlock Block => this.mistakes.Length > 0 ? throw new ParseException(this.mistakes) : this.tree.GetScriptBlock();

    /// <summary>The type that the param block gives to a parameter, by its name or an unambiguous beginning; null where there is none.</summary>
    internal Type? TypeOf(string name)
    {
        var names = this.Meant(name);
        return names.Count == 1 ? this.types[names[0]] : null;
    }

    /// <summary>What PowerShell would let pass: a parameter that the script does not have, which would go to $args.</summary>
    internal ErrorFields? Unknown(string name)
    {
        if (this.strict || this.Meant(name).Count > 0)
        {
            return null;
        }

        var known = this.types.Count > 0 ? $"its param block has: {string.Join(", ", this.types.Keys)}" : "it has no param block, or an empty one";
        return new ErrorFields($"The script has no parameter '{name}'; {known}.", "NamedParameterNotFound", ErrorCategory.InvalidArgument, name);
    }

    /// <summary>What of "#Requires" is not there: PowerShell obeys it in files only.</summary>
    internal ErrorFields? Unmet(PowerShellFacts facts)
    {
        if (this.requirements is null)
        {
            return null;
        }

        var version = this.requirements.RequiredPSVersion;
        if (version is not null && version > facts.VersionNumber)
        {
            return new ErrorFields(
                $"The script requires PowerShell {version}, and this is {facts.Version}.", "ScriptRequiresUnmatchedPSVersion", ErrorCategory.ResourceUnavailable);
        }

        var editions = this.requirements.RequiredPSEditions;
        if (editions is { Count: > 0 } && !editions.Contains(facts.Edition, StringComparer.OrdinalIgnoreCase))
        {
            return new ErrorFields(
                $"The script requires the edition {string.Join(" ", editions)}, and this PowerShell is {facts.Edition}.",
                "ScriptRequiresUnmatchedPSEdition",
                ErrorCategory.ResourceUnavailable);
        }

        return this.requirements.IsElevationRequired && facts.Elevated == false
            ? new ErrorFields(
                "The script requires administrator rights: it needs elevation (#Requires -RunAsAdministrator).",
                "ScriptRequiresElevation",
                ErrorCategory.PermissionDenied)
            : null;
    }

    /// <summary>The names that a name can mean: itself, else those that it begins.</summary>
    private List<string> Meant(string name) => this.types.ContainsKey(name)
        ? new List<string> { name }
        : this.types.Keys.Where(known => known.StartsWith(name, StringComparison.OrdinalIgnoreCase)).ToList();

    private static List<string> SnapInsOf(IEnumerable<Token> tokens) => tokens
        .Where(token => token.Kind == TokenKind.Comment && token.Text.StartsWith("#requires", StringComparison.OrdinalIgnoreCase))
        .SelectMany(token => SnapIn.Matches(token.Text).Cast<Match>().Select(match => match.Groups[1].Value)).ToList();

    private static bool Is(AttributeBaseAst attribute, string name)
    {
        var written = attribute.TypeName.Name;
        var last = written.Substring(written.LastIndexOf('.') + 1);
        return string.Equals(last, name, StringComparison.OrdinalIgnoreCase) || string.Equals(last, name + "Attribute", StringComparison.OrdinalIgnoreCase);
    }
}
