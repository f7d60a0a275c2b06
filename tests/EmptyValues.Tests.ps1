#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    $commands = Get-Command -Module Swish -CommandType Cmdlet | ForEach-Object { @{ Name = $_.Name } }
}

BeforeAll {
    $common = [System.Management.Automation.Cmdlet]::CommonParameters +
        [System.Management.Automation.Cmdlet]::OptionalCommonParameters
    $row = [pscustomobject]@{ k = 1; x = 2; Activation = 'ReLU'; Seed = 1; TestAccuracy = 0.5 }
    $moons = New-ToyDataset Moons -Count 60
    $empty = @{ Text = 'null'; Value = $null }, @{ Text = '@($null)'; Value = @($null) },
        @{ Text = '@()'; Value = @() },
        @{ Text = 'a list of an empty list'; Value = , @(, @()) },
        @{ Text = 'NullString'; Value = [System.Management.Automation.Language.NullString]::Value }

    # What a command needs besides the parameter that is tested.
    function Get-NeededArgument($Command, [string] $Tested) {
        $needed = @{}
        foreach ($parameter in $Command.Parameters.Values) {
            if ($parameter.Name -eq $Tested -or -not ($parameter.ParameterSets.Values | Where-Object IsMandatory)) {
                continue
            }
            $needed[$parameter.Name] = switch ($parameter.Name) {
                'Path' { "$TestDrive/empty.svg" }
                'Label' { 'k' }
                'InputObject' { , @($row) }
                default { 'Swish' }
            }
        }
        if ($Command.Name -eq 'Get-PredictionGrid' -and $Tested -ne 'Dataset') { $needed.Dataset = $moons }
        if ($Command.Parameters.ContainsKey('WhatIf')) { $needed.WhatIf = $true }
        $needed
    }

    function Test-Expected($Exception) {
        $Exception -is [System.Management.Automation.ParameterBindingException] -or
            $Exception.GetType().FullName -match 'SwishException'
    }
}

Describe 'Empty values for the parameters of <Name>' -Tag Slow -ForEach $commands {
    It 'are accepted, or rejected with an error of ours' {
        $command = Get-Command $Name
        $found = foreach ($parameter in $command.Parameters.Keys | Where-Object { $_ -notin $common }) {
            foreach ($case in $empty) {
                $arguments = Get-NeededArgument $command $parameter
                $arguments[$parameter] = $case.Value
                $errors = @()
                try {
                    $null = & $Name @arguments -ErrorVariable errors -ErrorAction SilentlyContinue *>&1
                } catch {
                    $errors += $_
                }
                $errors | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } |
                    Where-Object { -not (Test-Expected $_.Exception) } |
                    ForEach-Object { "-$parameter $($case.Text): $($_.Exception.GetType().FullName)" }
            }
        }
        $found | Should -BeNullOrEmpty
    }
}
