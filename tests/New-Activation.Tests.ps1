#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
}

Describe 'New-Activation' {
    It 'makes an activation of a formula in $x' {
        $own = New-Activation { $x * (Sigmoid $x) }
        $own.Formula | Should -Be 'x*sigmoid(x)'
    }

    It 'takes the name before the formula, or none' {
        "$(New-Activation Own { $x * (Sigmoid $x) })" | Should -Match '^Own'
        "$(New-Activation { $x * (Sigmoid $x) } -Name Own)" | Should -Match '^Own'
        "$(New-Activation { $x * (Sigmoid $x) })" | Should -Be '{x*sigmoid(x)}'
    }

    It 'knows exact derivatives: a formula of Swish has the curve of Swish' {
        $own = New-Activation { $x * (Sigmoid $x) } | Get-ActivationCurve -Count 101
        $swish = Get-ActivationCurve Swish -Count 101
        foreach ($column in 'Value', 'FirstDerivative', 'SecondDerivative') {
            foreach ($i in 0..100) { [Math]::Abs($own[$i].$column - $swish[$i].$column) | Should -BeLessThan 1e-14 }
        }
    }

    It 'names it, so that other cmdlets know it' {
        $null = New-Activation SoftSwish { $x * (Sigmoid ($x / 2)) }
        (Get-ActivationCurve SoftSwish -Minimum 0 -Maximum 0 -Count 1).FirstDerivative | Should -Be 0.5
    }

    It 'parses text in bounded time, wherever it comes from' {
        $nested = '"$x' + ('$("' * 100) + '1' + ('")' * 100) + '"'
        { Measure-Activation $nested -ErrorAction Stop } | Should -Throw '*contains $( )*' -ErrorId 'InvalidExpression*'
        { [pscustomobject]@{ Activation = '$x' + ' + 1' * 5000 } | Measure-Activation -ErrorAction Stop } |
            Should -Throw '*at most 10000 are allowed*' -ErrorId 'ExpressionTooLarge*'
        { Invoke-SwishTraining -Network "Dense $nested" -WhatIf } | Should -Throw '*contains $( )*'
        { Invoke-SwishTraining -Network ('Dense 1; ' * 20000) -WhatIf } | Should -Throw '*at most 100000 are allowed*'
    }

    It 'trains parameters, for each layer or each unit' {
        $layer = New-Activation LayerGate { $x * (Sigmoid ($beta * $x)) } -Parameter @{ beta = 1.0 }
        $unit = New-Activation UnitGate { $x * (Sigmoid ($beta * $x)) } -Parameter @{ beta = 1.0 } -Per Unit
        $fixed = New-Activation FixedGate { $x * (Sigmoid $x) }
        $runs = Invoke-SwishTraining -Activation $fixed, $layer, $unit -Depth 2 -Width 8 -Step 1
        $runs.Parameters | ForEach-Object { $_ - $runs[0].Parameters } | Should -Be 0, 2, 16
    }

    It 'makes a gate of a formula in $x and $y' {
        "$(New-Activation { $x * (Sigmoid $Y) })" | Should -Be '{x*sigmoid(y)}'
        $null = New-Activation TanhGate { $x * [Math]::Tanh($k * $y) } -Parameter @{ k = 1.0 } -Per Unit
        (Get-Activation TanhGate).Formula | Should -Be 'x*tanh(k*y)'
        $runs = Invoke-SwishTraining -Activation 'GLU(Tanh)', TanhGate -Depth 2 -Width 8 -Step 1 -GateWidth Unchanged
        $runs.Parameters | ForEach-Object { $_ - $runs[0].Parameters } | Should -Be 0, 16
    }

    It 'leaves y to a learnable parameter of that name' {
        $own = New-Activation { $x * (Sigmoid ($y * $x)) } -Parameter @{ y = 1.0 }
        ($own | Get-ActivationCurve -Minimum 0 -Maximum 0 -Count 1).FirstDerivative | Should -Be 0.5
    }

    It 'leaves an object of Get-Activation with the formula that it had' {
        $run = @{ Dataset = New-ToyDataset Moons -Count 40; HiddenLayer = 4; Step = 1; BatchSize = 16 }
        $null = New-Activation Changing { $k * $x * [Math]::Tanh($x) } -Parameter @{ k = 1.5 }
        $before = Get-Activation Changing
        $hash = (Invoke-SwishTraining @run -Activation $before).WeightHash
        $before | Export-Csv TestDrive:/activation.csv
        (Invoke-SwishTraining @run -Activation (Import-Csv TestDrive:/activation.csv)).WeightHash | Should -Be $hash
        $null = New-Activation Changing { $x + 1 }
        (Invoke-SwishTraining @run -Activation $before).WeightHash | Should -Be $hash
        (Invoke-SwishTraining @run -Activation Changing).WeightHash | Should -Not -Be $hash
    }
}
