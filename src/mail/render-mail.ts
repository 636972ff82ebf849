import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { headerText } from './header-text.ts';
import { toText } from './to-text.ts';

/** A mail ready to send: the text part says the same as the HTML, being made from it. */
export type MailBody = { readonly subject: string; readonly html: string; readonly text: string };

export function renderMail(subject: string, frame: VNode): MailBody {
  const html = `<!doctype html>${render(frame)}`;
  return { subject: headerText(subject), html, text: toText(html) };
}
