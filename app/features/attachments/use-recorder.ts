import { useEffect, useRef, useState } from 'react';
import { longestSeconds } from './rules';

type Recording = { blob: Blob; name: string; seconds: number };

const sorts = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];

/** Records by the microphone: on a press only, until the next press or the longest time. */
export function useRecorder(onDone: (recording: Recording) => void) {
  const [seconds, setSeconds] = useState<number | null>(null);
  const [refusal, setRefusal] = useState<'attachment.no_microphone' | null>(null);
  const recorder = useRef<MediaRecorder | null>(null);
  const done = useRef(onDone);
  done.current = onDone;

  const stop = () => recorder.current?.state === 'recording' && recorder.current.stop();

  async function start() {
    setRefusal(null);
    const media = await navigator.mediaDevices?.getUserMedia({ audio: true }).catch(() => null);
    if (!media) return setRefusal('attachment.no_microphone');
    const mimeType = sorts.find((sort) => MediaRecorder.isTypeSupported(sort));
    const machine = new MediaRecorder(media, { mimeType, audioBitsPerSecond: 32_000 });
    recorder.current = machine;
    const began = performance.now();
    const chunks: Blob[] = [];
    const clock = setInterval(() => {
      const passed = Math.floor((performance.now() - began) / 1000);
      setSeconds(passed);
      if (passed >= longestSeconds) stop();
    }, 500);
    machine.ondataavailable = ({ data }) => data.size && chunks.push(data);
    machine.onstop = () => {
      clearInterval(clock);
      for (const track of media.getTracks()) track.stop();
      setSeconds(null);
      const blob = new Blob(chunks, { type: machine.mimeType });
      const name = `voice.${machine.mimeType.includes('mp4') ? 'm4a' : machine.mimeType.includes('ogg') ? 'ogg' : 'webm'}`;
      if (blob.size) done.current({ blob, name, seconds: Math.round((performance.now() - began) / 1000) });
    };
    setSeconds(0);
    machine.start(1000);
  }

  useEffect(() => () => void (recorder.current?.state === 'recording' && recorder.current.stop()), []);
  return { seconds, refusal, start, stop };
}
