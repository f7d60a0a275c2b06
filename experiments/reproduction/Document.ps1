#Requires -Version 7.6
# Converts the result logs to tables/*.csv and docs/reproduction.md. Invoke-Reproduction.ps1 dot-sources this file after
# setting $output, the parent folder of tables/, and $page, the path of the document.

$tables = Get-Content "$PSScriptRoot/tables.json" -Raw | ConvertFrom-Json -AsHashtable
$written = @{}

function Export-Table {
    # Writes tables/<name>.csv, with the same line endings on every system.
    param([string] $Name, [Parameter(ValueFromPipeline)] $InputObject)
    end {
        $lines = @($input | ConvertTo-Csv)
        Set-Content "$output/tables/$Name.csv" "$($lines -join "`n")`n" -NoNewline
        $written[$Name] = $lines | ConvertFrom-Csv
    }
}

function Import-Table {
    # Returns the runs of a table, sorted by the table's order of activations and by seed, whichever run finished first.
    # The names of a table replace activations, and its labels are appended to the activation of runs with a setting,
    # to compare an activation with itself.
    param([string] $Name)
    $order = $tables[$Name].activations
    $names = $tables[$Name].names
    $labels = $tables[$Name].labels
    $tables[$Name].logs | ForEach-Object { Import-TrainingResult "$PSScriptRoot/logs/$_.jsonl" } | ForEach-Object {
        if (-not $names -and -not $labels) { return $_ }
        $name = $_.Activation
        if ($names -and $names[$name]) { $name = $names[$name] }
        $others = $_.OtherSettings -split '; '
        foreach ($setting in $labels.Keys | Where-Object { $_ -in $others }) { $name += $labels[$setting] }
        # A result with another name is still a result: a copy would lose which images it classified correctly.
        $_ | Add-Member Activation $name -Force -PassThru
    } |
        Where-Object Activation -In $order |
        Sort-Object { $order.IndexOf($_.Activation) }, Seed, { $_.RunId ?? $_.Recipe }
}

function Export-ComparisonTable {
    # Compares the runs of a table and writes tables/<name>.csv.
    param([string] $Name)
    $table = $tables[$Name]
    $settings = @{ GroupBy = $table.groupBy; Baseline = $table.baseline ?? 'ReLU' }
    $settings.Metric = $table.metric ?? 'TestAccuracy'
    if ($table.family) { $settings.Family = $table.family }
    if ($table.allowDifference) { $settings.AllowDifference = $table.allowDifference }
    # The tables say which rows have too few pairs.
    $settings.WarningAction = 'Ignore'
    $rows = @(Import-Table $Name | Compare-Activation @settings)
    # Without the settings that all rows share; the logs have them.
    $columns = @($rows[0].PSObject.Properties.Name)
    $rows | Select-Object $columns[0..$columns.IndexOf('Note')] | Export-Table $Name
}

function Export-PropertyTable {
    # Writes tables/properties.csv, the output of Measure-Activation.
    param([string[]] $Activation)
    Measure-Activation $Activation | Select-Object * -ExcludeProperty Inflections | Export-Table properties
}

function Get-Median {
    # Returns the median; for an even count, the mean of the two middle numbers.
    param([double[]] $Number)
    # Sort-Object would wrap the numbers as PSObjects, which are written with only 15 digits.
    [Array]::Sort($Number)
    $middle = [int] [Math]::Floor($Number.Length / 2)
    if ($Number.Length % 2) { $Number[$middle] } else { ($Number[$middle - 1] + $Number[$middle]) / 2 }
}

function Export-LayerTable {
    # Writes tables/layers.csv: medians over the seeds for the first and the last hidden layer, before the first step
    # and after the last one. The share of dead units is the largest of all layers.
    $points = Import-TrainingResult "$PSScriptRoot/logs/layers.jsonl" | Get-TrainingDiagnostic
    $rows = foreach ($group in $points | Sort-Object Depth, Activation, Step | Group-Object Depth, Activation, Step) {
        $first = $group.Group | Where-Object Layer -EQ 1
        $last = $group.Group | Where-Object { $_.Layer -eq $_.Depth }
        $dead = $group.Group | Group-Object Seed | ForEach-Object {
            ($_.Group | Measure-Object DeadShare -Maximum).Maximum
        }
        [pscustomobject]@{
            Depth = $first[0].Depth
            Activation = $first[0].Activation
            Step = $first[0].Step
            DeviationFirst = Get-Median $first.StandardDeviation
            DeviationLast = Get-Median $last.StandardDeviation
            GradientFirst = Get-Median $first.GradientNorm
            GradientLast = Get-Median $last.GradientNorm
            DeadShare = Get-Median $dead
        }
    }
    $rows | Export-Table layers
}

function Export-ConstantTable {
    # Writes tables/trained.csv: the final values of the learnable parameters of each layer, over all seeds.
    $points = Import-TrainingResult "$PSScriptRoot/logs/trained.jsonl" | Get-TrainingDiagnostic |
        Where-Object Step -GT 0
    $rows = foreach ($group in $points | Sort-Object Activation, Layer | Group-Object Activation, Layer) {
        [pscustomobject]@{
            Activation = $group.Group[0].Activation
            Layer = $group.Group[0].Layer
            Runs = $group.Count
            BetaMedian = Get-Median $group.Group.ConstantMean
            BetaMinimum = ($group.Group | Measure-Object ConstantMinimum -Minimum).Minimum
            BetaMaximum = ($group.Group | Measure-Object ConstantMaximum -Maximum).Maximum
        }
    }
    $rows | Export-Table trained
}

function Import-Row {
    # Returns the rows of an exported table that match all filters, such as 'Depth=10,20'.
    param([string] $Name, [string[]] $Filter)
    $rows = $written[$Name]
    foreach ($text in $Filter) {
        $column, $values = $text -split '=', 2
        $rows = $rows | Where-Object $column -In ($values -split ',')
    }
    @($rows)
}

function Get-BestRate {
    # Returns the row with the highest mean for each activation and condition of a table over learning rates; if two
    # means are equal, the one with the lower rate.
    param([string] $Name)
    $others = $tables[$Name].groupBy | Where-Object { $_ -ne 'LearningRate' }
    foreach ($group in Import-Row $Name | Group-Object (@('Activation') + $others)) {
        $highest = @{ Expression = { [double] $_.Mean }; Descending = $true }
        $group.Group | Sort-Object $highest, { [double] $_.LearningRate } | Select-Object -First 1
    }
}

function Format-Figure {
    # Formats a number for the document.
    param([string] $Column, [string] $Text, [string] $Format)
    if ($Text -eq '') { return '' }
    if ($Column -match 'PValue$' -and [double] $Text -lt 0.001) { return '<0.001' }
    if (-not $Format) {
        $Format = switch -Regex ($Column) {
            '^(Difference|NextPair|NewExamples(Lower|Upper)|Survivor(Difference|Lower|Upper)|Simultaneous)' {
                '+0.0000;-0.0000;0.0000'
                break
            }
            '^(PairCorrelation|PairsWon|Probability)' { '0.00'; break }
            'PValue$' { '0.000'; break }
            '^(Median|Mean|StandardDeviation|Minimum|Maximum|Lower|Upper)$' { '0.0000'; break }
            '^EffectSize$' { '0.0'; break }
            '^(DeviationFirst|DeviationLast|BetaMedian|BetaMinimum|BetaMaximum)$' { '0.00'; break }
            '^(GradientFirst|GradientLast)$' { '0.0E+0'; break }
            '^DeadShare$' { '0.000'; break }
        }
    }
    if ($Format) { ([double] $Text).ToString($Format) } else { $Text }
}

function Format-Difference {
    # Formats the mean difference of a row; if runs collapsed, that of the other pairs, in parentheses.
    param($Row)
    if ($Row.Difference -ne '') { return Format-Figure Difference $Row.Difference }
    $Row.SurvivorDifference -eq '' ? '' : "($(Format-Figure SurvivorDifference $Row.SurvivorDifference))"
}

function Format-Verdict {
    # Formats the two verdicts of a row: for these test images, and for new ones. The first has the number of pairs if
    # there are too few; the second is missing where the log does not say which images were classified correctly.
    param($Row)
    switch ($Row.Verdict) {
        'Untested' { "Untested ($($Row.Pairs) pairs)" }
        'NotComparable' { 'Not comparable' }
        default { $Row.Verdict }
    }
    $Row.NewExamplesVerdict
}

function Format-Interval {
    # Formats the confidence interval of a row's difference; returns an empty string if there is none.
    param($Row)
    if ($Row.DifferenceLower -eq '') { return '' }
    "$(Format-Figure DifferenceLower $Row.DifferenceLower) to $(Format-Figure DifferenceUpper $Row.DifferenceUpper)"
}

function Format-Head {
    # Splits the name of a column into words.
    param([string] $Column)
    [regex]::Replace($Column, '(?<=[a-z])[A-Z]', { " $($args[0].Value.ToLowerInvariant())" })
}

function Join-Line {
    # Returns a row of a Markdown table.
    param([string[]] $Cell)
    "| $($Cell -join ' | ') |"
}

function Join-Head {
    # Returns the header of a table: text columns are left-aligned, number columns right-aligned.
    param([string[]] $Left, [string[]] $Right)
    Join-Line ($Left + $Right)
    Join-Line (@($Left | ForEach-Object { '---' }) + @($Right | ForEach-Object { '--:' }))
}

function Format-PairTable {
    # Returns a table that compares an activation with the baseline, one row per condition. A table of validation
    # accuracies has no tests, since its runs only serve to choose a setting.
    param([string] $Name, [string[]] $Filter)
    $groups = $tables[$Name].groupBy
    $tested = $tables[$Name].metric -ne 'ValidationAccuracy'
    $rows = Import-Row $Name $Filter
    $shown = $rows | Where-Object { $_.Activation -ne $_.Baseline }
    $activation, $baseline = $shown[0].Activation, $shown[0].Baseline
    $left = $groups | ForEach-Object { Format-Head $_ }
    $tests = $tested ? '95% interval', 'p (adjusted)', 'These images', 'New images' : @()
    Join-Head $left (@('Runs', $baseline, $activation, 'Mean difference') + $tests +
        "Collapsed ($baseline, $activation)")
    foreach ($row in $shown) {
        $other = $rows | Where-Object { $candidate = $_
            $_.Activation -eq $baseline -and -not ($groups | Where-Object { $candidate.$_ -ne $row.$_ }) }
        $cells = @($groups | ForEach-Object { $row.$_ }) + $row.Runs + (Format-Figure Median $other.Median) +
        (Format-Figure Median $row.Median) + (Format-Difference $row)
        if ($tested) {
            $cells += @(Format-Interval $row) + (Format-Figure AdjustedPValue $row.AdjustedPValue) +
            (Format-Verdict $row)
        }
        Join-Line ($cells + "$($other.Collapsed), $($row.Collapsed)")
    }
}

function Format-PlainTable {
    # Returns a table with the given columns, unchanged.
    param([string] $Name, [string[]] $Column)
    Join-Head @() @($Column | ForEach-Object { Format-Head $_ })
    foreach ($row in Import-Row $Name @()) { Join-Line @($Column | ForEach-Object { Format-Figure $_ $row.$_ }) }
}

function Format-RowTable {
    # Returns a table that compares activations with the baseline in one condition: a row per activation, baseline
    # first.
    param([string] $Name, [string[]] $Filter)
    Join-Head (, 'Activation') 'Runs', 'Median', 'Mean difference', '95% interval', 'p (adjusted)', 'These images',
    'New images'
    foreach ($row in Import-Row $Name $Filter) {
        $cells = $row.Activation, $row.Runs, (Format-Figure Median $row.Median), (Format-Difference $row),
        (Format-Interval $row), (Format-Figure AdjustedPValue $row.AdjustedPValue)
        # Both verdicts, which the baseline does not have.
        Join-Line ($cells + ($row.Verdict ? (Format-Verdict $row) : '', ''))
    }
}

function Format-PivotTable {
    # Returns a table of one column of numbers, with a row per activation and a column per condition.
    param([string] $Name, [string] $Column, [string[]] $Filter)
    $group = $tables[$Name].groupBy[0]
    $rows = Import-Row $Name $Filter
    $across = $rows.$group | Select-Object -Unique
    Join-Head (, (Format-Head $group)) $across
    foreach ($activation in $rows.Activation | Select-Object -Unique) {
        $cells = foreach ($value in $across) {
            $row = $rows | Where-Object { $_.Activation -eq $activation -and $_.$group -eq $value }
            Format-Figure $Column $row.$Column
        }
        Join-Line (, $activation + $cells)
    }
}

function Format-WinTable {
    # Returns a table of how often the baseline was above, equal to or below each activation, by median and by verdict.
    param([string] $Name, [string[]] $Filter)
    $groups = $tables[$Name].groupBy
    $rows = Import-Row $Name $Filter
    $key = { param($row) ($groups | ForEach-Object { $row.$_ }) -join "`n" }
    $own = @{}
    foreach ($row in $rows | Where-Object { $_.Activation -eq $_.Baseline }) {
        $own[(& $key $row)] = [double] $row.Median
    }
    $left = "$($rows[0].Baseline) against"
    Join-Head (, $left) 'Higher', 'Equal', 'Lower', 'Better', 'Same', 'Worse', 'Unclear', 'Untested'
    foreach ($set in $rows | Where-Object { $_.Activation -ne $_.Baseline } | Group-Object Activation | Sort-Object {
            $tables[$Name].activations.IndexOf($_.Name) }) {
        $orders = foreach ($row in $set.Group) { $own[(& $key $row)].CompareTo([double] $row.Median) }
        $counts = @(
            foreach ($order in 1, 0, -1) { @($orders | Where-Object { $_ -eq $order }).Count }
            foreach ($verdict in 'Worse', 'Same', 'Better', 'Unclear', 'Untested') {
                @($set.Group | Where-Object Verdict -EQ $verdict).Count
            })
        Join-Line (, $set.Name + $counts)
    }
}

function Format-Agreement {
    # Returns in how many rows with both verdicts the verdict for new images is that for these: 'all 84' or '80 of 84'.
    param([string] $Name, [string[]] $Filter)
    $rows = @(Import-Row $Name $Filter | Where-Object { $_.Verdict -and $_.NewExamplesVerdict })
    $same = @($rows | Where-Object { $_.Verdict -eq $_.NewExamplesVerdict })
    $rows.Count -eq $same.Count ? "all $($rows.Count)" : "$($same.Count) of $($rows.Count)"
}

function Format-RateTable {
    # Returns a table of the best learning rate per activation and condition, with its mean validation accuracy.
    param([string] $Name)
    $best = @(Get-BestRate $Name)
    $group = $tables[$Name].groupBy | Where-Object { $_ -ne 'LearningRate' } | Select-Object -First 1
    $across = $best.$group | Sort-Object { [double] $_ } -Unique
    Join-Head (, (Format-Head $group)) $across
    foreach ($activation in $tables[$Name].activations) {
        $cells = foreach ($value in $across) {
            $row = $best | Where-Object { $_.Activation -eq $activation -and $_.$group -eq $value }
            "$($row.LearningRate) ($(Format-Figure Mean $row.Mean))"
        }
        Join-Line (, $activation + $cells)
    }
}

function Format-PropertyTable {
    # Returns a table with columns of tables/properties.csv, one row per activation.
    param([string[]] $Activation, [string[]] $Column)
    Join-Head (, 'Activation') @($Column | ForEach-Object { Format-Head $_ })
    foreach ($name in $Activation) {
        $row = (Import-Row properties "Activation=$name")[0]
        Join-Line (, $name + @($Column | ForEach-Object { Format-Figure $_ $row.$_ '0.0000000' }))
    }
}

function Get-ClaimVerdict {
    # Returns whether a claim holds, by a rule over the rows of a table. The document explains the rules.
    param([string] $Rule, [string] $Name, [string[]] $Filter, [double] $Value)
    $rows = Import-Row $Name $Filter
    $verdicts = @($rows | Where-Object Verdict | ForEach-Object Verdict)
    $probable = $false
    $holds, $fails = switch ($Rule) {
        'better' {
            # Significant by itself but not after the adjustment: probable.
            $ahead = $rows | Where-Object {
                $_.Verdict -eq 'Better' -or ($_.Verdict -eq 'Unclear' -and [double] $_.PValue -lt 0.05 -and
                    [double] $_.Difference -gt 0)
            }
            $probable = @($ahead).Count -eq $verdicts.Count
            @($verdicts -ne 'Better').Count -eq 0; @($verdicts -match '^(Worse|Same)$').Count -gt 0
        }
        'gap' {
            # Whether the difference between single runs lies in the prediction interval of one more pair.
            $inside = $Value -ge [double] $rows[0].NextPairLower -and $Value -le [double] $rows[0].NextPairUpper
            $inside; -not $inside
        }
        'gain' {
            # Whether the gain is not above the interval of the mean difference, in any row.
            $below = @($rows | Where-Object { [double] $_.DifferenceUpper -lt $Value }).Count
            $below -eq 0; $below -eq $rows.Count
        }
        'falls' {
            # Whether the interval of the last row's mean lies below that of the first.
            [double] $rows[-1].Upper -lt [double] $rows[0].Lower; [double] $rows[-1].Lower -gt [double] $rows[0].Upper
        }
        'above' {
            # Whether the interval of the mean lies above the value, in every row.
            $above = @($rows | Where-Object { [double] $_.Lower -gt $Value }).Count
            $above -eq $rows.Count; @($rows | Where-Object { [double] $_.Upper -lt $Value }).Count -gt 0
        }
        'collapses' {
            $all = @($rows | Where-Object { $_.Collapsed -ne $_.Runs }).Count -eq 0
            $all; -not $all
        }
        'unbeaten' { @($verdicts -notmatch '^(Better|Same)$').Count -eq 0; $verdicts -contains 'Worse' }
        'baseline-unbeaten' { @($verdicts -notmatch '^(Worse|Same)$').Count -eq 0; $verdicts -contains 'Better' }
        'alike' {
            $gaps = foreach ($row in $rows | Where-Object Pairs) {
                $group = $tables[$Name].groupBy[0]
                $other = (Import-Row $Name "Activation=$($row.Baseline)", "$group=$($row.$group)")[0]
                [Math]::Abs([double] $row.Median - [double] $other.Median)
            }
            $wide = @($gaps | Where-Object { $_ -gt $Value + 1e-9 }).Count
            $wide -eq 0; $wide -gt 0
        }
        'near' {
            $margin = 2 * [Math]::Sqrt($Value * (1 - $Value) / 10000)
            $near = [Math]::Abs([double] $rows[0].Mean - $Value) -le $margin
            $near; -not $near
        }
        'lower-rate' {
            $best = @(Get-BestRate $Name)
            $group = $tables[$Name].groupBy[0]
            $orders = foreach ($row in $best | Where-Object Activation -EQ Swish) {
                $other = $best | Where-Object { $_.Activation -eq 'ReLU' -and $_.$group -eq $row.$group }
                ([double] $row.LearningRate).CompareTo([double] $other.LearningRate)
            }
            # The same rate on a grid with a factor of 2 does not exclude a slightly lower one.
            @($orders -ge 0).Count -eq 0; @($orders -le 0).Count -eq 0
        }
        default { throw "There is no rule '$Rule'." }
    }
    if ($holds) { 'holds' } elseif ($probable) { 'probable' } elseif ($fails) { 'does not hold' } else { 'undecided' }
}

function Expand-Placeholder {
    # Returns the text that replaces a placeholder: a number, {{depth; Activation=Swish; Depth=50: Median}}, optionally
    # with a format after the column; a table, {{pairs deep}}; a verdict, {{verdict better deep}}; or in how many rows
    # both verdicts agree, {{agreement wins}}.
    param([string] $Placeholder)
    $head, $tail = $Placeholder -split ':', 2
    $words, $filter = ($head -split ';').Trim()
    $what = @("$tail".Trim() -split '\s+')
    $kind, $names = $words -split '[\s,]+'
    switch ($kind) {
        'pairs' { return (Format-PairTable $names $filter) -join "`n" }
        'plain' { return (Format-PlainTable $names $what) -join "`n" }
        'rows' { return (Format-RowTable $names $filter) -join "`n" }
        'pivot' { return (Format-PivotTable $names $what[0] $filter) -join "`n" }
        'wins' { if ($names) { return (Format-WinTable $names $filter) -join "`n" } }
        'agreement' { return Format-Agreement @($names)[0] $filter }
        'rates' { return (Format-RateTable $names) -join "`n" }
        'measures' { return (Format-PropertyTable $names $what) -join "`n" }
        'verdict' { return "**$(Get-ClaimVerdict $names[0] $names[1] $filter ($tail ? [double] $tail : 0))**" }
    }
    $rows = @(Import-Row $kind $filter)
    if ($rows.Count -ne 1) { throw "The placeholder {{$Placeholder}} matches $($rows.Count) rows, not one." }
    Format-Figure $what[0] $rows[0].($what[0]) $what[1]
}

function Write-Document {
    # Writes the document: template.md with its placeholders replaced.
    $text = (Get-Content "$PSScriptRoot/template.md" -Raw) -replace "`r"
    $text = [regex]::Replace($text, '\{\{(.+?)\}\}', { Expand-Placeholder $args[0].Groups[1].Value })
    Set-Content $page $text -NoNewline
}
