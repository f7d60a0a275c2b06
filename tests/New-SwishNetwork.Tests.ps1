#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
}

Describe 'New-SwishNetwork' {
    It 'reads layers and never runs them' {
        $global:ran = $false
        $net = New-SwishNetwork { Dense 20; BatchNorm; Activation }
        $net.Layers | Should -Be '{ Dense 20; BatchNorm; Activation }'
        { New-SwishNetwork { $global:ran = $true } } | Should -Throw -ErrorId 'InvalidNetwork,*'
        $global:ran | Should -BeFalse
    }

    It 'takes numbers from variables' {
        $width = 20
        (New-SwishNetwork { Dense $width; Activation; Dense ($width / 2) }).Layers |
            Should -Be '{ Dense 20; Activation; Dense 10 }'
    }

    It 'underlines what it cannot read' {
        $message = try { New-SwishNetwork { Dense 20; Dens 30 } } catch { $_.Exception.Message }
        $message | Should -BeLike "*nearest name is Dense*`n  { Dense 20; Dens 30 }`n              ^^^^"
    }

    It 'underlines the place in a script file, with <command>' -ForEach @(
        @{ Command = 'New-SwishNetwork { Dense 20; Dens 30 }'; Place = 'Dens' }
        @{ Command = 'Invoke-SwishTraining -Step 1 -Network { Dense 20; Dens 30 }'; Place = 'Dens' }
        @{ Command = 'New-Activation { $x * (Sigmod $x) }'; Place = 'Sigmod' }
        @{ Command = 'Get-ActivationCurve { $x * (Sigmod $x) }'; Place = 'Sigmod' }
    ) {
        Set-Content TestDrive:/place.ps1 "# A comment.`nif (`$true) {`n    $Command`n}`n"
        $found = try { & TestDrive:/place.ps1 2>&1 } catch { $_ }
        $found.InvocationInfo.ScriptLineNumber | Should -Be 3
        $found.InvocationInfo.OffsetInLine | Should -Be (5 + $Command.LastIndexOf($Place))
        $view = ($found | Out-String -Width 80) -replace '\e\[[\d;]*m'
        $lines = $view -split '\r?\n'
        $row = [array]::FindIndex($lines, [Predicate[string]] { $args[0] -like '* ~*' })
        $lines[$row].Trim(' ', '|') | Should -Be ('~' * $Place.Length)
        $lines[$row].IndexOf('~') | Should -Be $lines[$row - 1].LastIndexOf($Place)
        $view | Should -Not -BeLike '*^*'
    }

    It 'names the network in results' {
        $net = New-SwishNetwork Mine { Dense 8; Activation }
        $results = Invoke-SwishTraining -Network $net, { Dense 4; Activation } -Activation ReLU, Swish -Step 5
        $results.Network | Should -Be @('Mine', '{ Dense 4; Activation }', 'Mine', '{ Dense 4; Activation }')
    }

    It 'makes networks that are conditions of a comparison' {
        $rows = Invoke-SwishTraining -Network { Dense 8; Activation }, { Dense 4; Activation; Dense 4; Activation } `
            -Activation ReLU, Swish -Step 5 -Repeat 3 | Compare-Activation -WarningAction Ignore
        $swish = $rows | Where-Object Activation -EQ 'Swish'
        $swish.Network | Should -Be @('{ Dense 8; Activation }', '{ Repeat 2 { Dense 4; Activation } }')
        $swish.Condition | Should -Match '^\{[0-9a-f]{6}\}$'
        $swish[0].Condition | Should -Not -Be $swish[1].Condition
        $swish.Pairs | Should -Be @(3, 3)
    }

    It 'gives the weights of the same hidden layers' {
        $layers = Invoke-SwishTraining -Network { Dense 8; BatchNorm; Activation } -Step 5
        $hidden = Invoke-SwishTraining -HiddenLayer 8 -BatchNorm All -Step 5
        $layers.WeightHash | Should -Be $hidden.WeightHash
    }
}
