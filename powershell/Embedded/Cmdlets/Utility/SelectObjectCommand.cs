namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Select, "Object", DefaultParameterSetName = "DefaultParameter")]
public sealed class SelectObjectCommand : PSCmdlet
{
    private readonly Queue<PSObject> _tail = new();
    private PropertySelector? _selector;
    private HashSet<int> _indexes = [];
    private PSPropertyExpression? _expand;
    private UniqueObjects _unique = new(caseSensitive: true);
    private int? _first;
    private int? _last;
    private int _skipped;
    private int _seen;
    private int _count;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0, ParameterSetName = "DefaultParameter")]
    [Parameter(Position = 0, ParameterSetName = "SkipLastParameter")]
    public object[]? Property { get; set; }

    [Parameter(ParameterSetName = "DefaultParameter")]
    [Parameter(ParameterSetName = "SkipLastParameter")]
    public string[]? ExcludeProperty { get; set; }

    [Parameter(ParameterSetName = "DefaultParameter")]
    [Parameter(ParameterSetName = "SkipLastParameter")]
    public string? ExpandProperty { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter]
    public SwitchParameter CaseInsensitive { get; set; }

    [Parameter(ParameterSetName = "DefaultParameter")]
    [ValidateRange(0, int.MaxValue)]
    public int Last
    {
        get => _last ?? 0;
        set => _last = value;
    }

    [Parameter(ParameterSetName = "DefaultParameter")]
    [ValidateRange(0, int.MaxValue)]
    public int First
    {
        get => _first ?? 0;
        set => _first = value;
    }

    [Parameter(ParameterSetName = "DefaultParameter")]
    [Parameter(ParameterSetName = "SkipLastParameter")]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    [Parameter(ParameterSetName = "SkipLastParameter")]
    [ValidateRange(0, int.MaxValue)]
    public int SkipLast { get; set; }

    [Parameter(ParameterSetName = "DefaultParameter")]
    [Parameter(ParameterSetName = "IndexParameter")]
    public SwitchParameter Wait { get; set; }

    [Parameter(ParameterSetName = "IndexParameter")]
    [ValidateRange(0, int.MaxValue)]
    public int[]? Index { get; set; }

    [Parameter(ParameterSetName = "SkipIndexParameter")]
    [ValidateRange(0, int.MaxValue)]
    public int[]? SkipIndex { get; set; }

    protected override void BeginProcessing()
    {
        var specs = PropertySpec.ReadAll(this, Property, "name", "label", "expression");
        var excluded = Patterns.Of(ExcludeProperty);
        if (specs.Count == 0 && excluded.Length > 0)
        {
            specs = [new PropertySpec(null, new PSPropertyExpression("*"), null)];
        }

        _selector = new PropertySelector(this, specs, excluded);
        _expand = string.IsNullOrEmpty(ExpandProperty) ? null : new PSPropertyExpression(ExpandProperty);
        _indexes = [.. Index ?? SkipIndex ?? []];
        _unique = new UniqueObjects(!CaseInsensitive);
    }

    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            // A null of the pipeline counts; without a pipeline there is nothing to select from.
            if (MyInvocation.ExpectingInput)
            {
                _seen++;
            }

            return;
        }

        var index = _seen++;
        switch (ParameterSetName)
        {
            case "IndexParameter":
                if (_indexes.Contains(index))
                {
                    Process(InputObject);
                    _count++;
                }

                StopWhen(_count >= _indexes.Count);
                break;
            case "SkipIndexParameter":
                if (!_indexes.Contains(index))
                {
                    Process(InputObject);
                }

                break;
            case "SkipLastParameter":
                if (_skipped++ >= Skip)
                {
                    Hold(InputObject, SkipLast, emit: true);
                }

                break;
            default:
                SelectRange(InputObject);
                break;
        }
    }

    protected override void EndProcessing()
    {
        if (_last is null)
        {
            return;
        }

        // With both, -First and -Last may want the same objects: each is written once.
        var tail = _tail.ToList();
        foreach (var held in _first is null ? tail.Take(Math.Max(0, tail.Count - Skip)) : tail)
        {
            Process(held);
        }
    }

    private void SelectRange(PSObject input)
    {
        if (_first is null && _last is null)
        {
            if (_skipped++ >= Skip)
            {
                Process(input);
            }
        }
        else if (_first is { } first)
        {
            if (_skipped < Skip)
            {
                _skipped++;
            }
            else if (_count < first)
            {
                _count++;
                Process(input);
            }
            else if (_last is { } last)
            {
                Hold(input, last, emit: false);
            }

            StopWhen(_last is null && _count >= first);
        }
        else
        {
            // -Skip counts from the end here.
            Hold(input, _last!.Value + Skip, emit: false);
        }
    }

    private void Hold(PSObject input, int size, bool emit)
    {
        _tail.Enqueue(input);
        if (_tail.Count > size)
        {
            var oldest = _tail.Dequeue();
            if (emit)
            {
                Process(oldest);
            }
        }
    }

    private void StopWhen(bool done)
    {
        if (done && !Wait)
        {
            throw Internals.StopUpstream(this);
        }
    }

    private void Process(PSObject input)
    {
        if (!_selector!.SelectsAny && _expand is null)
        {
            Emit(input);
            return;
        }

        var properties = _selector.Select(input);
        if (_expand is null)
        {
            var result = new PSObject();
            properties.ForEach(result.Properties.Add);
            result.TypeNames.Insert(0, "Selected." + input.BaseObject.GetType());
            Emit(result);
            return;
        }

        Expand(input, properties);
    }

    private void Expand(PSObject input, List<PSNoteProperty> properties)
    {
        var results = _expand!.GetValues(input);
        if (results.Count == 0)
        {
            WriteError(new ErrorRecord(
                new PSArgumentException($"Property \"{ExpandProperty}\" cannot be found."), "ExpandPropertyNotFound", ErrorCategory.InvalidArgument, input));
            return;
        }

        if (results[0].Exception is { } failure)
        {
            WriteError(new ErrorRecord(failure, "PropertyEvaluationExpand", ErrorCategory.InvalidResult, input));
            return;
        }

        var value = results[0].Result;
        if (LanguagePrimitives.GetEnumerable(value) is { } items)
        {
            foreach (var item in items)
            {
                if (item is not null)
                {
                    EmitExpanded(item, properties);
                }
            }
        }
        else if (value is not null)
        {
            EmitExpanded(value, properties);
        }
        else
        {
            // A property without a value gives an empty object, with what else was selected.
            EmitExpanded(new PSObject(), properties);
        }
    }

    private void EmitExpanded(object value, List<PSNoteProperty> properties)
    {
        var result = PSObject.AsPSObject(value);
        foreach (var property in properties)
        {
            if (result.Properties[property.Name] is not null)
            {
                WriteError(Errors.Operation(
                    $"The property cannot be processed because the property \"{property.Name}\" already exists.",
                    "AlreadyExistingUserSpecifiedPropertyExpand",
                    ErrorCategory.InvalidOperation,
                    value));
                continue;
            }

            result.Properties.Add(new PSNoteProperty(property.Name, property.Value));
        }

        Emit(result);
    }

    private void Emit(PSObject result)
    {
        if (!Unique || _unique.Add(result))
        {
            WriteObject(result);
        }
    }
}
