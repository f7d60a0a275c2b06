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
        $message = try { New-SwishNetwork { Dense 20; Dens 30 } } catch { "$_" }
        $message | Should -BeLike "*nearest name is Dense*`n  { Dense 20; Dens 30 }`n              ^^^^"
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
        $swish.Condition | Should -Be $swish.Network
        $swish.Pairs | Should -Be @(3, 3)
    }

    It 'gives the weights of the same hidden layers' {
        $layers = Invoke-SwishTraining -Network { Dense 8; BatchNorm; Activation } -Step 5
        $hidden = Invoke-SwishTraining -HiddenLayer 8 -BatchNorm All -Step 5
        $layers.WeightHash | Should -Be $hidden.WeightHash
    }
}
