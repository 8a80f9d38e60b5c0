<#
.SYNOPSIS
Evaluates over LibriSpeech as openslr.org/12 has it: one subset (…/LibriSpeech/test-clean) or the folder with all that were unpacked.
.DESCRIPTION
Scored with Whisper's English normaliser, as papers do that compare with it. Into ./results/librispeech.
.EXAMPLE
eval/librispeech.ps1 ~/data/LibriSpeech/test-clean --model mine=./my-model --beam-size 5
#>
param(
    [Parameter(Mandatory)] [string] $Folder,
    [Parameter(ValueFromRemainingArguments)] [string[]] $Options = @()
)
. (Join-Path $PSScriptRoot 'speech.ps1')
Invoke-Speech evaluate $Folder --kind librispeech --normalizer english @(Add-Output $Options 'results/librispeech')
exit $LASTEXITCODE
