namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Set, "Variable", SupportsShouldProcess = true)]
[OutputType(typeof(PSVariable))]
public sealed class SetVariableCommand : PSCmdlet
{
    private readonly List<object?> _piped = [];
    private bool _hasValue;
    private object? _value;
    private ScopedItemOptions? _option;
    private SessionStateEntryVisibility? _visibility;

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, Mandatory = true)]
    public string[] Name { get; set; } = [];

    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public object? Value
    {
        get => _value;
        set
        {
            _value = value;
            _hasValue = true;
        }
    }

    [Parameter]
    public string[] Include { get; set; } = [];

    [Parameter]
    public string[] Exclude { get; set; } = [];

    [Parameter]
    public string? Description { get; set; }

    [Parameter]
    public ScopedItemOptions Option
    {
        get => _option ?? ScopedItemOptions.None;
        set => _option = value;
    }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SessionStateEntryVisibility Visibility
    {
        get => _visibility ?? SessionStateEntryVisibility.Public;
        set => _visibility = value;
    }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Scope { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        // Values from the pipeline are collected: the variable gets them all, once.
        if (_hasValue && MyInvocation.ExpectingInput && !MyInvocation.BoundParameters.ContainsKey("Name"))
        {
            Set(_value);
        }
        else if (_hasValue && MyInvocation.ExpectingInput)
        {
            _piped.Add(_value);
        }
    }

    protected override void EndProcessing()
    {
        if (!MyInvocation.ExpectingInput)
        {
            Set(_value);
        }
        else if (_piped.Count > 0)
        {
            Set(_piped.Count == 1 ? _piped[0] : _piped.ToArray());
        }
    }

    private void Set(object? value)
    {
        foreach (var (name, scope) in Name.Select(name => Variables.Qualified(name, Scope)))
        {
            var existing = Variables.Named(this, name, scope, Include, Exclude, reportMissing: false);
            if (existing.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name)
                && ShouldProcess($"Name: {name} Value: {value}", "Set variable"))
            {
                Variables.Try(this, () => Create(name, scope, value));
            }

            foreach (var variable in existing)
            {
                if (ShouldProcess($"Name: {variable.Name} Value: {value}", "Set variable"))
                {
                    Variables.Try(this, () => Change(variable, value));
                }
            }
        }
    }

    private void Create(string name, string scope, object? value)
    {
        var variable = new PSVariable(name, value, Option) { Visibility = Visibility };
        if (Description is not null)
        {
            variable.Description = Description;
        }

        Internals.NewVariable(SessionState, variable, scope, Force);
        if (PassThru)
        {
            WriteObject(variable);
        }
    }

    private void Change(PSVariable variable, object? value)
    {
        if (Force)
        {
            Internals.MakeWritable(variable);
        }

        if (_hasValue)
        {
            variable.Value = value;
        }

        variable.Description = Description ?? variable.Description;
        variable.Visibility = _visibility ?? variable.Visibility;
        variable.Options = _option ?? variable.Options;
        if (PassThru)
        {
            WriteObject(variable);
        }
    }
}
