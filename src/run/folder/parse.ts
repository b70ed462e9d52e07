import type { z } from 'zod';

/** What a text is as JSON; `undefined` where it is none. */
export function parseJson(
  text: string,
  parse: (text: string) => unknown = JSON.parse
): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** What a text holds as JSON of a schema; `null` where it is damaged. */
export function parseAs<T>(schema: z.ZodType<T>, text: string): T | null {
  return schema.safeParse(parseJson(text)).data ?? null;
}
