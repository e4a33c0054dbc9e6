import { existsSync, readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { groups } from "./sidebar.mjs"

/**
 * All pages of a folder and those below it, by their names without `.md`, in order.
 * @param {string} folder
 * @param {string} [below]
 * @returns {string[]}
 */
export function pagesIn(folder, below = "") {
  if (!existsSync(join(folder, below))) return []
  return readdirSync(join(folder, below), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith("."))
    .flatMap((entry) => {
      if (entry.isDirectory()) return pagesIn(folder, `${below}${entry.name}/`)
      return entry.name.endsWith(".md") ? [below + entry.name.slice(0, -3)] : []
    })
    .sort()
}

/**
 * The pages of a place in the sidebar: those of a folder that have no place of their own, or the one page where it is there.
 * @param {string} place
 * @param {readonly string[]} pages
 */
export function pagesAt(place, pages) {
  if (!place.endsWith("/")) return pages.filter((page) => page === place)
  const own = groups.flatMap(({ pages }) => pages)
  return pages.filter((page) => page.startsWith(place) && !page.slice(place.length).includes("/") && !own.includes(page))
}

/**
 * The sidebars of VitePress over the pages of a folder, by the address that they stand beside: of a group apart, its own; of all others the
 * whole, in which a group apart is its first page alone.
 * @param {string} folder
 */
export function sidebarOf(folder) {
  const pages = pagesIn(folder)
  const listed = groups.flatMap(({ group, apart, pages: places }) => {
    const items = places
      .flatMap((place) => pagesAt(place, pages))
      .map((page) => ({ text: titleOf(readFileSync(join(folder, `${page}.md`), "utf8")), link: `/${page}` }))
    return items.length === 0 ? [] : [{ text: group, apart: apart === true, items }]
  })
  const whole = listed.map(({ text, apart, items }) => ({ text, items: apart ? items.slice(0, 1) : items }))
  const own = listed.filter(({ apart }) => apart).map(({ text, items }) => [items[0]?.link, [{ text, items }, ...back]])
  return Object.fromEntries([...own, ["/", whole]])
}

const back = [{ text: "Elsewhere", items: [{ text: "All pages", link: "/tutorials/one-gpu" }] }]

/**
 * The heading of a page, without what only Markdown reads.
 * @param {string} text
 */
export function titleOf(text) {
  return (/^# (.+)$/m.exec(text)?.[1] ?? "").replace(/[`*]/g, "").replace(/\\</g, "<")
}
