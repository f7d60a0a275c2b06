<#
.SYNOPSIS
Searches a small space of compositions that contains x·σ(x), and shows the rank of x·σ(x).

.DESCRIPTION
The space has 14 unary functions, 5 binary ones and one core unit: 980 compositions, of which about 500 are different
functions. They are ranked by successive halving with small networks (4 hidden layers of 64 units) on MNIST. This takes
some minutes on two cores. After an interruption, the same -ResultPath continues the search.

Weights are as likely as their negatives, so f(x), f(-x), -f(x) and -f(-x) are one activation to a network. As functions
they are four, and the search trains each of them separately. The ranks of all four forms of x·σ(x) are shown.

.EXAMPLE
./experiments/search/Find-Swish.ps1 -ResultPath find-swish.jsonl
#>
param(
    # The result log, with which an interrupted search can continue.
    [string]$ResultPath,
    # The seed of the search.
    [int]$Seed = 1,
    # The number of steps of the first rung.
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
