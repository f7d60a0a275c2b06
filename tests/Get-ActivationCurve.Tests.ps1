#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
}

Describe 'Get-ActivationCurve' {
    It 'gives as many points as asked for, the ends included' {
        $points = Get-ActivationCurve ReLU -Minimum -1 -Maximum 1 -Count 5
        $points.X | Should -Be -1, -0.5, 0, 0.5, 1
        $points.FirstDerivative | Should -Be 0, 0, 0, 1, 1
    }

    It 'stops when a command behind it has enough' {
        Get-ActivationCurve Swish -Count 10000000 | Select-Object -First 2 | Should -HaveCount 2
    }

    It 'goes through a CSV file and back' {
        Get-ActivationCurve Swish -Count 3 | Export-Csv TestDrive:/curve.csv
        $back = Import-Csv TestDrive:/curve.csv
        $back[2].Activation | Should -Be 'Swish'
        $value = [double]::Parse($back[2].Value, [cultureinfo]::InvariantCulture)
        $value | Should -Be (Get-ActivationCurve Swish -Count 3)[2].Value
    }
}
