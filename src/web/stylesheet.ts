import { createHash } from 'node:crypto';

/** Part of the address, so a new release is not shown in last year's clothes. */
export const STYLESHEET = `
:root {
  color-scheme: light dark;
  --page: #f3f4f1; --card: #fff; --ink: #1c2321; --muted: #55605c; --line: #d5dad6;
  --field: #6c7873; --accent: #17614a; --accent-strong: #0f4a38; --on-accent: #fff;
  --bad: #a3261b; --bad-soft: #fbeeec; --soft: #eef3f0; --focus: #1f6feb;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #141816; --card: #1e2422; --ink: #e9eeeb; --muted: #a9b5b0; --line: #36403c;
    --field: #8b9892; --accent: #8fd3b6; --accent-strong: #b3e5cf; --on-accent: #0e1f18;
    --bad: #ffb4a9; --bad-soft: #3a2421; --soft: #26302c; --focus: #8ab8ff;
  }
}
@media (prefers-contrast: more) {
  :root { --page: #fff; --ink: #000; --muted: #222; --line: #000; --field: #000; --accent: #003d2b; --bad: #7a0000; }
}
@media (prefers-contrast: more) and (prefers-color-scheme: dark) {
  :root {
    --page: #000; --card: #000; --ink: #fff; --muted: #ddd; --line: #fff; --field: #fff;
    --accent: #b9ffe0; --bad: #ffd0c9;
  }
}
*, *::before, *::after { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column; align-items: center;
  padding: clamp(1rem, 5vw, 3rem) clamp(.75rem, 4vw, 2rem);
  background: var(--page); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: anywhere;
}
header, main, footer { width: 100%; max-width: 36rem; }
header { padding: 0 .25rem .75rem; font-weight: 600; color: var(--muted); }
main {
  background: var(--card); border: 1px solid var(--line); border-radius: .875rem;
  padding: clamp(1.25rem, 5vw, 2.25rem);
}
main > :last-child { margin-bottom: 0; }
footer { padding: 1rem .25rem 0; font-size: .875rem; color: var(--muted); }
footer p { margin: 0; }
h1 { margin: 0 0 1rem; font-size: clamp(1.375rem, 1.1rem + 1.6vw, 1.75rem); line-height: 1.25; text-wrap: balance; }
h2 { margin: 0 0 .5rem; font-size: 1.125rem; line-height: 1.3; }
p { margin: 0 0 1rem; }
a { color: var(--accent); text-underline-offset: .15em; }
a:hover { color: var(--accent-strong); text-decoration-thickness: .12em; }
code { font: .9375em/1.4 ui-monospace, Menlo, Consolas, monospace; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 3px; border-radius: .25rem; }
figure { margin: 0 0 1.25rem; padding: .875rem 1rem; background: var(--soft); border-radius: .625rem; }
figcaption { font-size: .875rem; color: var(--muted); }
blockquote { margin: .25rem 0 0; white-space: pre-line; }
dl { margin: 0 0 1.5rem; border-top: 1px solid var(--line); }
dl > div { display: grid; grid-template-columns: 7rem 1fr; gap: 0 1rem; padding: .625rem 0; border-bottom: 1px solid var(--line); }
dt { color: var(--muted); }
dd { margin: 0; }
dd small { display: block; font-size: .9375rem; color: var(--muted); }
@media (max-width: 30rem) { dl > div { grid-template-columns: 1fr; } dt { font-size: .875rem; } }
.field { margin: 0 0 1rem; }
label { font-weight: 600; }
.field label { display: block; margin-bottom: .25rem; }
.hint { font-size: .9375rem; color: var(--muted); }
input[type=text], input[type=email] {
  width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit;
  color: var(--ink); background: var(--card); border: 1px solid var(--field); border-radius: .5rem;
}
input[aria-invalid=true] { border: 2px solid var(--bad); }
.check { display: flex; gap: .625rem; align-items: center; margin: 0 0 1rem; min-height: 2.75rem; }
.check label { font-weight: 400; }
input[type=checkbox] { flex: none; width: 1.5rem; height: 1.5rem; margin: 0; accent-color: var(--accent); }
.error { display: block; margin-bottom: .25rem; color: var(--bad); font-weight: 600; }
.problem { margin: 0 0 1.5rem; padding: 1rem; border: 2px solid var(--bad); border-radius: .625rem; background: var(--bad-soft); }
.problem ul { margin: 0; padding-left: 1.25rem; }
.problem a { color: var(--bad); font-weight: 600; }
button, .button {
  display: inline-block; min-height: 2.75rem; padding: .625rem 1.375rem; font: inherit; font-weight: 600;
  line-height: 1.5; text-align: center; text-decoration: none; cursor: pointer;
  color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: .5rem;
}
button:hover, .button:hover { color: var(--on-accent); background: var(--accent-strong); }
button.quiet { color: var(--ink); background: transparent; border-color: var(--field); }
button.quiet:hover { background: var(--soft); }
@media (max-width: 30rem) { button, .button { width: 100%; } }
section { margin-top: 2rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
section > :last-child, form > :last-child { margin-bottom: 0; }
.next { margin-bottom: 1.5rem; }
@media print { body { background: none; } main { border: 0; } }
`;

export const STYLESHEET_VERSION = createHash('sha256').update(STYLESHEET).digest('hex').slice(0, 8);
