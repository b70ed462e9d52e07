// A model endpoint that speaks OpenAI's protocol and answers from a script, or
// by itself with what is in candidates.mjs. It can misbehave in every way that
// real ones do. Loopback only.
//
//   const endpoint = await startEndpoint({ script: ['rate-limited', 'prose'] });
//   … endpoint.url, endpoint.requests …
//   await endpoint.close();
//
//   node test/support/endpoint.mjs --port 0 --script rate-limited,prose
//
// prints its URL and serves until it is ended.
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { idea, reply, review, script } from './candidates.mjs';

const error = (status, message, more = {}, headers = {}) => ({
  status,
  headers,
  error: { message, type: 'invalid_request_error', param: null, ...more }
});

const fenced = (code, language = 'python') =>
  `\`\`\`${language}\n${code}\n\`\`\`\n`;

// What each misbehaviour makes of an answer. An answer is
//   {text, call, finish, usage}   what the model says
//   {status, error, headers}      a refusal
//   {status, body, type, headers} any other answer, its body as it is
//   {raw, type}                   a body as it is, with status 200
//   {events}                      a stream: objects as its data, text as it is, and
//                                 numbers as milliseconds to wait
//   {message}                     more of the message in an answer that is no stream
//   {hang, cut, pace, whole}      how it is sent
const behaviours = {
  // Replies
  'no-code': answer => ({
    ...answer,
    text: 'I would look at the data first, then fit a ridge.'
  }),
  'several-blocks': answer => ({
    ...answer,
    text: script(answer.idea)
      .split('\n\n# %%')
      .map((cell, i) => `Step ${i + 1}:\n\n${fenced(cell)}`)
      .join('\n')
  }),
  prose: answer => ({
    ...answer,
    text: `Sure! Here is what I came up with.\n\n${answer.text}\nFirst run\n\n${fenced('pip install pandas', 'bash')}\nLet me know how it goes.`
  }),
  thoughts: answer => ({
    ...answer,
    text: `<think>\nMaybe ${fenced('x = 1')}No.\n</think>\n${answer.text}`
  }),
  'cut-off': answer => ({
    ...answer,
    text: answer.text.slice(0, answer.text.length / 2),
    finish: 'length'
  }),
  empty: answer => ({ ...answer, text: '', call: undefined }),
  'not-python': answer => ({
    ...answer,
    text: fenced(
      'const table = await read("train.csv");\nlet best = null;\nfor (const row of table) { best ??= row; }\nconsole.log(`best ${best}`);'
    )
  }),
  enormous: answer => ({ ...answer, text: 'x = 1\n'.repeat(500_000) }),
  // Reviews
  'tools-as-text': answer => ({
    ...answer,
    text: answer.call
      ? `Here you are:\n${JSON.stringify({ name: 'submit_review', arguments: answer.call })}`
      : answer.text,
    call: undefined
  }),
  'tools-ignored': (answer, body) =>
    body.tools
      ? { ...answer, text: 'It looks fine to me.', call: undefined }
      : answer,
  'tools-refused': (answer, body) =>
    body.tools
      ? error(400, 'This model does not support tools.', { param: 'tools' })
      : answer,
  'wrong-types': answer => ({
    ...answer,
    call: answer.call && {
      is_bug: 'False',
      summary: ['The score', 'is honest.'],
      lower_is_better: 1
    }
  }),
  'no-review': answer => ({
    ...answer,
    text: 'No idea.',
    call: answer.call && {}
  }),
  // The protocol
  'garbage-json': answer => ({
    ...answer,
    raw: 'data: {"choices": [{"del\n\n'
  }),
  'not-the-protocol': answer => ({
    ...answer,
    raw: '<!doctype html><title>It works!</title>',
    type: 'text/html'
  }),
  'no-usage': answer => ({ ...answer, usage: false }),
  'stream-ignored': answer => ({ ...answer, whole: true }),
  'stream-options-refused': (answer, body) =>
    body.stream_options
      ? error(400, 'Unrecognized request argument supplied: stream_options')
      : answer,
  'temperature-refused': (answer, body) =>
    body.temperature === undefined
      ? answer
      : error(400, "Unsupported value: 'temperature' must be the default.", {
          param: 'temperature'
        }),
  'system-refused': (answer, body) =>
    body.messages[0].role === 'system'
      ? error(400, 'System role not supported')
      : answer,
  'bare-refusal': (answer, body) =>
    body.tools || body.stream_options ? error(400, 'Bad request') : answer,
  // Troubles
  unauthorized: () => error(401, 'Incorrect API key provided.'),
  'no-model': () =>
    error(404, 'The model does not exist.', { code: 'model_not_found' }),
  'rate-limited': () =>
    error(429, 'Too many requests.', {}, { 'retry-after': '7' }),
  'rate-limited-soon': () =>
    error(429, 'Too many requests.', {}, { 'retry-after': '1' }),
  'rate-limited-date': () => {
    const date = new Date(Date.now() + 90_000).toUTCString();
    return error(429, 'Too many requests.', {}, { 'retry-after': date });
  },
  'rate-limited-long': () =>
    error(429, 'Too many requests.', {}, { 'retry-after': '3600' }),
  'no-quota': () =>
    error(429, 'You exceeded your quota.', { code: 'insufficient_quota' }),
  'too-long': () =>
    error(400, 'The prompt exceeds the context length.', {
      code: 'context_length_exceeded'
    }),
  'error-500': () => error(500, 'Internal error.'),
  'error-503': () => error(503, 'Overloaded.'),
  'error-in-stream': answer => ({
    ...answer,
    raw: `data: ${JSON.stringify({ error: { message: 'Upstream failed', code: 502 } })}\n\n`
  }),
  hang: answer => ({ ...answer, hang: 'before' }),
  'hang-midway': answer => ({ ...answer, hang: 'midway' }),
  cut: answer => ({ ...answer, cut: true }),
  slow: answer => ({ ...answer, pace: 100 })
};

/** Milliseconds, or until the response is gone. */
function wait(ms, response) {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer);
      response.off('close', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    response.on('close', done);
  });
}

function textOf({ messages = [] }) {
  return messages
    .map(({ content }) =>
      typeof content === 'string' ? content : JSON.stringify(content)
    )
    .join('\n\n');
}

/** Which stage of ours a prompt is for. */
export function stageOf(prompt) {
  if (prompt.includes('# The solution that failed')) {
    return 'debug';
  }
  return prompt.includes('# The solution to improve') ? 'improve' : 'draft';
}

function isReview(body) {
  return Boolean(body.tools) || /"is_bug"/.test(body.messages.at(-1)?.content);
}

/** Whether a body asks how the task is read, before a run. */
export function isReading(body) {
  return /submit_task|"targets":/.test(
    JSON.stringify(body.tools ?? '') + body.messages.at(-1)?.content
  );
}

function sharedPrefix(a, b) {
  let length = 0;
  while (length < a.length && a[length] === b[length]) {
    length++;
  }
  return length;
}

/**
 * Start an endpoint.
 *
 * @param options.port - 0 for any free one.
 * @param options.script - what to answer, one entry for each chat completion:
 *   the name of a behaviour, a function from an answer to another, several of
 *   them in an array, or `{text}`. After its end, and without one, the endpoint
 *   answers by itself.
 * @param options.always - behaviours that every answer has.
 * @param options.latency - milliseconds before the first byte.
 * @param options.answer - answers instead of what is in candidates.mjs: given
 *   whether a review is asked for, and the prompt, `{text}` or `{call}`.
 * @param options.reading - behaviours of the answer that says how the model reads the
 *   task, before a run; it takes no entry of the script. By itself it names no column.
 * @param options.key - the key to insist on; any, or none, will do without it.
 * @param options.models - the models it has.
 * @param options.list - what it answers when its models are asked for: an answer
 *   with `body`, instead of the usual list.
 * @param options.atOnce - requests that it serves at once; the others wait.
 * @param options.log - a file that gets a JSON line for each request as it
 *   comes and as it ends.
 */
export async function startEndpoint(options = {}) {
  const {
    port = 0,
    always = [],
    latency = 0,
    answer: other,
    reading = [],
    key,
    models = ['scripted-large', 'scripted-small'],
    list,
    atOnce = Infinity,
    log
  } = options;
  const queue = [];
  let served = 0;
  /** Wait for one's turn; what is returned ends it. */
  const turn = async () => {
    if (served >= atOnce) {
      await new Promise(resolve => queue.push(resolve));
    } else {
      served++;
    }
    return () => {
      const next = queue.shift();
      if (next) {
        next();
      } else {
        served--;
      }
    };
  };
  const entries = [...(options.script ?? [])];
  const requests = [];
  const counts = { draft: 0, debug: 0, improve: 0 };
  let previous = '';

  const check = names => {
    for (const name of names.flat()) {
      if (typeof name === 'string' && !(name in behaviours)) {
        throw new Error(`There is no behaviour named ${name}`);
      }
    }
  };
  check([...entries, ...always]);
  const note = line => log && appendFileSync(log, `${JSON.stringify(line)}\n`);

  function think(body) {
    const answer = { finish: 'stop', usage: true, text: '' };
    if (isReading(body)) {
      const call = { targets: [], metric: null, positive: null, split: null };
      return body.tools
        ? { ...answer, call, finish: 'tool_calls' }
        : { ...answer, text: JSON.stringify(call) };
    }
    if (other) {
      const said = other(isReview(body), textOf(body));
      return { ...answer, ...said, finish: said.call ? 'tool_calls' : 'stop' };
    }
    if (isReview(body)) {
      return body.tools
        ? { ...answer, call: review, finish: 'tool_calls' }
        : { ...answer, text: JSON.stringify(review) };
    }
    const stage = stageOf(textOf(body));
    const next = idea(stage, counts[stage]++);
    return { ...answer, idea: next, text: reply(next) };
  }

  function answerTo(request, body) {
    if (key && request.headers.authorization !== `Bearer ${key}`) {
      return behaviours.unauthorized();
    }
    if (!models.includes(body.model)) {
      return behaviours['no-model']();
    }
    const entry = isReading(body)
      ? [reading].flat()
      : [entries.shift() ?? [], always].flat();
    return entry.reduce((answer, trait) => {
      if (answer.error || answer.body !== undefined) {
        return answer;
      }
      return typeof trait === 'function'
        ? trait(answer, body, request)
        : typeof trait === 'string'
          ? behaviours[trait](answer, body)
          : { ...answer, ...trait };
    }, think(body));
  }

  async function send(response, answer, body, record) {
    const prompt = textOf(body);
    const said = answer.text + (answer.call ? JSON.stringify(answer.call) : '');
    const usage = answer.told ?? {
      prompt_tokens: Math.ceil(prompt.length / 4),
      completion_tokens: Math.ceil(said.length / 4),
      total_tokens: Math.ceil(prompt.length / 4) + Math.ceil(said.length / 4),
      prompt_tokens_details: {
        cached_tokens: Math.floor(sharedPrefix(prompt, previous) / 4)
      }
    };
    previous = prompt;
    await wait(latency, response);
    if (answer.hang === 'before') {
      return;
    }
    if (answer.body !== undefined) {
      response.writeHead(answer.status, {
        'content-type': answer.type ?? 'application/json',
        ...answer.headers
      });
      response.end(
        typeof answer.body === 'string' || Buffer.isBuffer(answer.body)
          ? answer.body
          : JSON.stringify(answer.body)
      );
      return;
    }
    if (answer.error) {
      json(response, answer.status, { error: answer.error }, answer.headers);
      return;
    }
    const stream = body.stream && !answer.whole;
    const type =
      answer.type ?? (stream ? 'text/event-stream' : 'application/json');
    const about = { id: 'chatcmpl-1', created: 0, model: body.model };
    record.reply =
      answer.raw === undefined && !answer.hang && !answer.cut ? said : null;
    response.writeHead(200, { 'content-type': type, ...answer.headers });
    if (answer.events !== undefined) {
      for (const piece of answer.events) {
        if (typeof piece === 'number') {
          await wait(piece, response);
        } else if (!response.destroyed) {
          response.write(
            typeof piece === 'string'
              ? piece
              : `data: ${JSON.stringify({ ...about, ...piece })}\n\n`
          );
        }
      }
      response.end();
      return;
    }
    if (answer.raw !== undefined) {
      response.end(answer.raw);
      return;
    }
    if (!stream) {
      const message = {
        role: 'assistant',
        content: answer.call ? null : answer.text,
        ...(answer.call && {
          tool_calls: [
            {
              id: 'call_1',
              type: 'function',
              function: {
                name: body.tools?.[0].function.name ?? 'submit_review',
                arguments: JSON.stringify(answer.call)
              }
            }
          ]
        }),
        ...answer.message
      };
      const whole = JSON.stringify({
        ...about,
        object: 'chat.completion',
        choices: [{ index: 0, message, finish_reason: answer.finish }],
        ...(answer.usage && { usage })
      });
      if (answer.cut || answer.hang) {
        response.write(whole.slice(0, whole.length / 2), () => {
          if (answer.cut) {
            response.destroy();
          }
        });
        return;
      }
      response.end(whole);
      return;
    }
    const event = data =>
      response.write(
        `data: ${JSON.stringify({ ...about, object: 'chat.completion.chunk', ...data })}\n\n`
      );
    const size = Math.max(40, Math.ceil(answer.text.length / 500));
    for (let at = 0; at < answer.text.length && !response.destroyed;) {
      const content = answer.text.slice(at, at + size);
      event({
        choices: [{ index: 0, delta: { content }, finish_reason: null }]
      });
      at += size;
      if ((answer.cut || answer.hang) && at >= answer.text.length / 2) {
        if (answer.cut) {
          // What was written is to arrive first.
          await wait(20, response);
          response.destroy();
        }
        return;
      }
      if (answer.pace) {
        await wait(answer.pace, response);
      }
    }
    event({ choices: [{ index: 0, delta: {}, finish_reason: answer.finish }] });
    if (answer.usage && body.stream_options?.include_usage) {
      event({ choices: [], usage });
    }
    response.end('data: [DONE]\n\n');
  }

  function json(response, status, value, headers = {}) {
    response.writeHead(status, {
      'content-type': 'application/json',
      ...headers
    });
    response.end(JSON.stringify(value));
  }

  const server = createServer(async (request, response) => {
    const pieces = [];
    try {
      for await (const piece of request) {
        pieces.push(piece);
      }
    } catch {
      // Whoever asked hung up before all was said.
      return;
    }
    const text = Buffer.concat(pieces).toString();
    const path = new URL(request.url, 'http://localhost').pathname;
    const body = text === '' ? null : JSON.parse(text);
    const record = {
      method: request.method,
      path,
      query: new URL(request.url, 'http://localhost').search,
      headers: request.headers,
      body,
      prompt: body ? textOf(body) : '',
      reply: null,
      asked: performance.now(),
      sent: null,
      ended: false,
      aborted: false
    };
    requests.push(record);
    const number = requests.length;
    note({ event: 'request', number, ...record });
    response.on('close', () => {
      record.ended = true;
      record.sent = performance.now();
      record.aborted = !response.writableFinished;
      note({ event: 'end', number, aborted: record.aborted });
    });
    if (path.endsWith('/chat/completions') && request.method === 'POST') {
      const end = await turn();
      try {
        // Whoever left while waiting is not served.
        if (!response.destroyed) {
          await send(response, answerTo(request, body), body, record);
        }
      } finally {
        end();
      }
    } else if (path.endsWith('/models') && request.method === 'GET') {
      if (key && request.headers.authorization !== `Bearer ${key}`) {
        json(response, 401, { error: behaviours.unauthorized().error });
        return;
      }
      if (list) {
        await send(response, list, {}, record);
        return;
      }
      json(response, 200, {
        object: 'list',
        data: models.map(id => ({ id, object: 'model' }))
      });
    } else {
      json(response, 404, { error: { message: `No ${path} here` } });
    }
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });

  return {
    url: `http://127.0.0.1:${server.address().port}/v1`,
    requests,
    /** How many entries of the script are still to come. */
    get left() {
      return entries.length;
    },
    /** Answer so next, after what the script holds already. */
    say(...more) {
      check(more);
      entries.push(...more);
    },
    close: () =>
      new Promise(resolve => {
        server.close(resolve);
        server.closeAllConnections();
      })
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      script: { type: 'string', default: '' },
      always: { type: 'string', default: '' },
      latency: { type: 'string', default: '0' },
      key: { type: 'string' },
      models: { type: 'string' },
      log: { type: 'string' }
    }
  });
  const names = text => text.split(',').filter(Boolean);
  startEndpoint({
    port: Number(values.port),
    script: names(values.script),
    always: names(values.always),
    latency: Number(values.latency),
    key: values.key,
    models: values.models && names(values.models),
    log: values.log
  }).then(({ url }) => console.log(url));
}
