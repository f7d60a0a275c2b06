#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    $mnist = Import-MnistDataset
}

Describe 'Get-SwishExample' {
    It 'gives labels and pixels as objects' {
        $digits = $mnist | Get-SwishExample -Index 0, 1, 2
        $digits.Label | Should -Be '7', '2', '1'
        $digits.Index | Should -Be 0, 1, 2
        $digits[0].Class | Should -Be 7
        $digits[0].Inputs.Count | Should -Be 784
        ($digits[0].Inputs | Measure-Object -Maximum).Maximum | Should -Be 255
    }

    It 'takes the data set that is included, its training part, and classes' {
        (Get-SwishExample -Part Training | Measure-Object).Count | Should -Be 60000
        $nines = Get-SwishExample -Label 9 | Select-Object -First 3
        $nines.Label | Should -Be '9', '9', '9'
    }

    It 'draws a digit in the terminal and in a file' {
        $shown = Get-SwishExample $mnist -Index 0 | Show-SwishImage -Width 60
        $shown.Count | Should -BeGreaterThan 8
        Get-SwishExample $mnist -Index 0, 1 | Export-SwishPlot "$TestDrive/digits.svg"
        "$TestDrive/digits.svg" | Should -FileContentMatch 'MNIST'
        $mnist | Show-SwishImage -Width 60 | Should -Not -BeNullOrEmpty
    }

    It 'rejects <id>' -TestCases @(
        @{ Id = 'ExampleNotFound'; Given = @{ Index = 10000 }; Message = '*from 0 to 9999*' }
        @{ Id = 'ClassNotFound'; Given = @{ Label = 'ten' }; Message = "*no class 'ten'*" }
    ) {
        { Get-SwishExample $mnist @given -ErrorAction Stop } |
            Should -Throw $message -ErrorId "$id,Swish.Module.Commands.GetSwishExampleCommand"
    }
}
