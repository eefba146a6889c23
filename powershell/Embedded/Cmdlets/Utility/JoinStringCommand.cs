namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Join, "String", DefaultParameterSetName = "default")]
[OutputType(typeof(string))]
public sealed class JoinStringCommand : PSCmdlet
{
    private readonly List<string> _parts = [];

    [Parameter(Position = 0)]
    public PSPropertyExpression? Property { get; set; }

    [Parameter(Position = 1)]
    [AllowEmptyString]
    public string? Separator { get; set; }

    [Parameter]
    [Alias("op")]
    public string? OutputPrefix { get; set; }

    [Parameter]
    [Alias("os")]
    public string? OutputSuffix { get; set; }

    [Parameter(ParameterSetName = "SingleQuote")]
    public SwitchParameter SingleQuote { get; set; }

    [Parameter(ParameterSetName = "DoubleQuote")]
    public SwitchParameter DoubleQuote { get; set; }

    [Parameter(ParameterSetName = "Format")]
    public string? FormatString { get; set; }

    [Parameter]
    public SwitchParameter UseCulture { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public PSObject[]? InputObject { get; set; }

    private CultureInfo Culture => UseCulture ? CultureInfo.CurrentCulture : CultureInfo.InvariantCulture;

    protected override void ProcessRecord()
    {
        foreach (var input in (InputObject ?? []).Where(item => item is not null))
        {
            object? value = input;
            if (Property is not null && !PropertySpec.TryGetValue(input, Property, out value))
            {
                continue;
            }

            var text = LanguagePrimitives.ConvertTo(value ?? "", typeof(string), Culture) as string ?? "";
            _parts.Add(
                SingleQuote ? $"'{text}'"
                : DoubleQuote ? $"\"{text}\""
                : FormatString is not null ? string.Format(Culture, FormatString, value)
                : text);
        }
    }

    protected override void EndProcessing()
    {
        var separator = Separator ?? GetVariableValue("OFS")?.ToString() ?? "";
        WriteObject(OutputPrefix + string.Join(separator, _parts) + OutputSuffix);
    }
}
