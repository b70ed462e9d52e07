import type { Usage } from '../../src/task/usage';
import { type ICoder } from '../../src/search/interfaces';
import { UnusableReply } from '../../src/task/writing';
import { reviewRequest, writeRequest } from '../coder/requests';
import type { startEndpoint } from '../support/endpoint.mjs';
import type { IOutcome } from './mode';

/** What two steps of a run ask of a coder, until a fault; nothing is executed. */
export async function twoSteps(
  coder: ICoder,
  endpoint: Awaited<ReturnType<typeof startEndpoint>>
): Promise<IOutcome> {
  const scripts: string[] = [];
  const said: string[] = [];
  const kept: string[] = [];
  let told = 0;
  const options = {
    signal: new AbortController().signal,
    onWait: (reason: string) => said.push(reason),
    onUnused: (text: string) => kept.push(text),
    onSpent: ({ calls }: Usage) => {
      told += calls;
    }
  };
  /** Whether the run goes on. */
  const attempt = async (ask: () => Promise<boolean>): Promise<boolean> => {
    try {
      return await ask();
    } catch (error) {
      said.push((error as Error).message);
      if (!(error instanceof UnusableReply)) {
        return false;
      }
      told += error.usage.calls;
      kept.push(error.reply);
      return true;
    }
  };
  for (let step = 1; step <= 2; step++) {
    let isWritten = false;
    const goesOn = await attempt(async () => {
      const writing = await coder.write(writeRequest, options);
      told += writing.usage.calls;
      scripts.push(writing.code);
      return (isWritten = true);
    });
    if (!goesOn) {
      break;
    }
    if (isWritten) {
      await attempt(async () => {
        const review = await coder.review(reviewRequest, options);
        told += review?.usage.calls ?? 0;
        return true;
      });
    }
  }
  const asked = endpoint.requests.filter(({ path }) =>
    path.endsWith('/chat/completions')
  );
  return {
    scripts,
    said: said.join('\n'),
    kept: kept.join('\n'),
    bodies: asked.map(({ body }) => body),
    served: asked.length,
    told
  };
}
