#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    $runs = foreach ($depth in 10, 20, 40) {
        foreach ($activation in 'ReLU', 'Swish') {
            foreach ($seed in 1..3) {
                [pscustomobject]@{
                    Activation = $activation
                    Depth = $depth
                    Seed = $seed
                    TestAccuracy = 0.97 - 0.0001 * $depth * $seed
                }
            }
        }
    }
}

Describe 'Export-SwishPlot' {
    It 'writes a picture, <Kind> by its ending' -ForEach @(
        @{ Kind = 'SVG'; Name = 'curves.svg'; Start = '<' }
        @{ Kind = 'PNG'; Name = 'curves.png'; Start = [char]0x89 }
    ) {
        $file = Get-ActivationCurve Swish, ReLU | Export-SwishPlot "TestDrive:/$Name" -PassThru
        $file.Length | Should -BeGreaterThan 1000
        [char][System.IO.File]::ReadAllBytes($file.FullName)[0] | Should -Be $Start
    }

    It 'chooses title, axes and legend from the data' {
        $runs | Export-SwishPlot TestDrive:/sweep.svg
        $picture = Get-Content TestDrive:/sweep.svg -Raw
        foreach ($text in 'Test accuracy by depth', 'Hidden layers', 'ReLU', 'Swish') {
            $picture | Should -Match ">$text<"
        }
    }

    It 'takes another title, other labels and another size' {
        $runs | Export-SwishPlot TestDrive:/own.svg -Title 'My sweep' -XLabel 'Layers' -Width 800 -Height 400
        $picture = Get-Content TestDrive:/own.svg -Raw
        $picture | Should -Match '>My sweep<'
        $picture | Should -Match '>Layers<'
        $picture | Should -Match 'width="800"'
    }

    It 'draws the columns that one asks for, of any objects' {
        1..5 | ForEach-Object { [pscustomobject]@{ Weight = $_; Price = $_ * $_ } } |
            Export-SwishPlot TestDrive:/own-data.svg -X Weight -Y Price
        Get-Content TestDrive:/own-data.svg -Raw | Should -Match '>Price<'
    }

    It 'keeps an existing file unless it is told to overwrite it' {
        Set-Content TestDrive:/old.svg 'old'
        { $runs | Export-SwishPlot TestDrive:/old.svg } | Should -Throw '*-Force*' -ErrorId 'FileExists*'
        Get-Content TestDrive:/old.svg | Should -Be 'old'
        $runs | Export-SwishPlot TestDrive:/old.svg -Force
        Get-Content TestDrive:/old.svg -Raw | Should -Match '<svg'
    }

    It 'rejects a path before anything upstream is asked' {
        $script:asked = $false
        { & { $script:asked = $true; $runs } | Export-SwishPlot TestDrive:/sweep.gif } |
            Should -Throw '*.svg, .png or .pdf*' -ErrorId 'UnknownPictureFormat*'
        $script:asked | Should -BeFalse
    }

    It 'writes nothing with -WhatIf' {
        $runs | Export-SwishPlot TestDrive:/never.svg -WhatIf
        'TestDrive:/never.svg' | Should -Not -Exist
    }
}

Describe 'Show-SwishPlot' {
    It 'draws with characters, a legend below' {
        $lines = Get-ActivationCurve Swish, ReLU | Show-SwishPlot
        "$lines" | Should -Match '● Swish'
        "$lines" | Should -Match '■ ReLU'
    }
}
