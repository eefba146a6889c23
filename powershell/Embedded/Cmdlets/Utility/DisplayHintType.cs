namespace Microsoft.PowerShell.Commands;

public enum DisplayHintType
{
    Date,
    Time,
    DateTime,
}
