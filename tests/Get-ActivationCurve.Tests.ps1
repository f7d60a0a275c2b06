#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
}

Describe 'Get-ActivationCurve' {
    It 'has its minimum where Swish has it' {
        $points = Get-ActivationCurve Swish -Minimum -5 -Maximum 5 -Count 20001
        $lowest = $points | Sort-Object Value | Select-Object -First 1
        $lowest.X | Should -BeGreaterThan -1.2788
        $lowest.X | Should -BeLessThan -1.2782
        [Math]::Abs($lowest.Value + 0.2784645428) | Should -BeLessThan 1e-7
    }

    It 'gives as many points as asked for, the ends included' {
        $points = Get-ActivationCurve ReLU -Minimum -1 -Maximum 1 -Count 5
        $points.X | Should -Be -1, -0.5, 0, 0.5, 1
        $points.FirstDerivative | Should -Be 0, 0, 0, 1, 1
    }

    It 'stops when a command behind it has enough' {
        Get-ActivationCurve Swish -Count 10000000 | Select-Object -First 2 | Should -HaveCount 2
    }

    It 'takes activations by property from rows of a table' {
        $rows = 'Activation', 'ReLU', 'Swish' | ConvertFrom-Csv
        ($rows | Get-ActivationCurve -Count 1).Activation | Should -Be 'ReLU', 'Swish'
    }

    It 'goes through a CSV file and back' {
        Get-ActivationCurve Swish -Count 3 | Export-Csv TestDrive:/curve.csv
        $back = Import-Csv TestDrive:/curve.csv
        $back[2].Activation | Should -Be 'Swish'
        $value = [double]::Parse($back[2].Value, [cultureinfo]::InvariantCulture)
        $value | Should -Be (Get-ActivationCurve Swish -Count 3)[2].Value
    }

    It 'rejects a range that runs backwards' {
        { Get-ActivationCurve Swish -Minimum 3 -Maximum 2 } | Should -Throw -ErrorId 'InvalidCurveRange*'
    }

    It 'rejects <Value> points in a sentence' -ForEach @{ Value = 0 }, @{ Value = -1 } {
        { Get-ActivationCurve Swish -Count $Value } | Should -Throw "*whole number from 1 to*not $Value."
    }
}
