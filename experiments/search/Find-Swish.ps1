<#
.SYNOPSIS
Searches a small space of compositions that holds x·σ(x), and tells where it ranks.

.DESCRIPTION
14 functions of one operand, 5 of two, one core unit: 980 compositions, of which about 500 are different functions.
Small networks (4 hidden layers of 64) on MNIST under successive halving. Some minutes on two cores; run again with the
same -ResultPath it goes on where it was.

To a network whose weights are as likely as their negatives, f(x), f(-x), -f(x) and -f(-x) are one activation; as
functions they are four, and each gets networks of its own. All four of x·σ(x) are shown.

.EXAMPLE
./experiments/search/Find-Swish.ps1 -ResultPath find-swish.jsonl
#>
param(
    # The result log, so that an interrupted search goes on.
    [string]$ResultPath,
    # The seed of the search.
    [int]$Seed = 1,
    # Steps of the first rung.
    [int]$Step = 100
)

$recipe = Get-SwishRecipe Default
$recipe.Depth = 4
$recipe.Width = 64
$recipe.BatchSize = 64

$search = @{
    Unary  = @(
        'Identity', 'Negate', 'Abs', 'Square', 'Sin', 'Cos', 'Tanh', 'Atan', 'Positive', 'Negative', 'Sigmoid'
        'Softplus', 'Gaussian', 'Erf'
    )
    Binary = 'Add', 'Multiply', 'Max', 'Min', 'Gate'
    Recipe = $recipe
    Step   = $Step
    Seed   = $Seed
}
if ($ResultPath) { $search.ResultPath = $ResultPath }

$results = @(Search-Activation @search)
foreach ($result in $results) { if ($result.Rank -le 10) { $result } }
$swish = @(
    'sigmoid(x)*x', 'sigmoid(-x)*x', 'sigmoid(x)*(-x)', '-x*sigmoid(x)', 'sigmoid(-x)*(-x)', '-x*sigmoid(-x)'
)
foreach ($result in $results) {
    if ($result.Formula -in $swish) {
        $share = '{0:0.0} %' -f (100 * $result.Rank / $results.Count)
        "$($result.Formula) ranks $($result.Rank) of $($results.Count), among the best $share."
    }
}
