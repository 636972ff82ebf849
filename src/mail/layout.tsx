import type { ComponentChildren, VNode } from 'preact';

const FONT = 'font-family:-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Helvetica,Arial,sans-serif';
const INK = 'color:#1c2321';
const MUTED = 'color:#55605c';
const ACCENT = '#17614a';
const BODY_TEXT = `margin:0 0 16px;font-size:16px;line-height:24px;${INK}`;

/** Mail apps that know dark mode read this; the others keep the inline styles, which are the light ones. */
const STYLE = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background-color: #141816 !important; }
  .card { background-color: #1e2422 !important; border-color: #36403c !important; }
  .ink { color: #e9eeeb !important; }
  .muted { color: #a9b5b0 !important; }
  .link { color: #8fd3b6 !important; }
  .quote { border-color: #8fd3b6 !important; }
  .button { background-color: #8fd3b6 !important; }
  .button a { color: #0e1f18 !important; }
  .rule { border-color: #36403c !important; }
}
@media (max-width: 480px) { .pad { padding: 24px 20px !important; } }
`;

export type MailFrameProps = {
  /** Also the document title, so a mail that is saved or printed names itself. */
  readonly title: string;
  /** The line that inboxes show after the subject. */
  readonly preview: string;
  readonly children: ComponentChildren;
  /** Small print under the card. */
  readonly footer: ComponentChildren;
};

/** The frame of every mail: one column of at most 600 px, tables for layout only, no pictures. */
export function MailFrame({ title, preview, children, footer }: MailFrameProps): VNode {
  return (
    <html lang="en" dir="ltr">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <title>{title}</title>
        <style>{STYLE}</style>
      </head>
      <body class="page" style={`margin:0;padding:0;background-color:#f3f4f1;${FONT}`}>
        <div class="html-only" aria-hidden="true" style="display:none;max-height:0;overflow:hidden;mso-hide:all">
          {preview}
        </div>
        <table
          role="presentation"
          class="page"
          width="100%"
          cellpadding="0"
          cellspacing="0"
          style="background-color:#f3f4f1"
        >
          <tr>
            <td align="center" style="padding:24px 12px">
              <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px">
                <tr>
                  <td class="card pad" style={CARD}>
                    {children}
                  </td>
                </tr>
                <tr>
                  <td class="muted" style={`padding:16px 20px;font-size:13px;line-height:20px;${FONT};${MUTED}`}>
                    {footer}
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html>
  );
}

const CARD = `background-color:#ffffff;border:1px solid #dfe3df;border-radius:12px;padding:32px;text-align:left;${FONT}`;

export function Heading({ children }: { readonly children: ComponentChildren }): VNode {
  return (
    <h1 class="ink" style={`margin:0 0 16px;font-size:24px;line-height:30px;font-weight:600;${FONT};${INK}`}>
      {children}
    </h1>
  );
}

export function Paragraph({ children }: { readonly children: ComponentChildren }): VNode {
  return (
    <p class="ink" style={BODY_TEXT}>
      {children}
    </p>
  );
}

export function Fact({ label, children }: { readonly label: string; readonly children: ComponentChildren }): VNode {
  return (
    <p class="fact ink" style={`margin:0 0 8px;font-size:16px;line-height:24px;${INK}`}>
      <strong>{label}:</strong> {children}
    </p>
  );
}

/** What a person wrote, its line breaks kept, set apart from our own words. */
export function Quote({ text }: { readonly text: string }): VNode {
  const lines = text.split(/\r\n|\r|\n/);
  return (
    <blockquote class="quote" style={`margin:0 0 16px;padding:0 0 0 14px;border-left:3px solid ${ACCENT}`}>
      <p class="ink" style={`margin:0;font-size:16px;line-height:24px;${INK}`}>
        {lines.map((line, index) => [index > 0 && <br />, line])}
      </p>
    </blockquote>
  );
}

/** The one button of a mail, and its address under it in full for whoever wants to read or copy it. */
export function ButtonWithAddress({ label, href }: { readonly label: string; readonly href: string }): VNode {
  return (
    <>
      <table role="presentation" class="html-only" cellpadding="0" cellspacing="0" style="margin:24px 0 16px">
        <tr>
          <td class="button" style={`background-color:${ACCENT};border-radius:8px`}>
            <a href={href} style={BUTTON}>
              {label}
            </a>
          </td>
        </tr>
      </table>
      <p class="muted" style={`margin:0 0 24px;font-size:14px;line-height:20px;${MUTED}`}>
        {label} at this address:
        <br />
        <a class="link" href={href} style={`color:${ACCENT};word-break:break-all`}>
          {href}
        </a>
      </p>
    </>
  );
}

const BUTTON = `display:inline-block;padding:13px 24px;font-size:16px;line-height:22px;font-weight:600;color:#ffffff;text-decoration:none;${FONT}`;

export function Rule(): VNode {
  return <hr class="rule" style="margin:24px 0;border:0;border-top:1px solid #dfe3df" />;
}

/** A link out of the mail. Settings are typed by people: anything but web and mail addresses stays text. */
export function TextLink({ href, children }: { readonly href: string; readonly children: ComponentChildren }): VNode {
  if (!/^(https?:\/\/|mailto:)/i.test(href)) return <>{children}</>;
  return (
    <a class="link" href={href} style={`color:${ACCENT}`}>
      {children}
    </a>
  );
}
