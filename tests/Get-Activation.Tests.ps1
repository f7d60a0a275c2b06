#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
}

Describe 'Get-Activation' {
    It 'lists the catalog' {
        $names = (Get-Activation).Name
        $names | Should -Contain 'Swish'
        $names | Should -Contain 'ReLU'
    }

    It 'takes wildcards' {
        (Get-Activation *sh).Name | Should -Contain 'Swish'
        (Get-Activation *sh).Name | Should -Not -Contain 'ReLU'
    }

    It 'knows aliases, without regard to case' {
        (Get-Activation silu).Name | Should -Be 'Swish'
    }

    It 'returns nothing where no name matches a pattern' {
        Get-Activation nothing* | Should -BeNullOrEmpty
    }

    It 'exports as one plain row' {
        (Get-Activation | ConvertTo-Csv) -match 'System\.|Swish\.' | Should -BeNullOrEmpty
    }

    It 'lists gates with -Gate, and finds them by name without it' {
        (Get-Activation -Gate).Name | Select-Object -First 5 | Should -Be 'GLU', 'Bilinear', 'ReGLU', 'GEGLU', 'SwiGLU'
        (Get-Activation).Name | Should -Not -Contain 'GLU'
        (Get-Activation glu).Formula | Should -Be 'x·σ(y)'
        (Get-Activation 'GLU(Tanh)').Name | Should -Be 'GLU(Tanh)'
    }

    It 'returns an activation with the parameters of its name, which can be trained' {
        foreach ($name in 'Swish(beta=1.7)', 'PReLU(alpha=0.1, per=unit)', 'GLU(Swish(beta=2))', 'ESwish(beta=1.3)') {
            $activation = Get-Activation $name
            $run = @{ Dataset = New-ToyDataset Moons -Count 40; HiddenLayer = 4; Step = 1; BatchSize = 16 }
            (Invoke-SwishTraining @run -Activation $activation).RunId |
                Should -Be (Invoke-SwishTraining @run -Activation $name).RunId
        }
        (Get-Activation 'Swish(beta=1.7)').Parameters[0].Value | Should -Be 1.7
    }

    It 'takes names from the pipeline' {
        ('relu', 'tanh' | Get-Activation).Name | Should -Be 'ReLU', 'Tanh'
    }

    It 'tells formula, year and reference' {
        $swish = Get-Activation Swish
        $swish.Formula | Should -Be 'x·σ(βx)'
        $swish.Year | Should -Be 2017
        $swish.Reference | Should -Match 'Ramachandran'
    }

    It 'names the nearest ones where a name does not exist, and goes on' {
        $found = Get-Activation Swihs, ReLU -ErrorVariable problem -ErrorAction SilentlyContinue
        $found.Name | Should -Be 'ReLU'
        $problem.FullyQualifiedErrorId | Should -Be 'UnknownActivation,Swish.Module.Commands.GetActivationCommand'
        "$problem" | Should -Match 'Swish'
    }
}
