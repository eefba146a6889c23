namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsDiagnostic.Measure, "Object", DefaultParameterSetName = "GenericMeasure")]
[OutputType(typeof(GenericMeasureInfo), typeof(TextMeasureInfo), typeof(GenericObjectMeasureInfo))]
public sealed class MeasureObjectCommand : PSCmdlet
{
    private readonly Dictionary<string, MeasureAccumulator> _properties = new(StringComparer.OrdinalIgnoreCase);
    private readonly MeasureAccumulator _whole = new(null);

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public PSPropertyExpression[]? Property { get; set; }

    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter StandardDeviation { get; set; }

    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter Sum { get; set; }

    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter AllStats { get; set; }

    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter Average { get; set; }

    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter Maximum { get; set; }

    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter Minimum { get; set; }

    [Parameter(ParameterSetName = "TextMeasure")]
    public SwitchParameter Line { get; set; }

    [Parameter(ParameterSetName = "TextMeasure")]
    public SwitchParameter Word { get; set; }

    [Parameter(ParameterSetName = "TextMeasure")]
    public SwitchParameter Character { get; set; }

    [Parameter(ParameterSetName = "TextMeasure")]
    public SwitchParameter IgnoreWhiteSpace { get; set; }

    private bool IsText => ParameterSetName == "TextMeasure";

    private bool NeedsNumbers => AllStats || Sum || Average || StandardDeviation;

    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        if (Property is null)
        {
            _whole.CountOne();
            Measure(_whole, InputObject.BaseObject is PSCustomObject ? InputObject : InputObject.BaseObject);
            return;
        }

        foreach (var expression in Property)
        {
            var names = expression.HasWildCardCharacters ? expression.ResolveNames(InputObject) : [expression];
            foreach (var name in names)
            {
                MeasureProperty(name);
            }
        }
    }

    protected override void EndProcessing()
    {
        if (Property is null)
        {
            WriteResult(_whole);
            return;
        }

        foreach (var expression in Property.Where(p => !p.HasWildCardCharacters && !_properties.ContainsKey(p.ToString())))
        {
            WriteError(Errors.Argument(
                $"The property \"{expression}\" cannot be found in the input for any objects.",
                IsText ? "TextMeasurePropertyNotFound" : "GenericMeasurePropertyNotFound"));
        }

        foreach (var measured in _properties.Values)
        {
            WriteResult(measured);
        }
    }

    private void MeasureProperty(PSPropertyExpression name)
    {
        var results = name.GetValues(InputObject!);
        if (results.Count == 0 || results[0].Exception is not null)
        {
            return;
        }

        if (!_properties.TryGetValue(name.ToString(), out var measured))
        {
            _properties.Add(name.ToString(), measured = new MeasureAccumulator(name.ToString()));
        }

        if (results[0].Result is not { } value)
        {
            return;
        }

        measured.CountOne();
        Measure(measured, value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value);
    }

    private void Measure(MeasureAccumulator measured, object value)
    {
        if (IsText)
        {
            measured.AddText(LanguagePrimitives.ConvertTo<string>(value), IgnoreWhiteSpace);
        }
        else if (NeedsNumbers)
        {
            if (value is not bool && value is not char && LanguagePrimitives.TryConvertTo<double>(value, CultureInfo.InvariantCulture, out var number))
            {
                measured.AddNumber(number);
            }
            else
            {
                WriteError(Errors.Argument($"Input object \"{value}\" is not numeric.", "NonNumericInputObject", value));
            }
        }
        else if (Maximum || Minimum)
        {
            measured.AddValue(value);
        }
    }

    private void WriteResult(MeasureAccumulator measured)
    {
        if (IsText)
        {
            WriteObject(new TextMeasureInfo
            {
                Property = measured == _whole ? null : NameOf(measured),
                Lines = Line ? measured.Lines : null,
                Words = Word ? measured.Words : null,
                Characters = Character ? measured.Characters : null,
            });
        }
        else if (!NeedsNumbers && (Maximum || Minimum) && !AreNumbers(measured))
        {
            WriteObject(measured.Values(Maximum, Minimum));
        }
        else if (!NeedsNumbers && (Maximum || Minimum))
        {
            WriteObject(new GenericMeasureInfo
            {
                Property = NameOf(measured),
                Count = measured.Count,
                Maximum = Maximum ? AsDouble(measured.Maximum) : null,
                Minimum = Minimum ? AsDouble(measured.Minimum) : null,
            });
        }
        else
        {
            WriteObject(measured.Numbers(AllStats || Sum, AllStats || Average, AllStats || Maximum, AllStats || Minimum, AllStats || StandardDeviation));
        }
    }

    private string? NameOf(MeasureAccumulator measured) =>
        _properties.FirstOrDefault(pair => pair.Value == measured).Key;

    private static bool AreNumbers(MeasureAccumulator measured) =>
        IsNumber(measured.Maximum) && IsNumber(measured.Minimum);

    private static bool IsNumber(object? value) =>
        value is null or byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal;

    private static double? AsDouble(object? value) => value is null ? null : Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
