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

Describe 'Export-SwishImage' {
    It 'writes a digit with its pixels, which a network classifies as it does the digit' {
        $run = Invoke-SwishTraining -Width 16 -Step 100 -KeepNetwork
        $file = Get-SwishExample -Index 0 | Export-SwishImage "$TestDrive/seven.png" -PassThru
        $bytes = [IO.File]::ReadAllBytes($file.FullName)
        $bytes[16..23] | Should -Be 0, 0, 0, 28, 0, 0, 0, 28
        $read = $file | Invoke-SwishNetwork $run
        $direct = Get-SwishExample -Index 0 | Invoke-SwishNetwork $run
        $read.Predicted | Should -Be $direct.Predicted
        $read.Probability | Should -Be $direct.Probability
        # A prediction has the image too, and a larger picture has the same class.
        $read | Export-SwishImage "$TestDrive/large.png" -Scale 4
        [IO.File]::ReadAllBytes("$TestDrive/large.png")[16..23] | Should -Be 0, 0, 0, 112, 0, 0, 0, 112
        (Get-Item "$TestDrive/large.png" | Invoke-SwishNetwork $run).Predicted | Should -Be $direct.Predicted
    }

    It 'keeps the colors of an image' {
        foreach ($name in 'red', 'blue') { $null = New-Item -ItemType Directory "$TestDrive/colors/$name" }
        # Two pixels each of a color, as a bitmap file: rows from the bottom, blue before red.
        $head = 66, 77, 70, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 24, 0
        $head += @(0) * 24
        foreach ($i in 1..3) {
            $red, $blue = ($head + (0, 9, 250, 0, 0, 250, 0, 0) * 2), ($head + (240, 0, $i, 240, 0, 0, 0, 0) * 2)
            [IO.File]::WriteAllBytes("$TestDrive/colors/red/$i.bmp", [byte[]] $red)
            [IO.File]::WriteAllBytes("$TestDrive/colors/blue/$i.bmp", [byte[]] $blue)
        }
        $colors = Import-ImageDataset "$TestDrive/colors"
        $example = $colors | Get-SwishExample -Part Training -Index 0
        foreach ($name in 'red', 'blue') { $null = New-Item -ItemType Directory "$TestDrive/again/$name" }
        foreach ($i in 1..3) {
            $example | Export-SwishImage "$TestDrive/again/red/$i.png"
            $example | Export-SwishImage "$TestDrive/again/blue/$i.png"
        }
        $again = Import-ImageDataset "$TestDrive/again"
        "$(($again | Get-SwishExample -Index 0).Inputs)" | Should -Be "$($example.Inputs)"
        $example.Inputs.Count | Should -Be 12
    }

    It 'rejects <what>' -TestCases @(
        @{
            What = 'several images'; Id = 'SeveralImages*'
            Script = { Get-SwishExample -Index 0, 1 | Export-SwishImage a.png }
        }
        @{
            What = 'another format'; Id = 'UnknownPictureFormat*'
            Script = { Get-SwishExample -Index 0 | Export-SwishImage a.svg }
        }
        @{
            What = 'features'; Id = 'NoImage*'
            Script = { New-ToyDataset Moons | Get-SwishExample -Index 0 | Export-SwishImage a.png }
        }
        @{ What = 'another object'; Id = 'NoImage*'; Script = { Get-Date | Export-SwishImage a.png } }
        @{ What = 'nothing'; Id = 'NoImage*'; Script = { @() | Export-SwishImage a.png } }
        @{
            What = 'an existing file'; Id = 'FileExists*'
            Script = { Get-SwishExample -Index 0 | Export-SwishImage "$TestDrive/old.png" }
        }
    ) {
        Set-Content "$TestDrive/old.png" 'old'
        Push-Location $TestDrive
        try { $Script | Should -Throw -ErrorId $Id }
        finally { Pop-Location }
        "$TestDrive/a.png" | Should -Not -Exist
        Get-Content "$TestDrive/old.png" | Should -Be 'old'
    }
}
