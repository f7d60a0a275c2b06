#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    $mnist = Import-MnistDataset
    $run = Invoke-SwishTraining -Dataset $mnist -Width 32 -Depth 1 -Step 200 -KeepNetwork

    # Writes pixels as a gray BMP file.
    function Save-Bmp($Path, [byte[]] $Pixels, [int] $Side = 28) {
        $bytes = [byte[]]::new(54 + 1024 + $Pixels.Length)
        $bytes[0] = 0x42; $bytes[1] = 0x4D
        foreach ($field in @((2, $bytes.Length), (10, 1078), (14, 40), (18, $Side), (22, $Side), (26, 0x80001))) {
            [BitConverter]::GetBytes([int] $field[1]).CopyTo($bytes, $field[0])
        }
        foreach ($i in 0..255) { foreach ($c in 0..2) { $bytes[54 + 4 * $i + $c] = $i } }
        foreach ($row in 0..($Side - 1)) {
            [Array]::Copy($Pixels, $row * $Side, $bytes, 1078 + ($Side - 1 - $row) * $Side, $Side)
        }
        [System.IO.File]::WriteAllBytes($Path, $bytes)
    }

    # A vertical line, as a 1 is.
    $one = [byte[]]::new(784)
    foreach ($row in 5..22) { foreach ($column in 13..15) { $one[28 * $row + $column] = 250 } }
    $folder = (Get-Item TestDrive:/).FullName
}

Describe 'Invoke-SwishNetwork' {
    It 'predicts the test examples of a data set' {
        $predictions = Invoke-SwishNetwork $run -Dataset $mnist
        $predictions | Should -HaveCount 10000
        ($predictions | Where-Object Correct).Count / 10000 | Should -Be $run.TestAccuracy
        $predictions[0].Index | Should -Be 0
        $predictions[0].Label | Should -Be '7'
        $predictions.Probability | Measure-Object -Minimum | ForEach-Object Minimum | Should -BeGreaterThan 0.1
    }

    It 'stops when no more is wanted' {
        Invoke-SwishNetwork $run -Dataset $mnist | Select-Object -First 2 | Should -HaveCount 2
    }

    It 'adds the probabilities of all classes, which add up to 1' {
        $first = Invoke-SwishNetwork $run -Dataset $mnist -AllProbability | Select-Object -First 1
        $sum = 0..9 | ForEach-Object { $first."P_$_" } | Measure-Object -Sum
        [Math]::Abs($sum.Sum - 1) | Should -BeLessThan 1e-5
        $first."P_$($first.Predicted)" | Should -Be $first.Probability
    }

    Context 'image files' {
        BeforeAll {
            Save-Bmp "$folder/one.bmp" $one
            $null = New-Item -ItemType Directory "$folder/digits/1" -Force
            Save-Bmp "$folder/digits/1/labeled.bmp" $one
            Save-Bmp "$folder/paper.bmp" ([byte[]] $one.ForEach({ 255 - $_ }))
            Set-Content "$folder/notes.png" 'no picture'
        }

        It 'classifies files of Get-ChildItem' {
            $prediction = Get-ChildItem "$folder/one.bmp" | Invoke-SwishNetwork $run -WarningVariable warnings
            $prediction.Predicted | Should -Be '1'
            $prediction.Path | Should -Be (Get-Item "$folder/one.bmp").FullName
            $prediction.Label | Should -BeNullOrEmpty
            $prediction.Correct | Should -BeNullOrEmpty
            $warnings | Should -HaveCount 0
        }

        It 'takes paths with wildcards, and folders that are classes as labels' {
            Push-Location $folder
            try { (Invoke-SwishNetwork $run 'o*.bmp').Predicted | Should -Be '1' } finally { Pop-Location }
            $labeled = Get-ChildItem "$folder/digits" -Recurse | Invoke-SwishNetwork $run
            $labeled.Label | Should -Be '1'
            $labeled.Correct | Should -BeTrue
        }

        It 'warns of inverted pictures, and inverts them' {
            $null = Get-Item "$folder/paper.bmp" |
                Invoke-SwishNetwork $run -WarningVariable warnings -WarningAction SilentlyContinue
            $warnings | Should -Match 'Use -Invert'
            $prediction = Get-Item "$folder/paper.bmp" | Invoke-SwishNetwork $run -Invert -WarningVariable none
            $prediction.Predicted | Should -Be '1'
            $none | Should -HaveCount 0
        }

        It 'reports a file that is no image, and goes on' {
            $prediction = Get-Item "$folder/notes.png", "$folder/one.bmp" |
                Invoke-SwishNetwork $run -ErrorVariable errors -ErrorAction SilentlyContinue
            $prediction.Predicted | Should -Be '1'
            $errors.FullyQualifiedErrorId -replace ',.*' | Should -Be 'ImageInvalid'
        }
    }

    It 'takes examples of a data set, with their labels' {
        $examples = Get-SwishExample $mnist -Index 0, 3
        $predicted = $examples | Invoke-SwishNetwork $run
        $predicted.Label | Should -Be $examples.Label
        $all = Invoke-SwishNetwork $run -Dataset $mnist | Select-Object -First 4
        $predicted.Probability | Should -Be $all[0, 3].Probability
    }

    It 'takes arrays of numbers' {
        (Invoke-SwishNetwork $run -InputObject (, $one)).Predicted | Should -Be '1'
        { Invoke-SwishNetwork $run -InputObject (, (1..3)) -ErrorAction Stop } |
            Should -Throw -ErrorId 'NetworkInputMismatch*'
    }

    It 'takes objects with the features of the network, also from a saved one' {
        $rows = 1..90 | ForEach-Object {
            [pscustomobject]@{ size = $_ % 10; color = ('red', 'green', 'blue')[$_ % 3];
                fruit = ('apple', 'lime', 'plum')[$_ % 3] }
        }
        $fruits = Invoke-SwishTraining -Dataset ($rows |
            ConvertTo-SwishDataset -Label fruit) -Width 8 -Depth 1 -Step 200 `
            -BatchSize 16 -ValidationCount 0 -KeepNetwork
        $fruits | Export-SwishNetwork "$folder/fruits.onnx" -Force
        foreach ($network in $fruits, "$folder/fruits.onnx") {
            $predictions = $rows[0..5] | Invoke-SwishNetwork $network -Label fruit
            $predictions.Predicted | Should -Be $rows[0..5].fruit
            $predictions.Correct | Should -Not -Contain $false
            (@{ color = 'blue'; size = '4' } | Invoke-SwishNetwork $network).Predicted | Should -Be 'plum'
            $entries = [System.Collections.Generic.Dictionary[string, object]]::new()
            ($entries['color'], $entries['size']) = 'blue', 4
            (Invoke-SwishNetwork $network $entries).Predicted | Should -Be 'plum'
            { [pscustomobject]@{ size = 1 } | Invoke-SwishNetwork $network -ErrorAction Stop } |
                Should -Throw -ErrorId 'NetworkInputMismatch*' -ExpectedMessage '*color*'
            { [pscustomobject]@{ size = 1; color = 'pink' } | Invoke-SwishNetwork $network -ErrorAction Stop } |
                Should -Throw -ErrorId 'NetworkInputMismatch*' -ExpectedMessage '*pink*'
            { [pscustomobject]@{ size = 'big'; color = 'red' } | Invoke-SwishNetwork $network -ErrorAction Stop } |
                Should -Throw -ErrorId 'InvalidNumber*'
        }
    }

    It 'reads texts that look like numbers as the data set does, in any culture' {
        $saved = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $rows = 1..30 | ForEach-Object {
                [pscustomobject]@{ size = ('2.50', '2,5', 7)[$_ % 3]; class = ('1.0', '0.0', '02')[$_ % 3] }
            }
            $network = Invoke-SwishTraining -Dataset ($rows | ConvertTo-SwishDataset -Label class) -Width 8 -Depth 1 `
                -Step 200 -BatchSize 16 -ValidationCount 0 -KeepNetwork
            $predictions = $rows | Invoke-SwishNetwork $network -Label class
            $predictions.Label[0..2] | Should -Be '0', '2', '1'
            $predictions.Correct | Should -Not -Contain $false
        }
        finally { [cultureinfo]::CurrentCulture = $saved }
    }

    It 'takes columns whose names are those of a result' {
        $rows = 1..60 | ForEach-Object {
            [pscustomobject]@{ Status = $_ % 3; Optimizer = $_ % 2; Schedule = ('p', 'q')[[int](($_ % 3) -gt 0)] }
        }
        $network = Invoke-SwishTraining -Dataset ($rows | ConvertTo-SwishDataset -Label Schedule) -Width 8 -Depth 1 `
            -Step 200 -BatchSize 16 -ValidationCount 0 -KeepNetwork
        ($rows | Invoke-SwishNetwork $network -Label Schedule).Correct | Should -Not -Contain $false
        (@{ Status = 1; Optimizer = 0 } | Invoke-SwishNetwork $network).Predicted | Should -Be 'q'
    }

    It 'predicts numbers' {
        $rows = 1..60 | ForEach-Object { [pscustomobject]@{ x = $_ / 10; y = $_ + 0.5 } }
        $data = $rows | ConvertTo-SwishDataset -Label y
        $fit = Invoke-SwishTraining -Dataset $data -Width 16 -Depth 1 -Step 300 -BatchSize 16 -ValidationCount 0 `
            -KeepNetwork
        $prediction = [pscustomobject]@{ x = 3; y = 30 } | Invoke-SwishNetwork $fit -Label y
        [Math]::Abs($prediction.Error) | Should -BeLessThan 10
        $prediction.Label | Should -Be 30
        Invoke-SwishNetwork $fit -Dataset $data | Should -HaveCount $data.Test.Count
    }

    It 'draws predictions as a sheet of images' {
        Invoke-SwishNetwork $run -Dataset $mnist | Where-Object { -not $_.Correct } | Select-Object -First 10 |
            Export-SwishPlot "$folder/errors.svg" -Force
        "$folder/errors.svg" | Should -FileContentMatch 'Misclassified images'
    }

    It 'rejects a data set beside examples' {
        { $one | Invoke-SwishNetwork $run -Dataset $mnist } | Should -Throw -ErrorId 'ContradictingParameters*'
    }
}
