<#
.SYNOPSIS
Runs the complete search over all compositions of one core unit. Then compares the ten best functions and the eight of
the Swish paper with ReLU and Swish in the 12-layer network, over five seeds. Writes the tables of docs/search.md.

.DESCRIPTION
There are 6250 compositions, of which about 3100 are different functions that can be trained. The search takes about
twenty minutes on two cores, and the comparison takes longer. After an interruption, both continue where they stopped.
With the logs in the repository nothing is trained, and the tables do not change.

Weights are as likely as their negatives, so f(x), f(-x), -f(x) and -f(-x) are one activation to a network. The search
ranks these mirror images separately and trains each of them. In the 12-layer network, only the best of each group of
mirror images is trained; the table lists the ranks of the others.

.EXAMPLE
./experiments/search/Search-All.ps1

.EXAMPLE
./experiments/search/Search-All.ps1 -Folder another -Step 500 -DeepStep 10000 -Page another.md
#>
param(
    # The folder for the result logs and tables; it is created if it does not exist.
    [string]$Folder = "$PSScriptRoot/results",
    # The number of steps of the first rung.
    [int]$Step = 200,
    # The number of steps of the 12-layer networks; the recipe has 10000.
    [int]$DeepStep = 1500,
    # The page whose tables are replaced.
    [string]$Page = "$PSScriptRoot/../../docs/search.md",
    # Only searches; makes no comparison and leaves the page as it is.
    [switch]$SearchOnly
)

$ErrorActionPreference = 'Stop'
$null = New-Item -ItemType Directory -Path $Folder -Force
$Folder = (Resolve-Path -LiteralPath $Folder).ProviderPath

# The log of the search is kept compressed, because it has thousands of networks.
function Copy-Stream([System.IO.Stream]$From, [System.IO.Stream]$To) {
    try { $From.CopyTo($To) } finally { $To.Dispose(); $From.Dispose() }
}
$log = "$Folder/search.jsonl"
if (-not (Test-Path -LiteralPath $log) -and (Test-Path -LiteralPath "$log.gz")) {
    $packed = [System.IO.Compression.GZipStream]::new(
        [System.IO.File]::OpenRead("$log.gz"), [System.IO.Compression.CompressionMode]::Decompress)
    Copy-Stream $packed ([System.IO.File]::Create($log))
}

$recipe = Get-SwishRecipe Default
$recipe.Depth = 4
$recipe.Width = 64
$recipe.BatchSize = 64
$results = Search-Activation -Recipe $recipe -Step $Step -Rung 4 -Finalist 30 -ResultPath $log -Verbose
$packed = [System.IO.Compression.GZipStream]::new(
    [System.IO.File]::Create("$log.gz"), [System.IO.Compression.CompressionLevel]::SmallestSize)
Copy-Stream ([System.IO.File]::OpenRead($log)) $packed
$results | Select-Object Rank, Formula, ValidationAccuracy, TestAccuracy, Rung, Runs, Collapsed, Steps |
    Export-Csv "$Folder/ranking.csv"
if ($SearchOnly) { return $results }

function Format-Number([double]$Number, [string]$Format) { $Number.ToString($Format, [cultureinfo]::InvariantCulture) }

# Returns the values on a grid as text, for whichever mirror image comes first in sort order: a key that all four share.
function Get-MirrorKey($Activation) {
    $values = @(Get-ActivationCurve $Activation -Minimum -6 -Maximum 6 -Count 49).Value
    $mirrored = $values[($values.Count - 1)..0]
    $texts = foreach ($one in $values, $mirrored) {
        # adding 0 turns -0 into +0
        foreach ($sign in 1, -1) {
            @(foreach ($value in $one) { Format-Number ([math]::Round($sign * $value, 9) + 0.0) 'R' }) -join ' '
        }
    }
    ($texts | Sort-Object -Culture '')[0]
}

$finalists = @($results | Where-Object Rung -EQ 4)
$mirrors = [ordered]@{}
foreach ($result in $finalists) {
    $key = Get-MirrorKey $result.Activation
    if (-not $mirrors.Contains($key)) { $mirrors[$key] = [System.Collections.Generic.List[object]]::new() }
    $mirrors[$key].Add($result)
}
$best = @($mirrors.Values | Select-Object -First 10)

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

# A function may be both among the best and in the paper; it is trained only once.
$origin = [ordered]@{ ReLU = 'baseline'; Swish = 'baseline' }
$activations = [System.Collections.Generic.List[object]]::new([object[]]@('ReLU', 'Swish'))
foreach ($group in $best) {
    $origin["$($group[0].Activation)"] = "search, rank $($group[0].Rank)"
    $activations.Add($group[0].Activation)
}
foreach ($activation in $paper) {
    if ($origin.Contains("$activation")) { $origin["$activation"] += '; paper'; continue }
    $origin["$activation"] = 'paper'
    $activations.Add($activation)
}
$deepLog = "$Folder/deep.jsonl"
$deep = @(Invoke-SwishTraining Synced2017Deep -Activation $activations -Step $DeepStep -Repeat 5 -ResultPath $deepLog)
$deep | Select-Object Activation, Seed, Status, TestAccuracy, ValidationAccuracy, TestLoss, TrainLoss, WeightHash |
    Export-Csv "$Folder/deep.csv"
# Five pairs are too few for a verdict; the page says so.
$comparison = @($deep | Compare-Activation -Baseline ReLU, Swish -WarningAction Ignore)
$comparison | Export-Csv "$Folder/comparison.csv"

# In the page, the text between <!-- table: name --> and <!-- end --> is replaced.
function Format-Code([string]$Text) { '`' + $Text.Replace('|', '\|') + '`' }

$bestRows = foreach ($group in $best) {
    $first, $others = $group
    $mirrorRanks = @($others | ForEach-Object { $_.Rank }) -join ', '
    $shares = foreach ($share in $first.ValidationAccuracy, $first.TestAccuracy) { Format-Number $share '0.0000' }
    "| $($first.Rank) | $(Format-Code $first.Formula) | $($shares -join ' | ') | $mirrorRanks |"
}

$deepRows = foreach ($text in $origin.Keys) {
    $own = @($comparison | Where-Object Activation -EQ $text)
    $shares = foreach ($share in $own[0].Median, $own[0].Minimum, $own[0].Maximum) { Format-Number $share '0.0000' }
    $verdicts = foreach ($baseline in 'ReLU', 'Swish') {
        $row = $own | Where-Object Baseline -EQ $baseline
        if ($text -eq $baseline -or -not $row) { '' }
        elseif ($null -eq $row.Difference) { "$($row.Verdict)" }
        else { "$($row.Verdict), $(Format-Number $row.Difference '+0.0000;-0.0000;0.0000')" }
    }
    $cells = @(Format-Code $text) + $origin[$text] + $shares + $own[0].Collapsed + $verdicts
    [pscustomobject]@{ Median = $own[0].Median; Line = "| $($cells -join ' | ') |" }
}

$tables = @{
    best = @(
        '| rank | formula | validation accuracy | test accuracy | mirror images among the finalists, by rank |'
        '| --- | --- | --- | --- | --- |'
    ) + $bestRows
    deep = @(
        '| activation | from | median | lowest | highest | collapsed | against ReLU | against Swish |'
        '| --- | --- | --- | --- | --- | --- | --- | --- |'
    ) + @($deepRows | Sort-Object Median -Descending -Stable).Line
}
$text = [System.IO.File]::ReadAllText($Page)
foreach ($name in $tables.Keys) {
    $pattern = "(?s)(?<=<!-- table: $name -->\n).*?(?=<!-- end -->)"
    $table = "`n$($tables[$name] -join "`n")`n`n"
    $text = [regex]::Replace($text, $pattern, { $table }.GetNewClosure())
}
[System.IO.File]::WriteAllText($Page, $text)
$comparison
