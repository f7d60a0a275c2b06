<#
.SYNOPSIS
Compares the test accuracy of networks with that of scikit-learn's MLPClassifier, on classic tables.

.DESCRIPTION
Both train one hidden layer of 100 ReLU units with Adam at a learning rate of 0.001 in batches of 200 (or all rows, if
there are fewer) for 200 epochs, with an L2 penalty of 0.0001 divided by the batch size, on the same rows of each split:
80% of them, stratified. Weights are uniform by Glorot and Bengio. What still differs: MLPClassifier draws initial biases
too, has one logistic output for two classes, and stops after ten epochs without progress.

Each split is trained with several seeds, whose mean accuracy counts: on a table of 200 rows, the accuracies of two seeds
of the same program differ by more than the margin. So small tables need many. Needs Python 3 with scikit-learn (Debian: python3-sklearn), and for
two of the six tables R with mlbench (Debian: r-cran-mlbench).

A table passes if the lower end of the 95% interval of the mean difference, over the paired splits, is above -Margin.

.EXAMPLE
./benchmarks/scikit-learn/Compare-ScikitLearn.ps1 | Format-Table
#>
[CmdletBinding()]
param(
    [int] $Split = 30,
    # The number of seeds for each split of a table of up to 300 rows; larger tables take a quarter of them.
    [int] $Repeat = 20,
    [double] $Margin = 0.01,
    [string] $Python = 'python3',
    # The folder for tables and results; kept if it is given.
    [string] $Folder
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$temporary = -not $Folder
if ($temporary) { $Folder = Join-Path ([IO.Path]::GetTempPath()) "swish-tables-$PID" }
$Folder = (New-Item -ItemType Directory -Force $Folder).FullName
if (Get-Command Rscript -ErrorAction Ignore) { & Rscript "$PSScriptRoot/tables.R" $Folder }
else { Write-Warning 'R is not installed; the tables sonar and pima are left out.' }
if (-not (Test-Path "$Folder/scikit-learn.csv")) {
    & $Python "$PSScriptRoot/mlp.py" $Folder $Split $Repeat
    if ($LASTEXITCODE) { throw 'scikit-learn could not be run.' }
}

# The 97.5% quantile of Student's t, for the interval of a mean, from a series in 1/n (accurate to 0.001 from 10 on).
function Get-Quantile([int] $degrees) {
    $z = 1.959964
    $z + ($z * $z * $z + $z) / 4 / $degrees +
        (5 * [math]::Pow($z, 5) + 16 * $z * $z * $z + 3 * $z) / 96 / $degrees / $degrees
}

foreach ($table in Import-Csv "$Folder/scikit-learn.csv" | Group-Object Table) {
    $differences = foreach ($row in $table.Group) {
        $path = "$Folder/$($table.Name)/$($row.Split)"
        $data = Import-TableDataset "$path-train.csv" -TestPath "$path-test.csv" -Label label -SplitSeed $row.Split
        $batch = [math]::Min(200, $data.Training.Count)
        $first = 1000 * [int] $row.Split + 1
        $run = @{
            Dataset = $data; Activation = 'ReLU'; HiddenLayer = 100; BatchSize = $batch; L2 = 0.0001 / $batch
            Epoch = 200; ValidationCount = 0; Seed = $first..($first + [int] $row.Seeds - 1); Initializer = 'GlorotUniform'
        }
        (Invoke-SwishTraining @run | Measure-Object TestAccuracy -Average).Average - [double] $row.Accuracy
    }
    $mean = ($differences | Measure-Object -Average).Average
    $deviation = ($differences | Measure-Object -StandardDeviation).StandardDeviation
    $half = (Get-Quantile ($differences.Count - 1)) * $deviation / [math]::Sqrt($differences.Count)
    $theirs = ($table.Group | Measure-Object Accuracy -Average).Average
    [pscustomobject]@{
        Table = $table.Name
        Splits = $differences.Count
        ScikitLearn = [math]::Round($theirs, 4)
        Swish = [math]::Round($theirs + $mean, 4)
        Difference = [math]::Round($mean, 4)
        Lower = [math]::Round($mean - $half, 4)
        Upper = [math]::Round($mean + $half, 4)
        NotWorse = $mean - $half -gt -$Margin
    }
}
if ($temporary) { Remove-Item -Recurse $Folder }
