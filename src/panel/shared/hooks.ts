import type { ISignal } from '@lumino/signaling';
import { useEffect, useReducer, useSyncExternalStore } from 'react';

/** Render again whenever a signal is emitted. */
export function useSignal(signal: ISignal<unknown, unknown>): void {
  const [, render] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const onEmit = () => render();
    signal.connect(onEmit);
    // What happened between the first rendering and now.
    render();
    return () => {
      signal.disconnect(onEmit);
    };
  }, [signal]);
}

/** The time, in milliseconds since the epoch, each second while it is asked for. */
export function useNow(isRunning: boolean): number {
  return useSyncExternalStore(
    isRunning ? everySecond : never,
    () => Math.floor(Date.now() / 1000) * 1000
  );
}

function everySecond(onTick: () => void): () => void {
  const timer = window.setInterval(onTick, 1000);
  return () => window.clearInterval(timer);
}

function never(): () => void {
  return () => undefined;
}
