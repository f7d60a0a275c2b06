#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
}

Describe 'New-ToyDataset' {
    It 'makes a data set of each kind' {
        $toys = New-ToyDataset Moons, Circles, Spirals, Xor, Blobs, Checkerboard, Sine -Count 50 -TestCount 20
        $toys.Name | Should -Be 'Moons', 'Circles', 'Spirals', 'Xor', 'Blobs', 'Checkerboard', 'Sine'
        ($toys.ForEach({ $_.Training.Count }) | Select-Object -Unique) | Should -Be 50
    }

    It 'trains data sets from the pipeline' {
        $result = New-ToyDataset Moons, Xor -Count 60 | Invoke-SwishTraining -Activation ReLU, Tanh -Step 5 -Width 4
        $result.Dataset | Should -Be 'Moons', 'Moons', 'Xor', 'Xor'
    }
}

Describe 'Get-PredictionGrid' {
    BeforeAll {
        $moons = New-ToyDataset Moons -Count 60 -TestCount 30
        $networks = $moons | Invoke-SwishTraining -Activation ReLU, Tanh -Step 20 -Width 8 -KeepNetwork
        $grid = $networks | Get-PredictionGrid $moons -Side 21
    }

    It 'returns the grid and test examples of each network' {
        $grid.Count | Should -Be (2 * (21 * 21 + 30))
        ($grid | Where-Object { -not $_.IsExample } | Measure-Object Probability -Minimum).Minimum |
            Should -BeGreaterOrEqual 0.5
    }

    It 'is drawn as maps, as a file and in the terminal' {
        $file = $grid | Export-SwishPlot TestDrive:/moons.svg -PassThru
        ([regex]::Matches((Get-Content -Raw $file), '<image')).Count | Should -Be 2
        Get-Content -Raw $file | Should -Not -MatchExactly '"NaN"'
        ($grid | Show-SwishPlot -Height 10) -join "`n" | Should -BeLike '*Tanh*●*'
    }

    It 'is drawn as a curve for one input' {
        $sine = New-ToyDataset Sine -Count 60 -TestCount 30
        $curve = Invoke-SwishTraining -Dataset $sine -Step 20 -Width 8 -KeepNetwork | Get-PredictionGrid $sine -Side 31
        ($curve | Where-Object IsExample -EQ $false).Count | Should -Be 31
        $curve | Export-SwishPlot TestDrive:/sine.svg
        ($curve | Show-SwishPlot).Count | Should -BeGreaterThan 10
    }

    It 'says at which values the other features are held' {
        $rows = 1..90 | ForEach-Object { @{ a = $_ % 3; b = $_ % 5; width = 2; kind = "k$($_ % 3)" } }
        $data = $rows | ConvertTo-SwishDataset -Label kind
        $points = Invoke-SwishTraining -Dataset $data -KeepNetwork -Step 20 -Width 4 |
            Get-PredictionGrid $data -Feature a, b -Side 5
        $points[0].Held | Should -Be 'width=2'
        $points | Export-SwishPlot TestDrive:/held.svg
        'TestDrive:/held.svg' | Should -FileContentMatch 'other features at their means: width=2'
        $grid[0].Held | Should -Be ''
    }

    Context 'of a table with a text' {
        BeforeAll {
            $rows = 1..120 | ForEach-Object {
                [pscustomobject]@{
                    weight = $_ % 31
                    width = $_ % 13
                    color = ('red', 'red', 'blue', 'green')[$_ % 4]
                    kind = "k$($_ % 2)"
                }
            }
            $fruit = $rows | ConvertTo-SwishDataset -Label kind
            $fruits = Invoke-SwishTraining -Dataset $fruit -Activation ReLU, Tanh -KeepNetwork -Step 20 -Width 4
        }

        It 'holds the text at its most frequent value' {
            $points = $fruits | Get-PredictionGrid $fruit -Feature weight, width -Side 5
            $points[0].Held | Should -Be 'color=red'
            $points | Export-SwishPlot TestDrive:/fruit.svg
            'TestDrive:/fruit.svg' | Should -FileContentMatch 'mean or most frequent value: color=red'
            # What the networks predict there for a red fruit.
            $corner = $points.Where({ $_.Activation -eq 'ReLU' }, 'First')[0]
            $red = [pscustomobject]@{ weight = $corner.X; width = $corner.Y; color = 'red' } |
                Invoke-SwishNetwork $fruits[0]
            $corner.Class | Should -Be $red.Predicted
            $corner.Probability | Should -Be $red.Probability
        }

        It 'holds the rest of a text at 0 where one of its values is an axis' {
            $points = $fruits[0] | Get-PredictionGrid $fruit -Feature color=red, weight -Side 5
            $points[0].Held | Should -Match '^width=[\d.]+, color=blue=0, color=green=0$'
        }

        It 'says once that a text is no axis' {
            # Of Begin, so it comes before the first of the two networks.
            { $fruits | Get-PredictionGrid $fruit -Feature weight, Color } | Should -Throw `
                -ErrorId 'PredictionGridText,*' `
                "*'color'*is text*need numbers, such as weight, width. *color=blue, color=green, color=red."
        }

        It 'asks for the data set instead of prompting for it' {
            { $fruits | Get-PredictionGrid } | Should -Throw 'Specify the data set the networks were trained on*' `
                -ErrorId 'PredictionGridDataset,*'
        }
    }

    It 'says how <What> becomes a data set' -ForEach @(
        @{ What = 'a file'; Id = 'DatasetFolderIsFile'; Says = '*Import-TableDataset*-Label*' }
        @{ What = 'a list of rows'; Id = 'InvalidDataset'; Says = '*ConvertTo-SwishDataset*-Label*' }
    ) {
        Set-Content TestDrive:/fruit.csv 'a,kind', '1,x', '2,y'
        $wrong = $What -eq 'a file' ? 'TestDrive:/fruit.csv' : (Import-Csv TestDrive:/fruit.csv)
        { $networks | Get-PredictionGrid $wrong -ErrorAction Stop } | Should -Throw $Says -ErrorId "$Id,*"
        # Before it asks for networks.
        { Get-PredictionGrid $wrong } | Should -Throw $Says -ErrorId "$Id,*"
        { Get-PredictionGrid $moons } | Should -Throw '*-KeepNetwork*' -ErrorId 'InvalidNetwork,*'
    }

    It 'knows the classes by name, in whatever order the data set has them' {
        $rows = 1..60 | ForEach-Object { [pscustomobject]@{ a = $_; y = ('p', 'q', 'r')[($_ - 1) / 20 - 0.49] } }
        $data = $rows | ConvertTo-SwishDataset -Label y
        $network = Invoke-SwishTraining -Dataset $data -Step 50 -Width 4 -KeepNetwork
        $some = $rows | Where-Object y -NE 'p' | ConvertTo-SwishDataset -Label y
        $points = $network | Get-PredictionGrid $some -Side 2 | Where-Object IsExample
        $points | Should -Not -BeNullOrEmpty
        $points.Class | Should -Be ($some | Get-SwishExample | ForEach-Object Label)
        $points | ForEach-Object { $_.Label } | Should -Be ($points.Class | ForEach-Object { 'pqr'.IndexOf($_) })
        $other = $rows | ForEach-Object { [pscustomobject]@{ a = $_.a; y = $_.y + 's' } } |
            ConvertTo-SwishDataset -Label y
        $numbers = $rows | ForEach-Object { [pscustomobject]@{ a = $_.a; y = $_.a / 7 } } |
            ConvertTo-SwishDataset -Label y
        foreach ($wrong in $other, $numbers) {
            { $network | Get-PredictionGrid $wrong -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkClassMismatch,*'
        }
        $fit = Invoke-SwishTraining -Dataset $numbers -Step 5 -Width 4 -KeepNetwork
        { $fit | Get-PredictionGrid $some -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkClassMismatch,*'
    }

    It 'evaluates a grid over two of many features' {
        $rows = 1..6 | ForEach-Object {
            $row = [ordered]@{ y = ('u', 'v')[$_ % 2] }
            foreach ($i in 0..2199) { $row["f$i"] = ($_ * $i) % 5 }
            [pscustomobject]$row
        }
        $wide = $rows | ConvertTo-SwishDataset -Label y
        $network = Invoke-SwishTraining -Dataset $wide -Step 2 -Width 2 -BatchSize 2 -KeepNetwork
        $grid = $network | Get-PredictionGrid $wide -Feature f1, f2 -Side 51 | Where-Object IsExample -EQ $false
        $grid.Count | Should -Be 2601
        # The same point of a smaller grid, in another part of the evaluation.
        $corners = $network | Get-PredictionGrid $wide -Feature f1, f2 -Side 2 | Where-Object IsExample -EQ $false
        $grid[0, 50, 2550, 2600].Probability | Should -Be $corners.Probability
        $grid[0, 50, 2550, 2600].X | Should -Be $corners.X
    }

    It 'draws no picture of examples without the grid' {
        $examples = $networks[0] | Get-PredictionGrid $moons -Side 3 | Where-Object IsExample
        foreach ($draw in { $examples | Export-SwishPlot TestDrive:/examples.svg }, { $examples | Show-SwishPlot }) {
            $draw | Should -Throw '*whole grid*' -ErrorId 'NothingToPlot,*'
        }
    }

    It 'rejects <Id>' -ForEach @(
        @{ Id = 'NetworkNotKept'; Script = { $moons | Invoke-SwishTraining -Step 2 |
            Get-PredictionGrid $moons -ErrorAction Stop } }
        @{ Id = 'NetworkInputMismatch'; Script = { $networks |
            Get-PredictionGrid (New-ToyDataset Sine) -ErrorAction Stop } }
        @{ Id = 'TableColumnNotFound'; Script = { $networks | Get-PredictionGrid $moons -Feature z -ErrorAction Stop } }
    ) {
        $Script | Should -Throw -ErrorId "$Id,*"
    }
}

Describe 'Regression and class weights' {
    It 'compares by R2' {
        $sine = New-ToyDataset Sine -Count 80 -TestCount 40
        $result = $sine | Invoke-SwishTraining -Activation ReLU, Swish -Repeat 2 -Step 50 -Width 8 -Loss Huber
        $result[0].R2 | Should -BeOfType double
        $result[0].TestAccuracy | Should -Be NaN
        ($result | Compare-Activation -WarningAction SilentlyContinue)[0].Metric | Should -Be 'R2'
        ($result |
            Compare-Activation -Metric RMSE -WarningAction SilentlyContinue -WarningVariable warned)[0].Metric |
                Should -Be 'RMSE'
        "$warned" | Should -Not -BeLike '*is not known*'
    }

    It 'takes weights of classes as a hash table' {
        $xor = New-ToyDataset Xor -Count 60
        ($xor | Invoke-SwishTraining -Step 3 -ClassWeight @{ 0 = 2; 1 = 0.5 }).OtherSettings |
            Should -BeLike '*ClassWeight=0=2; 1=0.5*'
        ($xor | Invoke-SwishTraining -Step 3 -ClassWeight balanced).OtherSettings |
            Should -BeLike '*ClassWeight=Balanced*'
        { $xor | Invoke-SwishTraining -ClassWeight @{ 2 = 2 } } | Should -Throw -ErrorId 'UnknownClass*'
    }
}
