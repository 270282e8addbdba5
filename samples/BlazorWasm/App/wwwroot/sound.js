let context = null;
let analyser = null;
let decoded = Promise.resolve();
let until = 0;
let silences = 0;
const playing = new Set();

/** Plays a WAV file after those before it. */
export function play(wav) {
  if (!context) {
    context = new AudioContext();
    analyser = new AnalyserNode(context);
    analyser.connect(context.destination);
  }
  const asked = silences;
  const decoding = context.decodeAudioData(wav.slice().buffer).catch(() => null);
  decoded = Promise.all([decoding, decoded]).then(([buffer]) => {
    if (buffer && asked === silences) schedule(buffer);
  });
}

/** Falls silent at once, and forgets what has not been heard. */
export function stop() {
  silences++;
  for (const source of playing) source.stop();
  playing.clear();
  until = 0;
}

/** The loudness of what is heard now, from 0 to 1. */
export function level() {
  if (!analyser) return 0;
  const samples = new Float32Array(analyser.fftSize);
  analyser.getFloatTimeDomainData(samples);
  return Math.max(...samples.map(Math.abs));
}

function schedule(buffer) {
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(analyser);
  source.onended = () => playing.delete(source);
  playing.add(source);
  const start = Math.max(until, context.currentTime + 0.02);
  source.start(start);
  until = start + buffer.duration;
}
