<#
.SYNOPSIS
The whole search: every composition of one core unit, then the ten best, and the eight functions of the Swish paper, in
the 12-layer network over five seeds against ReLU and Swish.

.DESCRIPTION
6250 compositions, of which about 3100 are different functions that can be trained. An hour or so for the search on two
cores; the comparison after it takes longer. Both go on where they were when run again with the same folder.

.EXAMPLE
./docs/search/Search-All.ps1 -Folder search
#>
param(
    # The folder of the result logs and tables; it is made if it is not there.
    [string]$Folder = 'search',
    # Steps of the first rung.
    [int]$Step = 200,
    # Steps of the 12-layer networks; 10000 are the recipe's own.
    [int]$DeepStep = 10000,
    # Leaves the comparison out.
    [switch]$SearchOnly
)

$null = New-Item -ItemType Directory -Path $Folder -Force
$recipe = Get-SwishRecipe Default
$recipe.Depth = 4
$recipe.Width = 64
$recipe.BatchSize = 64

$log = "$Folder/search.jsonl"
$results = Search-Activation -Recipe $recipe -Step $Step -Rung 4 -Finalist 30 -ResultPath $log -Verbose
$results | Select-Object Rank, Formula, ValidationAccuracy, TestAccuracy, Rung, Runs, Collapsed, Steps, Seconds |
    Export-Csv "$Folder/ranking.csv"
$results | Select-Object -First 10
$results | Where-Object Formula -EQ 'sigmoid(x)*x'
if ($SearchOnly) { return }

$best = $results | Select-Object -First 10 | ForEach-Object Activation
$paper = @(
    New-Activation -Expression { $x * (Sigmoid ($beta * $x)) } -Parameter @{ beta = 1.0 } -Per Unit
    New-Activation -Expression { Max $x (Sigmoid $x) }
    New-Activation -Expression { (Cos $x) - $x }
    New-Activation -Expression { Min $x (Sin $x) }
    New-Activation -Expression { (Pow (Atan $x) 2) - $x }
    New-Activation -Expression { Max $x (Tanh $x) }
    New-Activation -Expression { (Sinc $x) + $x }
    New-Activation -Expression { $x * (Pow (Asinh $x) 2) }
)

# The same function may be among the best and the paper's; a run is done once.
$activations = @('ReLU', 'Swish') + $best + $paper
$texts = [System.Collections.Generic.HashSet[string]]::new()
$activations = @($activations | Where-Object { $texts.Add("$_") })
$log = "$Folder/deep.jsonl"
$deep = Invoke-SwishTraining Synced2017Deep -Activation $activations -Step $DeepStep -Repeat 5 -ResultPath $log
$deep | Export-Csv "$Folder/deep.csv"
$deep | Compare-Activation -Baseline ReLU, Swish | Tee-Object -Variable comparison
$comparison | Export-Csv "$Folder/comparison.csv"
