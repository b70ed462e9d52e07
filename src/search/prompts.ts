/** One part of a prompt: a heading and what stands under it, Markdown. */
export interface IPromptSection {
  title: string;
  body: string;
}

/**
 * A prompt as data. Sections that stay the same from node to node come first,
 * so that an endpoint's prefix cache can serve them.
 */
export interface IPrompt {
  /** Who the model is and what it must keep to; the same for every node. */
  system: string;
  sections: IPromptSection[];
}

/** The sections of a prompt as one text: what is sent after `system`. */
export function promptText(prompt: IPrompt): string {
  return prompt.sections
    .map(section => `# ${section.title}\n\n${section.body.trim()}\n`)
    .join('\n');
}
