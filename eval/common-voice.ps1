<#
.SYNOPSIS
Evaluates over Common Voice as commonvoice.mozilla.org has it: a locale's folder (…/cv-corpus-20.0/de) or the folder with several.
.DESCRIPTION
Scores are parted by gender, age and accent too. Into ./results/common-voice.
.EXAMPLE
eval/common-voice.ps1 ~/data/cv-corpus-20.0/de --split validated --limit 2000 --seed 1
#>
param(
    [Parameter(Mandatory)] [string] $Folder,
    [Parameter(ValueFromRemainingArguments)] [string[]] $Options = @()
)
. (Join-Path $PSScriptRoot 'speech.ps1')
Invoke-Speech evaluate $Folder --kind common-voice --group-by 'gender,age,accents' @(Add-Output $Options 'results/common-voice')
exit $LASTEXITCODE
