"""faster-whisper as an engine of 'compare': one process for all files, a line "path TAB text" for each.

python3 faster-whisper.py [--batch N] MODEL LANGUAGE THREADS BEAMS FILE...

Batched, recordings are cut where speech pauses and N parts are heard together, as the SDK does by itself; else window after window. LANGUAGE auto: detected.
"""
import sys

from faster_whisper import BatchedInferencePipeline, WhisperModel

arguments = sys.argv[1:]
batch = 0
if arguments[0] == "--batch":
    batch = int(arguments[1])
    arguments = arguments[2:]
folder, language, threads, beams, *files = arguments
model = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=int(threads))
options = {"language": None if language == "auto" else language, "beam_size": int(beams)}
for file in files:
    if batch:
        segments, _ = BatchedInferencePipeline(model).transcribe(file, batch_size=batch, **options)
    else:
        segments, _ = model.transcribe(file, **options)
    print(file, " ".join(segment.text.strip() for segment in segments), sep="\t", flush=True)
