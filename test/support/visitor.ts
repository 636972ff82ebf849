import { type CheerioAPI, load } from 'cheerio';

/** A page as somebody without JavaScript reads it. */
export type Page = {
  readonly status: number;
  /** Path of the address bar, after redirects. */
  readonly path: string;
  readonly heading: string;
  readonly text: string;
  readonly buttons: readonly string[];
  readonly $: CheerioAPI;
  /** Presses the button with this label, with what was typed into the fields of its form (by their labels). */
  readonly press: (label: string, typed?: Readonly<Record<string, string | boolean>>) => Promise<Page>;
};

/** A browser of one person: cookies and redirects, and nothing of JavaScript. */
export type Visitor = { readonly open: (url: string) => Promise<Page> };

export type VisitorOptions = {
  /** The network address they come from, as a proxy in front tells it (TRUST_PROXY=1): limits are counted by it. */
  readonly address?: string;
};

type Jar = Map<string, { value: string; path: string }>;

export const createVisitor = ({ address }: VisitorOptions = {}): Visitor => {
  const jar: Jar = new Map();
  const go = async (url: string, init: RequestInit = {}, hops = 0): Promise<Page> => {
    const target = new URL(url);
    const cookies = [...jar]
      .filter(([, { path }]) => target.pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`);
    const response = await fetch(target, {
      ...init,
      redirect: 'manual',
      headers: {
        ...(init.headers as Record<string, string>),
        ...(address && { 'x-forwarded-for': address }),
        ...(cookies.length > 0 && { cookie: cookies.join('; ') }),
      },
    });
    keepCookies(jar, response);
    const location = response.headers.get('location');
    if (location && response.status >= 300 && response.status < 400) {
      if (hops > 5) throw new Error(`Too many redirects at ${url}`);
      return go(new URL(location, target).href, {}, hops + 1);
    }
    return pageOf(target, response.status, await response.text(), go);
  };
  return { open: (url) => go(url) };
};

const keepCookies = (jar: Jar, response: Response): void => {
  for (const line of response.headers.getSetCookie()) {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const [name = '', ...rest] = pair.split('=');
    const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/';
    if (attributes.some((attribute) => /^max-age=0$/i.test(attribute))) jar.delete(name);
    else jar.set(name, { value: rest.join('='), path });
  }
};

/** A block begins on a line of its own, as it does on the screen. */
const readText = ($: CheerioAPI): string => {
  const copy = load($('main').html() ?? '');
  copy('p, h1, h2, h3, li, dt, dd, div, form, fieldset, legend, label, button, blockquote, small').each(
    (_, element) => {
      copy(element).prepend('\n').append('\n');
    },
  );
  return copy
    .text()
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
};

type Go = (url: string, init?: RequestInit) => Promise<Page>;

const pageOf = (target: URL, status: number, html: string, go: Go): Page => {
  const $ = load(html);
  $('style, script').remove();
  const text = readText($);
  return {
    status,
    path: target.pathname,
    heading: $('h1').first().text().trim(),
    text,
    buttons: $('button')
      .map((_, button) => $(button).text().trim())
      .get(),
    $,
    press: (label, typed = {}) => press($, target, label, typed, go),
  };
};

const press = (
  $: CheerioAPI,
  target: URL,
  label: string,
  typed: Readonly<Record<string, string | boolean>>,
  go: Go,
): Promise<Page> => {
  const button = $('button').filter((_, element) => $(element).text().trim() === label);
  const form = button.closest('form');
  if (form.length === 0)
    throw new Error(`No button "${label}" in a form of ${target.pathname}; there: ${$('button').text()}`);
  const body = new URLSearchParams();
  form.find('input').each((_, input) => {
    const field = $(input);
    const name = field.attr('name');
    if (!name) return;
    const id = field.attr('id');
    const caption = (id ? form.find(`label[for="${id}"]`).text() : '') || field.closest('label').text();
    const given = Object.entries(typed).find(([wanted]) => caption.trim().startsWith(wanted))?.[1];
    if (field.attr('type') === 'checkbox') {
      if (given === true) body.append(name, field.attr('value') ?? 'on');
    } else body.append(name, typeof given === 'string' ? given : (field.attr('value') ?? ''));
  });
  const action = new URL(form.attr('action') ?? target.href, target);
  return go(action.href, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: target.origin },
    body: body.toString(),
  });
};
