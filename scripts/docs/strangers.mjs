import { readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"

/**
 * What the pages and styles of a built site would load from another address: scripts, styles, fonts, pictures, frames. Links that a reader
 * follows are none of these.
 * @param {string} site
 * @returns {string[]}
 */
export function strangersIn(site) {
  return readdirSync(site, { recursive: true, encoding: "utf8" }).flatMap((name) => {
    if (!/\.(html|css|js|svg)$/.test(name)) return []
    const text = readFileSync(join(site, name), "utf8")
    return loads.flatMap((pattern) =>
      [...text.replaceAll(unused, "").matchAll(pattern)].map(([whole]) => `${name}: ${whole.slice(0, 120)}`),
    )
  })
}

/** Where the theme's links to social networks would get their pictures; there are no such links here, and so no such picture is asked for. */
const unused = "https://api.iconify.design/simple-icons/"

const loads = [
  /<(?:script|img|iframe|source|audio|video|embed|object)\b[^>]*\b(?:src|data|srcset)=["'](?:https?:)?\/\/[^"']*/gi,
  /<link\b(?=[^>]*\brel=["'](?:stylesheet|preload|modulepreload|prefetch|preconnect|icon))[^>]*\bhref=["'](?:https?:)?\/\/[^"']*/gi,
  /@import\s+(?:url\()?["']?(?:https?:)?\/\/[^"')]*/gi,
  /url\(\s*["']?(?:https?:)?\/\/[^"')]+/gi,
  /\b(?:fetch|importScripts|import)\(\s*["'`](?:https?:)?\/\/[^"'`]*/g,
]
