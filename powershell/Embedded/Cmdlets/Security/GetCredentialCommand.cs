namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Credential", DefaultParameterSetName = "CredentialSet")]
[OutputType(typeof(PSCredential))]
public sealed class GetCredentialCommand : PSCmdlet
{
    [Parameter(ParameterSetName = "CredentialSet", Position = 0)]
    [Credential]
    public PSCredential? Credential { get; set; }

    [Parameter(ParameterSetName = "MessageSet")]
    [ValidateNotNullOrEmpty]
    public string Message { get; set; } = "Enter your credentials.";

    [Parameter(ParameterSetName = "MessageSet", Position = 0)]
    public string? UserName { get; set; }

    [Parameter(ParameterSetName = "MessageSet")]
    [ValidateNotNullOrEmpty]
    public string Title { get; set; } = "PowerShell credential request";

    protected override void BeginProcessing() =>
        WriteObject(Credential ?? Host.UI.PromptForCredential(Title, Message, UserName, ""));
}
