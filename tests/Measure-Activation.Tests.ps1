#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
}

Describe 'Measure-Activation' {
    It 'knows that Swish has <Property> <Expected>' -ForEach @(
        @{ Property = 'Minimum'; Expected = -0.2784645428 }
        @{ Property = 'MinimumAt'; Expected = -1.2784645428 }
        @{ Property = 'SlopeMaximum'; Expected = 1.0998393 }
        @{ Property = 'SlopeMinimum'; Expected = -0.0998393 }
        @{ Property = 'SlopeMaximumAt'; Expected = 2.3993573 }
        @{ Property = 'Mean'; Expected = 0.2066210 }
        @{ Property = 'Gain'; Expected = 1.67653247 }
        @{ Property = 'UnitVarianceGain'; Expected = 1.7871872 }
    ) {
        [Math]::Abs((Measure-Activation Swish).$Property - $Expected) | Should -BeLessThan 1e-7
    }

    It 'tells monotone functions from others' {
        ('ReLU', 'Tanh', 'Swish' | Measure-Activation).Monotone | Should -Be $true, $true, $false
    }

    It 'measures the whole catalog, with finite moments' {
        $all = Get-Activation | Measure-Activation
        $all | Should -HaveCount (Get-Activation).Count
        $all.SecondMoment | ForEach-Object { [double]::IsFinite($_) | Should -BeTrue }
    }

    It 'takes activations from <Source>' -ForEach @(
        @{ Source = 'names'; Script = { 'ReLU', 'Swish' } }
        @{ Source = 'Get-Activation'; Script = { Get-Activation ReLU, Swish } }
        @{ Source = 'objects with an activation'; Script = { Get-ActivationCurve ReLU, Swish -Count 1 } }
    ) {
        (& $Script | Measure-Activation).Activation | Should -Be 'ReLU', 'Swish'
    }

    It 'exports as one plain row' {
        $row = Measure-Activation Swish | ConvertTo-Csv | ConvertFrom-Csv
        $row.Inflections | Should -Match '^-2\.3993\d+; 2\.3993\d+$'
        $row.PSObject.Properties.Value | Should -Not -Match '^System\.'
    }

    It 'measures functions that are no numbers somewhere' {
        $measured = Measure-Activation { Sinh (($x + $x) / ($x - $x)) },
            { [Math]::Pow((Cosh $x) / (Tan $x) * $x * $x, 7) }, Swish
        $measured | Should -HaveCount 3
        $measured[2].Minimum | Should -BeLessThan -0.27
    }

    It 'rejects a gate, which has two inputs, and goes on' {
        $rows = Measure-Activation GLU, Swish -ErrorVariable problem -ErrorAction SilentlyContinue
        $rows.Activation | Should -Be 'Swish'
        $problem.FullyQualifiedErrorId | Should -Be 'GateHasTwoInputs,Swish.Module.Commands.MeasureActivationCommand'
        "$problem" | Should -Match 'Sigmoid'
    }
}
