# PowerShell completion for runbook, for Windows PowerShell 5.1 and later: runbook completion powershell | Out-String | Invoke-Expression
#
# What is put into the line is quoted where it is more than a word. Nothing of a runbook is evaluated here.

Register-ArgumentCompleter -Native -CommandName runbook -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $words = @()
    $current = ''
    foreach ($element in @($commandAst.CommandElements | Select-Object -Skip 1)) {
        $extent = $element.Extent
        if ($extent.StartOffset -ge $cursorPosition) { break }
        # The text of a string without its quotes; variables in it stay as they are written.
        $text = if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst] -or
            $element -is [System.Management.Automation.Language.ExpandableStringExpressionAst]) { $element.Value } else { $extent.Text }
        if ($extent.EndOffset -lt $cursorPosition) { $words += $text }
        else { $current = $text }
    }

    $program = @(Get-Command -Name runbook -CommandType Application -ErrorAction SilentlyContinue)[0]
    if (-not $program) { return }
    $bytes = [System.Text.Encoding]::UTF8.GetBytes(@($words + $current) -join "`0")
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false
        $lines = @(& $program.Source __complete powershell ([Convert]::ToBase64String($bytes)) 2>$null)
    } finally {
        [Console]::OutputEncoding = $encoding
    }

    foreach ($line in $lines) {
        if ($line.StartsWith(':')) { continue }
        $value, $description = $line -split "`t", 2
        $text = $value
        if ($value -notmatch '^[\w./\\:=+-]+$') {
            $text = "'" + [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($value) + "'"
        }
        if (-not $description) { $description = $value }
        [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $description)
    }
}
