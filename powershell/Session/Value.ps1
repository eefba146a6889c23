# Values that come from the runner: CLIXML carries them, and lists say by their first element what they stand for.

function ConvertFrom-Wire {
    <#
    .SYNOPSIS
    Rebuilds a value: scalars are what CLIXML made of them; ('a', ...) is an array, ('h', key, value, ...) a hashtable, and so on.
    .PARAMETER ParameterType
    The type that the parameter wants, where it is known: it decides what a secret becomes.
    #>
    param($Value, [Type] $ParameterType)
    if ($Value -isnot [Collections.ArrayList]) { return , $Value }
    $count = $Value.Count
    switch -CaseSensitive ([string]$Value[0]) {
        'a' {
            $array = [object[]][Array]::CreateInstance([object], $count - 1)
            for ($index = 1; $index -lt $count; $index++) { $array[$index - 1] = ConvertFrom-Wire $Value[$index] }
            return , $array
        }
        'h' {
            if ($ParameterType -and [Management.Automation.PSCredential].IsAssignableFrom($ParameterType)) {
                return ConvertTo-Credential $Value
            }
            # Without regard to case as PowerShell's own literals are, unless two keys differ in case only.
            $table = @{}
            for ($index = 1; $index -lt $count; $index += 2) {
                $key = ConvertFrom-WireKey $Value[$index]
                if ($table.ContainsKey($key)) {
                    $exact = [Collections.Hashtable]([Activator]::CreateInstance([Collections.Hashtable]))
                    foreach ($known in $table.PSBase.Keys) { $exact[$known] = $table[$known] }
                    $table = $exact
                }
                $table[$key] = ConvertFrom-Wire $Value[$index + 1]
            }
            return $table
        }
        'o' {
            $table = [Collections.Specialized.OrderedDictionary]([Activator]::CreateInstance(
                    [Collections.Specialized.OrderedDictionary], [StringComparer]::OrdinalIgnoreCase))
            for ($index = 1; $index -lt $count; $index += 2) {
                $key = ConvertFrom-WireKey $Value[$index]
                if ($table.Contains($key)) {
                    $exact = [Collections.Specialized.OrderedDictionary]([Activator]::CreateInstance(
                            [Collections.Specialized.OrderedDictionary]))
                    foreach ($known in $table.GetEnumerator()) { $exact.Add($known.Key, $known.Value) }
                    $table = $exact
                }
                $table.Add($key, (ConvertFrom-Wire $Value[$index + 1]))
            }
            return $table
        }
        'p' {
            $object = [Management.Automation.PSObject]([Activator]::CreateInstance([Management.Automation.PSObject]))
            $typeNames = ConvertFrom-Wire $Value[1]
            foreach ($typeName in $typeNames) {
                if ($typeName -cnotlike 'System.Management.Automation.PSCustomObject' -and $typeName -cne 'System.Object') {
                    $object.PSObject.TypeNames.Insert($object.PSObject.TypeNames.Count - 2, $typeName)
                }
            }
            for ($index = 2; $index -lt $count; $index += 2) {
                $object.PSObject.Properties.Add([Management.Automation.PSNoteProperty]([Activator]::CreateInstance(
                            [Management.Automation.PSNoteProperty],
                            [object[]]@([string]$Value[$index], (ConvertFrom-Wire $Value[$index + 1])))))
            }
            return $object
        }
        's' { return ConvertTo-Secret ([string]$Value[1]) $ParameterType }
        'e' {
            $type = [string]$Value[1] -as [Type]
            if ($type -and $type.IsEnum) { return [Enum]::ToObject($type, $Value[3]) }
            return [string]$Value[2]
        }
        't' {
            $invariant = [Globalization.CultureInfo]::InvariantCulture
            $roundtrip = [Globalization.DateTimeStyles]::RoundtripKind
            return [DateTimeOffset]::Parse([string]$Value[1], $invariant, $roundtrip)
        }
        'n' { return [bigint]::Parse([string]$Value[1], [Globalization.CultureInfo]::InvariantCulture) }
        'v' {
            $type = 'System.Management.Automation.SemanticVersion' -as [Type]
            if ($type) { return [Activator]::CreateInstance($type, [object[]]@([string]$Value[1])) }
            return [string]$Value[1]
        }
    }
    throw "The runner sent a value of the unknown kind '$($Value[0])'."
}

function ConvertFrom-WireKey {
    param($Key)
    $key = ConvertFrom-Wire $Key
    if ($null -eq $key) { return '' }
    $key
}

function ConvertTo-Secret {
    <#
    .SYNOPSIS
    A SecureString where the parameter wants one, else the text.
    #>
    param([string] $Text, [Type] $ParameterType)
    $secure = [Security.SecureString]
    if (-not $ParameterType -or ($ParameterType -ne $secure -and $ParameterType -ne $secure.MakeArrayType())) { return $Text }
    $secret = [Security.SecureString]([Activator]::CreateInstance($secure))
    foreach ($character in $Text.ToCharArray()) { $secret.AppendChar($character) }
    $secret.MakeReadOnly()
    $secret
}

function ConvertTo-Credential {
    <#
    .SYNOPSIS
    A PSCredential from a mapping with "username" and "password".
    #>
    param([Collections.ArrayList] $Pairs)
    $given = @{}
    for ($index = 1; $index -lt $Pairs.Count; $index += 2) { $given[[string]$Pairs[$index]] = $Pairs[$index + 1] }
    if (-not $given.ContainsKey('username') -or -not $given.ContainsKey('password') -or $given.Count -ne 2) {
        throw "A credential is a mapping with 'username' and 'password', and nothing else."
    }
    $password = ConvertFrom-Wire $given['password'] ([Security.SecureString])
    if ($password -is [string]) { $password = ConvertTo-Secret $password ([Security.SecureString]) }
    $arguments = [object[]]@([string](ConvertFrom-Wire $given['username']), $password)
    [Activator]::CreateInstance([Management.Automation.PSCredential], $arguments)
}
