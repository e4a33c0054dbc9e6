import { html, trusted, type Markup } from "./markup.ts"
import { style } from "./style.ts"

/** A part of the page, with the name that its address ends with. */
interface Part {
  readonly id: string
  readonly title: string
  readonly body: Markup
}

/** One page that needs nothing but itself: no network, no script, and a policy that forbids both. */
export function documentOf(title: string, head: Markup, parts: readonly Part[], foot: Markup): string {
  const page = html`${trusted("<!doctype html>")}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <a class="skip" href="#${parts[0]?.id ?? "main"}">Skip to the report</a>
        <header>${head}</header>
        <nav aria-label="Contents">
          <ul>
            ${parts.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
          </ul>
        </nav>
        <main id="main">
          ${parts.map(
            ({ id, title, body }) =>
              html`<section id="${id}" aria-labelledby="${id}-title">
                <h2 id="${id}-title">${title}</h2>
                ${body}
              </section> `,
          )}
        </main>
        <footer>${foot}</footer>
      </body>
    </html> `
  return page.markup
}
