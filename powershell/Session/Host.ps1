# The host that tasks see: $Host, $Host.UI, and what asks. Two types made at run time: "class" and Add-Type are not there in
# every PowerShell that this has to run in, and a script block as a method would need a runspace on the thread that calls it.

$NoPrompt = 'nobody can answer here: a session is not interactive. Pass what is asked for as a parameter'

function New-HostFactory {
    <#
    .SYNOPSIS
    Defines the types of the host and its user interface; returns them.
    #>
    $name = [Reflection.AssemblyName]'RunbookSessionHost'
    $run = [Reflection.Emit.AssemblyBuilderAccess]::Run
    if ([AppDomain].GetMethod('DefineDynamicAssembly', [Type[]]@([Reflection.AssemblyName], $run.GetType()))) {
        $assembly = [AppDomain]::CurrentDomain.DefineDynamicAssembly($name, $run)
    }
    else { $assembly = [Reflection.Emit.AssemblyBuilder]::DefineDynamicAssembly($name, $run) }
    $module = $assembly.DefineDynamicModule('RunbookSessionHost')
    @{ Interface = New-InterfaceType $module; Host = New-HostType $module }
}

function New-SessionHost {
    <#
    .SYNOPSIS
    A host for one runspace. What is written to it goes into the queue; "exit" leaves its code in ExitCode.
    #>
    param([hashtable] $Factory, $Queue, $Signal)
    $interface = [Activator]::CreateInstance($Factory.Interface)
    $Factory.Interface.GetField('Queue').SetValue($interface, $Queue)
    $Factory.Interface.GetField('Signal').SetValue($interface, $Signal)
    $sessionHost = [Activator]::CreateInstance($Factory.Host)
    $Factory.Host.GetField('Interface').SetValue($sessionHost, $interface)
    $Factory.Host.GetField('Id').SetValue($sessionHost, [Guid]::NewGuid())
    $Factory.Host.GetField('Number').SetValue($sessionHost, [Version]'1.0')
    $sessionHost
}

function New-InterfaceType {
    param($Module)
    $base = [Management.Automation.Host.PSHostUserInterface]
    $type = $Module.DefineType('RunbookSessionUserInterface', 'Public,Class', $base)
    $queue = $type.DefineField('Queue', [Collections.Concurrent.BlockingCollection[object]], 'Public')
    $signal = $type.DefineField('Signal', [Threading.AutoResetEvent], 'Public')
    foreach ($method in $base.GetMethods()) {
        if (-not $method.IsAbstract) { continue }
        $types = [Type[]]@($method.GetParameters() | ForEach-Object { $_.ParameterType })
        $il = Add-Override $type $method $types
        if ($method.Name -ceq 'get_RawUI') { Add-ReturnDefault $il $method.ReturnType }
        elseif ($method.Name -cmatch '^(Read|Prompt)') { Add-Throw $il $NoPrompt }
        # Warnings, verbose and debug lines and progress come as records of their streams, too: reported once, from there.
        elseif ($method.Name -cmatch '^Write(Line|ErrorLine)?$') {
            Add-Enqueue $il $queue $signal ($method.Name -cne 'Write') $types.Length
            Add-ReturnDefault $il $method.ReturnType
        }
        else { Add-ReturnDefault $il $method.ReturnType }
    }
    # Not abstract, but without them a piece with colours would be lost, and the empty line be written as two pieces.
    foreach ($types in [Type[]]@(), [Type[]]@([ConsoleColor], [ConsoleColor], [string])) {
        $method = $base.GetMethod('WriteLine', $types)
        if ($null -eq $method -or -not $method.IsVirtual) { continue }
        $il = Add-Override $type $method $types
        Add-Enqueue $il $queue $signal $true $types.Length
        Add-ReturnDefault $il $method.ReturnType
    }
    Complete-Type $type
}

function New-HostType {
    param($Module)
    $base = [Management.Automation.Host.PSHost]
    $type = $Module.DefineType('RunbookSessionHost', 'Public,Class', $base)
    $interface = $type.DefineField('Interface', [Management.Automation.Host.PSHostUserInterface], 'Public')
    $id = $type.DefineField('Id', [Guid], 'Public')
    $number = $type.DefineField('Number', [Version], 'Public')
    $exitCode = $type.DefineField('ExitCode', [object], 'Public')
    $codes = [Reflection.Emit.OpCodes]
    foreach ($method in $base.GetMethods()) {
        if (-not $method.IsAbstract) { continue }
        $types = [Type[]]@($method.GetParameters() | ForEach-Object { $_.ParameterType })
        $il = Add-Override $type $method $types
        switch -CaseSensitive ($method.Name) {
            'get_UI' { $il.Emit($codes::Ldarg_0); $il.Emit($codes::Ldfld, $interface); $il.Emit($codes::Ret) }
            'get_InstanceId' { $il.Emit($codes::Ldarg_0); $il.Emit($codes::Ldfld, $id); $il.Emit($codes::Ret) }
            'get_Version' { $il.Emit($codes::Ldarg_0); $il.Emit($codes::Ldfld, $number); $il.Emit($codes::Ret) }
            'get_Name' { $il.Emit($codes::Ldstr, 'Runbook'); $il.Emit($codes::Ret) }
            'SetShouldExit' {
                $il.Emit($codes::Ldarg_0); $il.Emit($codes::Ldarg_1); $il.Emit($codes::Box, [int])
                $il.Emit($codes::Stfld, $exitCode); $il.Emit($codes::Ret)
            }
            'get_CurrentCulture' { Add-StaticGet $il ([Globalization.CultureInfo].GetProperty('CurrentCulture')) }
            'get_CurrentUICulture' { Add-StaticGet $il ([Globalization.CultureInfo].GetProperty('CurrentUICulture')) }
            'EnterNestedPrompt' { Add-Throw $il $NoPrompt }
            default { Add-ReturnDefault $il $method.ReturnType }
        }
    }
    Complete-Type $type
}

function Add-Override {
    param($Type, $Method, [Type[]] $Types)
    $attributes = [Reflection.MethodAttributes]'Public,Virtual,HideBySig,ReuseSlot'
    if ($Method.IsSpecialName) { $attributes = $attributes -bor [Reflection.MethodAttributes]'SpecialName' }
    , $Type.DefineMethod($Method.Name, $attributes, $Method.ReturnType, $Types).GetILGenerator()
}

function Add-Throw {
    param($Il, [string] $Message)
    # The one kind of exception that the parameter binder takes for "this host cannot ask".
    $constructor = [Management.Automation.Host.HostException].GetConstructor([Type[]]@([string]))
    $Il.Emit([Reflection.Emit.OpCodes]::Ldstr, $Message)
    $Il.Emit([Reflection.Emit.OpCodes]::Newobj, $constructor)
    $Il.Emit([Reflection.Emit.OpCodes]::Throw)
}

function Add-StaticGet {
    param($Il, $Property)
    $Il.Emit([Reflection.Emit.OpCodes]::Call, $Property.GetGetMethod())
    $Il.Emit([Reflection.Emit.OpCodes]::Ret)
}

function Add-ReturnDefault {
    param($Il, [Type] $Type)
    if ($Type -ne [void]) {
        $local = $Il.DeclareLocal($Type)
        $Il.Emit([Reflection.Emit.OpCodes]::Ldloc, $local)
    }
    $Il.Emit([Reflection.Emit.OpCodes]::Ret)
}

function Add-Enqueue {
    <#
    .SYNOPSIS
    Queue.Add(new string[] { text, lineEnd }); Signal.Set(); the text is the last argument.
    #>
    param($Il, $Queue, $Signal, [bool] $Line, [int] $ArgumentCount)
    $codes = [Reflection.Emit.OpCodes]
    $Il.Emit($codes::Ldarg_0)
    $Il.Emit($codes::Ldfld, $Queue)
    $Il.Emit($codes::Ldc_I4_2)
    $Il.Emit($codes::Newarr, [string])
    $Il.Emit($codes::Dup)
    $Il.Emit($codes::Ldc_I4_0)
    if ($ArgumentCount -eq 0) { $Il.Emit($codes::Ldstr, '') } else { $Il.Emit($codes::Ldarg, [int16]$ArgumentCount) }
    $Il.Emit($codes::Stelem_Ref)
    $Il.Emit($codes::Dup)
    $Il.Emit($codes::Ldc_I4_1)
    $Il.Emit($codes::Ldstr, $(if ($Line) { "`n" } else { '' }))
    $Il.Emit($codes::Stelem_Ref)
    $Il.Emit($codes::Callvirt, [Collections.Concurrent.BlockingCollection[object]].GetMethod('Add', [Type[]]@([object])))
    $Il.Emit($codes::Ldarg_0)
    $Il.Emit($codes::Ldfld, $Signal)
    $Il.Emit($codes::Callvirt, [Threading.EventWaitHandle].GetMethod('Set', [Type]::EmptyTypes))
    $Il.Emit($codes::Pop)
}

function Complete-Type {
    param($Type)
    $create = $Type.GetType().GetMethod('CreateType', [Type]::EmptyTypes)
    if ($create) { return $create.Invoke($Type, $null) }
    # .NET Framework before 4.5 has it under another declaring type only.
    $Type.CreateTypeInfo().AsType()
}
