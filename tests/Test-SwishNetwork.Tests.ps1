#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module ($env:SWISH_MODULE ?? "$PSScriptRoot/../artifacts/module/Swish") -ErrorAction Stop
    $mnist = Import-MnistDataset
    $run = Invoke-SwishTraining -Dataset $mnist -Activation ReLU, Swish -Width 16 -Depth 1 -Step 60 -KeepNetwork
}

Describe 'Test-SwishNetwork' {
    It 'gives a row per network, with the figures of its run' {
        $test = $run | Test-SwishNetwork -Dataset $mnist
        $test.Activation | Should -Be 'ReLU', 'Swish'
        $test.Accuracy | Should -Be $run.TestAccuracy
        $test.Loss | Should -Be $run.TestLoss
        $test.WeightHash | Should -Be $run.WeightHash
        $test.Examples | Should -Be 10000, 10000
        $test.TopKAccuracy[0] | Should -BeGreaterThan $test.Accuracy[0]
        $test.CalibrationError | Should -BeLessThan 1
    }

    It 'takes the data set that is included without -Dataset, and its training part' {
        (Test-SwishNetwork $run[0] -Part Training).Examples | Should -Be 60000
    }

    It 'warns if a network of another data set is tested on the one that is included' {
        Invoke-SwishTraining -Width 4 -Step 2 -KeepNetwork -Dataset (Import-MnistDataset -Name Digits) |
            Test-SwishNetwork -WarningVariable same | Should -Not -BeNullOrEmpty
        $same | Should -BeNullOrEmpty
        foreach ($class in 0..9) {
            $folder = New-Item -ItemType Directory "$TestDrive/few/$class"
            Get-SwishExample -Label $class | Select-Object -First 4 | ForEach-Object {
                $_ | Export-SwishImage "$folder/$($_.Index).png" }
        }
        $few = Invoke-SwishTraining -Width 4 -Step 2 -KeepNetwork -Dataset (Import-ImageDataset "$TestDrive/few")
        $result = $few | Test-SwishNetwork -WarningVariable other -WarningAction SilentlyContinue
        $result.Dataset | Should -Be 'MNIST'
        "$other" | Should -BeLike '*trained on few*examples of MNIST*-Dataset*'
    }

    It 'names the data set of the network where the examples do not fit' {
        $moons = New-ToyDataset Moons | Invoke-SwishTraining -Width 4 -Step 2 -KeepNetwork
        { $moons | Test-SwishNetwork -ErrorAction Stop } | Should -Throw '*trained on*Moons*'
    }

    It 'makes the top-k accuracy 1 for all classes' {
        (Test-SwishNetwork $run[0] -Dataset $mnist -TopK 10).TopKAccuracy | Should -Be 1
        (Test-SwishNetwork $run[0] -Dataset $mnist -TopK 1).TopKAccuracy | Should -Be $run[0].TestAccuracy
    }

    It 'gives a row per class' {
        $classes = Test-SwishNetwork $run[0] -Dataset $mnist -PerClass
        $classes.Class | Should -Be (0..9)
        ($classes | Measure-Object Support -Sum).Sum | Should -Be 10000
        ($classes | Measure-Object Predicted -Sum).Sum | Should -Be 10000
    }

    It 'gives the confusion matrix as rows that survive a CSV file' {
        $cells = Test-SwishNetwork $run[1] -Dataset $mnist -ConfusionMatrix
        ($cells | Measure-Object Count -Sum).Sum | Should -Be 10000
        ($cells | Where-Object { $_.True -eq $_.Predicted } | Measure-Object Count -Sum).Sum / 10000 |
            Should -Be $run[1].TestAccuracy
        $read = $cells | ConvertTo-Csv | ConvertFrom-Csv
        $read | Export-SwishPlot "$TestDrive/confusion.svg"
        "$TestDrive/confusion.svg" | Should -FileContentMatch 'Predicted class'
    }

    It 'rejects a result without its network, and other objects, and goes on' {
        $without = Invoke-SwishTraining -Dataset $mnist -Width 4 -Step 1
        $rows = $without, 5, $run[0] |
            Test-SwishNetwork -Dataset $mnist -ErrorVariable errors -ErrorAction SilentlyContinue
        $rows | Should -HaveCount 1
        $errors.FullyQualifiedErrorId -replace ',.*' | Should -Be 'NetworkNotKept', 'InvalidNetwork'
    }

    It 'rejects both kinds of details at once' {
        { Test-SwishNetwork $run[0] -PerClass -ConfusionMatrix } | Should -Throw -ErrorId 'ContradictingParameters*'
    }

    It 'gives R2, RMSE and MAE of a network that predicts numbers, as its run does' {
        $rows = 1..80 |
            ForEach-Object { [pscustomobject]@{ x = $_ / 10; color = $_ % 2 ? 'red' : 'blue'; y = 3.3 * $_ + 0.25 } }
        $data = $rows | ConvertTo-SwishDataset -Label y
        $fit = Invoke-SwishTraining -Dataset $data -Width 8 -Depth 1 -Step 50 -BatchSize 16 -ValidationCount 0 `
            -KeepNetwork
        $test = Test-SwishNetwork $fit -Dataset $data
        $test.R2 | Should -Be $fit.R2
        $test.RMSE | Should -Be $fit.RMSE
        $test.MAE | Should -Be $fit.MAE
        { Test-SwishNetwork $fit -Dataset $data -PerClass -ErrorAction Stop } | Should -Throw -ErrorId 'ClassesNeeded*'
        { Test-SwishNetwork $fit -Dataset $mnist -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkClassMismatch*'
    }
}
