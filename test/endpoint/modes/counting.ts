import type { IMode } from '../mode';

/** Who is told what was paid: every request that is served is told of. */
export const counting: readonly IMode[] = [
  {
    name: 'tools are refused, plain JSON is not',
    endpoint: { always: ['tools-refused'] },
    expects: { requests: 5 }
  },
  {
    name: 'streamed usage is refused',
    endpoint: { always: ['stream-options-refused'] },
    expects: { requests: 5 }
  },
  {
    name: 'usage is never told',
    endpoint: { always: ['no-usage'] },
    inTests: true,
    expects: { requests: 4 }
  },
  {
    name: 'replies without code',
    endpoint: {
      always: [
        (answer, { tools }) =>
          tools ? answer : { ...answer, text: 'I would fit a ridge.' }
      ]
    },
    expects: {
      solution: false,
      requests: 6,
      keeps: /^(I would fit a ridge\.\s+){2}/
    }
  },
  {
    name: 'reviews that are none',
    endpoint: {
      always: [
        (answer, { tools, messages }) =>
          tools || /"is_bug"/.test(messages.map(each => each.content).join())
            ? { ...answer, text: 'No idea.', call: undefined }
            : answer
      ]
    },
    expects: { requests: 8, keeps: /No idea\./ }
  },
  {
    name: 'reviews that are refused',
    endpoint: {
      always: [
        (answer, { tools, messages }) =>
          tools || /"is_bug"/.test(messages.at(-1)!.content)
            ? { status: 400, body: { error: { message: 'No reviews here' } } }
            : answer
      ]
    },
    expects: { requests: 4 }
  },
  {
    name: 'a refusal after a reply that was paid',
    endpoint: { script: [[], [], 'no-code', 'unauthorized'] },
    expects: { requests: 4, says: /refused the key/, keeps: /I would look/ }
  }
];
