import type { TranslationBundle } from '@jupyterlab/translation';
import {
  useCallback,
  useEffect,
  useRef,
  useSyncExternalStore,
  type JSX
} from 'react';
import type { IRun } from '../../run/interfaces';

/** The text of a solution under way, as it comes: the reply, then what it prints. */
export function Stream(props: {
  run: IRun;
  id: string;
  trans: TranslationBundle;
}): JSX.Element {
  const { run, id, trans } = props;
  const text = useStream(run, id);
  const end = useRef<HTMLPreElement>(null);
  useEffect(() => {
    if (end.current) {
      end.current.scrollTop = end.current.scrollHeight;
    }
  }, [text]);
  const isWriting = run.tree.get(id).state === 'writing';
  return (
    <section className="jp-AideStream">
      <h3>
        {isWriting
          ? trans.__('%1 is writing…', run.coderName)
          : trans.__('It runs, and prints:')}
      </h3>
      <pre ref={end}>{text}</pre>
    </section>
  );
}

/** The streamed text, drawn once a frame however fast it comes. */
function useStream(run: IRun, id: string): string {
  const subscribe = useCallback(
    (onChange: () => void) => {
      let frame = 0;
      const onStreamed = (_: IRun, streamed: { id: string }) => {
        if (streamed.id === id && frame === 0) {
          frame = requestAnimationFrame(() => {
            frame = 0;
            onChange();
          });
        }
      };
      run.streamed.connect(onStreamed);
      return () => {
        run.streamed.disconnect(onStreamed);
        cancelAnimationFrame(frame);
      };
    },
    [run, id]
  );
  return useSyncExternalStore(subscribe, () => run.stream(id));
}
