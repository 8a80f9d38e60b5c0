namespace Speech.Sdk.Telemetry;

/// <summary>
/// The names by which listeners (OpenTelemetry, <c>dotnet-counters</c>, <c>ActivityListener</c>, <c>MeterListener</c>) find what this library tells of itself.
/// docs/telemetry.md has the list with units and tags. Nothing is measured and nothing allocated while nobody listens.
/// </summary>
public static class SpeechTelemetry
{
    /// <summary>The <see cref="System.Diagnostics.ActivitySource"/>.</summary>
    public const string ActivitySourceName = "Speech.Sdk";

    /// <summary>The <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "Speech.Sdk";

    /// <summary>The activities.</summary>
    public static class Activities
    {
        /// <summary>A model is loaded.</summary>
        public const string Load = "speech.load";

        /// <summary>A call with one recording or many.</summary>
        public const string Transcribe = "speech.transcribe";

        /// <summary>One recording of a call, from when it is opened to its transcript. Recordings of a call overlap.</summary>
        public const string Recording = "speech.recording";

        /// <summary>A call for live audio.</summary>
        public const string Stream = "speech.stream";

        /// <summary>A call that classifies recordings.</summary>
        public const string Classify = "speech.classify";

        /// <summary>A call that embeds or compares speakers' voices.</summary>
        public const string Embed = "speech.embed";

        /// <summary>A call that finds the words of a known text.</summary>
        public const string Align = "speech.align";

        /// <summary>A call that tells which languages are spoken.</summary>
        public const string IdentifyLanguages = "speech.identify_languages";

        /// <summary>A call that finds where speech is, of <see cref="VoiceActivityDetector"/>.</summary>
        public const string DetectSpeech = "speech.detect_speech";

        /// <summary>Some windows or clips go through the encoder, features included.</summary>
        public const string Encode = "speech.encode";

        /// <summary>Text is made of them.</summary>
        public const string Decode = "speech.decode";
    }

    /// <summary>The instruments; all times are in seconds.</summary>
    public static class Metrics
    {
        /// <summary>How long loading a model took.</summary>
        public const string LoadDuration = "speech.model.load.duration";

        /// <summary>From when a recording was opened to its transcript or error.</summary>
        public const string RecognitionDuration = "speech.recognition.duration";

        /// <summary>Computing time by second of audio; below 1 is faster than speech.</summary>
        public const string RealTimeFactor = "speech.recognition.real_time_factor";

        /// <summary>How much of the computing a stage took; see <see cref="Tags.Stage"/>.</summary>
        public const string StageDuration = "speech.recognition.stage.duration";

        /// <summary>How long a call took that does something else than transcribe, to its results or its error.</summary>
        public const string CallDuration = "speech.call.duration";

        /// <summary>Such calls under way.</summary>
        public const string ActiveCalls = "speech.call.active";

        /// <summary>How long a recording or stream was that was heard, whatever for.</summary>
        public const string AudioDuration = "speech.audio.duration";

        /// <summary>Recordings and streams under way.</summary>
        public const string Active = "speech.recognition.active";

        /// <summary>Recordings, streams, other calls and loadings that failed; a caller who cancels is no failure.</summary>
        public const string Errors = "speech.errors";

        /// <summary>How long a live stream's words took from their end in the audio to their commit: the mean of what an update commits.</summary>
        public const string StreamLatency = "speech.stream.latency";
    }

    /// <summary>The tags of activities and instruments.</summary>
    public static class Tags
    {
        /// <summary>The model's name, or what it was to be loaded by.</summary>
        public const string Model = "speech.model.name";

        /// <summary>The model's family, as <see cref="RecognizerInfo.Family"/> and its like say.</summary>
        public const string Family = "speech.model.family";

        /// <summary>The execution provider that inference runs on.</summary>
        public const string ExecutionProvider = "speech.execution_provider";

        /// <summary>
        /// What a model is used for: <c>transcribe</c>, <c>classify</c>, <c>embed</c>, <c>align</c>, <c>identify_languages</c> or <c>detect_speech</c>.
        /// </summary>
        public const string Operation = "speech.operation";

        /// <summary>How it transcribes: <c>recording</c> or <c>stream</c>.</summary>
        public const string Mode = "speech.mode";

        /// <summary><c>audio</c>, <c>features</c>, <c>encoder</c> or <c>decoder</c>.</summary>
        public const string Stage = "speech.stage";

        /// <summary>The error's type, where there was one.</summary>
        public const string ErrorType = "error.type";

        /// <summary>Which recording of a call it is, from 0; of activities alone.</summary>
        public const string Index = "speech.recording.index";

        /// <summary>How many recordings, windows or clips there are; of activities alone.</summary>
        public const string Count = "speech.count";

        /// <summary>The transcript's language; of activities alone.</summary>
        public const string Language = "speech.language";

        /// <summary>Seconds of audio; of activities alone.</summary>
        public const string AudioSeconds = "speech.audio.seconds";
    }
}
