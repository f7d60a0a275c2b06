#Requires -Version 7.6
<#
.SYNOPSIS
Opens a report of Export-SwishReport in a browser: light, dark, on a phone and printed.

.DESCRIPTION
Trains a small sweep, writes its report, and opens it in Chromium, Chrome or Edge without a window. It throws if the
browser reports an error (such as something that the content security policy forbids), changes the structure of the
page, or shows the same in both themes. The pictures and the PDF are left in the output folder to be looked at.

This is a command of its own and not a part of the test run, because a machine for tests need not have a browser.

.EXAMPLE
pwsh tests/browser/Test-SwishReport.ps1 -OutputPath ./pictures
#>
[CmdletBinding()]
param(
    # The browser. By default, the first one that is found.
    [string] $Browser,

    # The folder for the report, the pictures and the PDF.
    [string] $OutputPath = '.',

    # The built module.
    [string] $Module = "$PSScriptRoot/../../artifacts/module/Swish"
)

$ErrorActionPreference = 'Stop'
Import-Module $Module

if (-not $Browser) {
    $Browser = 'chromium', 'chromium-browser', 'google-chrome', 'msedge' |
        Where-Object { Get-Command $_ -CommandType Application -ErrorAction Ignore } | Select-Object -First 1
    if (-not $Browser) { throw 'No browser was found; install Chromium, or specify one with -Browser.' }
}
$null = New-Item -ItemType Directory -Path $OutputPath -Force
$folder = (Resolve-Path -LiteralPath $OutputPath).ProviderPath

$sweep = @{ Activation = 'ReLU', 'Swish'; Width = 32; Step = 100; Repeat = 6; EvaluateEvery = 10 }
Invoke-SwishTraining @sweep -KeepNetwork |
    Export-SwishReport "$folder/report.html" -Force -Title 'A < B & "C"' -WarningAction Ignore
$page = [uri]::new("$folder/report.html").AbsoluteUri

function Invoke-Browser([string[]] $Argument) {
    $log = "$folder/browser.log"
    $headless = '--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--enable-logging=stderr'
    $output = & $Browser @headless @Argument $page 2>$log
    $errors = Select-String -LiteralPath $log -Pattern 'CONSOLE' | Where-Object Line -Match 'report\.html|Refused|error'
    if ($errors) { throw "The browser reports: $($errors.Line -join '; ')" }
    Remove-Item -LiteralPath $log
    $output
}

# The browser parses the page as HTML; it must find the elements that are in the file.
$dom = (Invoke-Browser '--dump-dom') -join "`n"
$file = Get-Content -LiteralPath "$folder/report.html" -Raw
foreach ($tag in 'h1', 'h2', 'h3', 'table', 'th', 'td', 'svg', 'figure', 'img', 'section') {
    $wanted = [regex]::Matches($file, "<$tag[ >]").Count
    $found = [regex]::Matches($dom, "<$tag[ >]").Count
    if ($wanted -ne $found) { throw "The browser finds $found elements <$tag>, and the file has $wanted." }
}

$views = @{
    light = '--window-size=1100,3000', '--blink-settings=preferredColorScheme=1'
    dark = '--window-size=1100,3000', '--blink-settings=preferredColorScheme=0'
    phone = '--window-size=500,3000', '--blink-settings=preferredColorScheme=1'
}
foreach ($name in $views.Keys) { $null = Invoke-Browser ($views[$name] + "--screenshot=$folder/$name.png") }
$null = Invoke-Browser '--no-pdf-header-footer', "--print-to-pdf=$folder/report.pdf"
$hashes = Get-FileHash -LiteralPath "$folder/light.png", "$folder/dark.png"
if ($hashes[0].Hash -eq $hashes[1].Hash) { throw 'The light and the dark page look the same.' }
Get-Item -LiteralPath "$folder/light.png", "$folder/dark.png", "$folder/phone.png", "$folder/report.pdf"
