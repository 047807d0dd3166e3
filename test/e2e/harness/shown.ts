import type { Block, Body, Message } from './script.ts';

/** The blocks of a content field, which the API also accepts as a bare string. */
export function blocks(content: string | readonly Block[] | undefined): readonly Block[] {
  if (content === undefined) return [];
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content;
}

/** The text of the text blocks alone: no tool input, no tool results. */
export function plainText(content: string | readonly Block[] | undefined): string {
  return blocks(content)
    .filter((block) => block.type === 'text')
    .map((block) => block.text ?? '')
    .join('\n');
}

function everyText(block: Block): string[] {
  if (block.type === 'text') return [block.text ?? ''];
  if (block.type === 'tool_use') return [JSON.stringify(block.input)];
  if (block.type === 'tool_result') return blocks(block.content).flatMap(everyText);
  return [];
}

/** What the tools answered, in order, as the model read it. */
export function toolResults(body: Body): readonly { id: string; text: string; failed: boolean }[] {
  return (body.messages ?? [])
    .flatMap((message) => blocks(message.content))
    .filter((block) => block.type === 'tool_result')
    .map((block) => ({
      id: block.tool_use_id ?? '',
      text: everyText(block).join('\n'),
      failed: block.is_error === true,
    }));
}

/** The system prompt's text. */
export function systemText(body: Body): string {
  return plainText(body.system);
}

/**
 * Every word of one request that the model reads: system prompt, all messages whatever their role, tool
 * inputs and results, reminders. Tool descriptions are left out (`toolText` has them).
 */
export function shownText(body: Body): string {
  const spoken = (body.messages ?? []).flatMap((message) => blocks(message.content).flatMap(everyText));
  return [systemText(body), ...spoken].join('\n');
}

/** The offered tools' names and descriptions. */
export function toolText(body: Body): string {
  return (body.tools ?? []).map((tool) => `${tool.name ?? ''}: ${tool.description ?? ''}`).join('\n');
}

const REMINDER = /<system-reminder>([\s\S]*?)<\/system-reminder>/g;

function injectedIn(message: Message): string[] {
  if (message.role === 'assistant') return [];
  const texts = blocks(message.content).flatMap(everyText);
  if (message.role === 'system') return texts;
  return texts.flatMap((text) => [...text.matchAll(REMINDER)].map((found) => (found[1] ?? '').trim()));
}

/**
 * The pieces that nobody typed: messages of role `system` in the conversation and `<system-reminder>`
 * blocks, in order. Text that a hook hands to the model is among them, whichever way the client took.
 */
export function injectedTexts(body: Body): readonly string[] {
  return (body.messages ?? []).flatMap(injectedIn);
}

/** A user message's text without reminders, notifications and hook feedback: what was really asked. */
export function askedText(message: Message): string {
  if (message.role !== 'user') return '';
  const text = plainText(message.content)
    .replace(REMINDER, '')
    .replace(/<task-notification>[\s\S]*?<\/task-notification>/g, '')
    .trim();
  return /^(Stop|SubagentStop) hook feedback:/.test(text) ? '' : text;
}
