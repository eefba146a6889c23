# The host that tasks see: $Host, $Host.UI, and what asks. Two types made at run time: "class" and Add-Type are not there in
# every PowerShell that this has to run in, and a script block as a method would need a runspace on the thread that calls it.
#
# A method's body is a list of steps: an instruction, or an instruction with its operand and the operand's type. They are
# emitted by reflection in one loop, because every call in a script that PowerShell has to bind anew costs a session's start.

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
    $emitter = New-Emitter
    @{ Interface = New-InterfaceType $module $emitter; Host = New-HostType $module $emitter }
}

function New-SessionHost {
    <#
    .SYNOPSIS
    A host for one runspace. What is written to it goes into the queue; "exit" leaves its code in ExitCode.
    #>
    param([hashtable] $Factory, $Queue, $Signal)
    $interface = [Activator]::CreateInstance($Factory.Interface)
    $sessionHost = [Activator]::CreateInstance($Factory.Host)
    $values = @{ Queue = $Queue; Signal = $Signal; Interface = $interface; Id = [Guid]::NewGuid(); Number = [Version]'1.0' }
    foreach ($target in $interface, $sessionHost) {
        foreach ($field in $target.GetType().GetFields()) {
            if ($values.ContainsKey($field.Name)) { $field.SetValue($target, $values[$field.Name]) }
        }
    }
    $sessionHost
}

function New-InterfaceType {
    param($Module, [hashtable] $Emitter)
    $base = [Management.Automation.Host.PSHostUserInterface]
    $queueType = [Collections.Concurrent.BlockingCollection[object]]
    $type = $Module.DefineType('RunbookSessionUserInterface', 'Public,Class', $base)
    $queue = $type.DefineField('Queue', $queueType, 'Public')
    $signal = $type.DefineField('Signal', [Threading.AutoResetEvent], 'Public')
    $add = $queueType.GetMethod('Add', [Type[]]@([object]))
    $set = [Threading.EventWaitHandle].GetMethod('Set', [Type]::EmptyTypes)
    # The one kind of exception that the parameter binder takes for "this host cannot ask".
    $exception = [Management.Automation.Host.HostException].GetConstructor([Type[]]@([string]))
    $throw = @(@('Ldstr', $NoPrompt, 'String'), @('Newobj', $exception, 'ConstructorInfo'), @('Throw', $null))
    foreach ($method in $base.GetMethods()) {
        $count = $method.GetParameters().Length
        # Not abstract, but else the empty line would be written as two pieces, and a line with colours as well.
        $line = $method.Name -ceq 'WriteLine' -and $method.IsVirtual
        if (-not $method.IsAbstract -and -not $line) { continue }
        $steps = @(@('Ldnull', $null), @('Ret', $null))
        if ($method.Name -cmatch '^(Read|Prompt)') { $steps = $throw }
        # Warnings, verbose and debug lines and progress come as records of their streams, too: reported once, from there.
        elseif ($method.Name -cmatch '^Write(Line|ErrorLine)?$') {
            # Queue.Add(new string[] { text, lineEnd }); Signal.Set(); the text is the last argument.
            $text = @('Ldstr', '', 'String')
            if ($count -gt 0) { $text = @("Ldarg_$count", $null) }
            $lineEnd = ''
            if ($method.Name -cne 'Write') { $lineEnd = "`n" }
            $steps = @(
                @('Ldarg_0', $null), @('Ldfld', $queue, 'FieldInfo'), @('Ldc_I4_2', $null), @('Newarr', [string], 'Type')
                @('Dup', $null), @('Ldc_I4_0', $null), $text, @('Stelem_Ref', $null)
                @('Dup', $null), @('Ldc_I4_1', $null), @('Ldstr', $lineEnd, 'String'), @('Stelem_Ref', $null)
                @('Callvirt', $add, 'MethodInfo'), @('Ldarg_0', $null), @('Ldfld', $signal, 'FieldInfo')
                @('Callvirt', $set, 'MethodInfo'), @('Pop', $null), @('Ret', $null))
        }
        elseif ($method.ReturnType -eq [void]) { $steps = , @('Ret', $null) }
        Add-Override $type $method $steps $Emitter
    }
    Complete-Type $type
}

function New-HostType {
    param($Module, [hashtable] $Emitter)
    $base = [Management.Automation.Host.PSHost]
    $type = $Module.DefineType('RunbookSessionHost', 'Public,Class', $base)
    $fields = @{}
    $types = @{
        Interface = [Management.Automation.Host.PSHostUserInterface]; Id = [Guid]; Number = [Version]; ExitCode = [object]
    }
    foreach ($name in $types.Keys) { $fields[$name] = $type.DefineField($name, $types[$name], 'Public') }
    $read = @{ get_UI = 'Interface'; get_InstanceId = 'Id'; get_Version = 'Number' }
    foreach ($method in $base.GetMethods()) {
        if (-not $method.IsAbstract) { continue }
        $steps = , @('Ret', $null)
        if ($read.ContainsKey($method.Name)) {
            $steps = @(@('Ldarg_0', $null), @('Ldfld', $fields[$read[$method.Name]], 'FieldInfo'), @('Ret', $null))
        }
        elseif ($method.Name -ceq 'get_Name') { $steps = @(@('Ldstr', 'Runbook', 'String'), @('Ret', $null)) }
        elseif ($method.Name -cmatch '^get_Current') {
            $getter = [Globalization.CultureInfo].GetProperty($method.Name.Substring(4)).GetGetMethod()
            $steps = @(@('Call', $getter, 'MethodInfo'), @('Ret', $null))
        }
        elseif ($method.Name -ceq 'SetShouldExit') {
            $steps = @(
                @('Ldarg_0', $null), @('Ldarg_1', $null), @('Box', [int], 'Type')
                @('Stfld', $fields['ExitCode'], 'FieldInfo'), @('Ret', $null))
        }
        elseif ($method.Name -ceq 'EnterNestedPrompt') {
            $exception = [Management.Automation.Host.HostException].GetConstructor([Type[]]@([string]))
            $steps = @(@('Ldstr', $NoPrompt, 'String'), @('Newobj', $exception, 'ConstructorInfo'), @('Throw', $null))
        }
        Add-Override $type $method $steps $Emitter
    }
    Complete-Type $type
}

function New-Emitter {
    <#
    .SYNOPSIS
    ILGenerator's methods by the type of the operand, and the instructions by name as they are asked for.
    #>
    $generator = [Reflection.Emit.ILGenerator]
    $code = [Reflection.Emit.OpCode]
    $emitter = @{ Codes = @{}; None = $generator.GetMethod('Emit', [Type[]]@(, $code)) }
    foreach ($operand in [string], [Type], [Reflection.FieldInfo], [Reflection.MethodInfo], [Reflection.ConstructorInfo]) {
        $emitter[$operand.Name] = $generator.GetMethod('Emit', [Type[]]@($code, $operand))
    }
    $emitter
}

function Add-Override {
    param($Type, $Method, [object[]] $Steps, [hashtable] $Emitter)
    $attributes = [Reflection.MethodAttributes]'Public,Virtual,HideBySig,ReuseSlot'
    if ($Method.IsSpecialName) { $attributes = [Reflection.MethodAttributes]'Public,Virtual,HideBySig,ReuseSlot,SpecialName' }
    $parameters = $Method.GetParameters()
    $types = [Type[]][Array]::CreateInstance([Type], $parameters.Length)
    for ($index = 0; $index -lt $types.Length; $index++) { $types[$index] = $parameters[$index].ParameterType }
    $il = $Type.DefineMethod($Method.Name, $attributes, $Method.ReturnType, $types).GetILGenerator()
    foreach ($step in $Steps) {
        $name = $step[0]
        if (-not $Emitter.Codes.ContainsKey($name)) {
            $Emitter.Codes[$name] = [Reflection.Emit.OpCodes].GetField($name).GetValue($null)
        }
        $emit = $Emitter.None
        $arguments = [object[]]@(, $Emitter.Codes[$name])
        if ($null -ne $step[1]) {
            $emit = $Emitter[$step[2]]
            $arguments = [object[]]@($Emitter.Codes[$name], $step[1])
        }
        $null = $emit.Invoke($il, $arguments)
    }
}

function Complete-Type {
    param($Type)
    $create = $Type.GetType().GetMethod('CreateType', [Type]::EmptyTypes)
    if ($create) { return $create.Invoke($Type, $null) }
    $Type.CreateTypeInfo().AsType()
}
