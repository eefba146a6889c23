namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommunications.Write, "Error", DefaultParameterSetName = "NoException")]
public sealed class WriteErrorCommand : PSCmdlet
{
    [Parameter(ParameterSetName = "WithException", Mandatory = true, Position = 0)]
    public Exception? Exception { get; set; }

    [Parameter(Position = 0, ParameterSetName = "NoException", Mandatory = true, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = "WithException")]
    [AllowNull]
    [AllowEmptyString]
    [Alias("Msg")]
    public string? Message { get; set; }

    [Parameter(ParameterSetName = "ErrorRecord", Mandatory = true, Position = 0)]
    public ErrorRecord? ErrorRecord { get; set; }

    [Parameter(ParameterSetName = "NoException")]
    [Parameter(ParameterSetName = "WithException")]
    public ErrorCategory Category { get; set; } = ErrorCategory.NotSpecified;

    [Parameter(ParameterSetName = "NoException")]
    [Parameter(ParameterSetName = "WithException")]
    public string ErrorId { get; set; } = "";

    [Parameter(ParameterSetName = "NoException")]
    [Parameter(ParameterSetName = "WithException")]
    public object? TargetObject { get; set; }

    [Parameter]
    public string RecommendedAction { get; set; } = "";

    [Parameter]
    [Alias("Activity")]
    public string CategoryActivity { get; set; } = "";

    [Parameter]
    [Alias("Reason")]
    public string CategoryReason { get; set; } = "";

    [Parameter]
    [Alias("TargetName")]
    public string CategoryTargetName { get; set; } = "";

    [Parameter]
    [Alias("TargetType")]
    public string CategoryTargetType { get; set; } = "";

    protected override void ProcessRecord()
    {
        var record = ErrorRecord is null ? NewRecord() : new ErrorRecord(ErrorRecord, null);
        if (ErrorRecord is null && !string.IsNullOrEmpty(Message))
        {
            record.ErrorDetails = Exception is null ? null : new ErrorDetails(Message);
        }

        if (RecommendedAction.Length > 0)
        {
            record.ErrorDetails ??= new ErrorDetails(record.Exception.Message);
            record.ErrorDetails.RecommendedAction = RecommendedAction;
        }

        SetCategory(record.CategoryInfo);
        if (GetVariableValue("MyInvocation") is InvocationInfo caller)
        {
            Internals.BlameCaller(record, caller);
            record.CategoryInfo.Activity = CategoryActivity.Length > 0 ? CategoryActivity : "Write-Error";
        }

        WriteError(record);
    }

    private ErrorRecord NewRecord()
    {
        var exception = Exception ?? new WriteErrorException(Message ?? "");
        return new ErrorRecord(exception, ErrorId.Length > 0 ? ErrorId : exception.GetType().FullName, Category, TargetObject);
    }

    private void SetCategory(ErrorCategoryInfo info)
    {
        if (CategoryReason.Length > 0)
        {
            info.Reason = CategoryReason;
        }

        if (CategoryTargetName.Length > 0)
        {
            info.TargetName = CategoryTargetName;
        }

        if (CategoryTargetType.Length > 0)
        {
            info.TargetType = CategoryTargetType;
        }
    }
}
