import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { defineConfig } from "vitepress"

// Lies in `.vitepress/` below what was laid out; everything that a page loads is in the site itself.
const sidebar = JSON.parse(readFileSync(new URL("sidebar.json", import.meta.url), "utf8"))
const base = process.env["DIAPASON_DOCS_BASE"] ?? "/"

export default defineConfig({
  title: "Diapason",
  description: "Tunes any training job, in any language, from one laptop to a cluster.",
  lang: "en",
  base,
  cleanUrls: false,
  outDir: fileURLToPath(new URL("../../../docs/.site", import.meta.url)),
  cacheDir: fileURLToPath(new URL("../../docs-vite", import.meta.url)),
  head: [["link", { rel: "icon", href: `${base}mark.svg`, type: "image/svg+xml" }]],
  // Fonts of the machine: the theme without its own, see theme/index.mjs.
  markdown: {
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    attrs: { disable: true },
    languageAlias: { console: "shellsession" },
  },
  vite: { build: { chunkSizeWarningLimit: 2000 }, logLevel: "warn" },
  themeConfig: {
    logo: "/mark.svg",
    nav: [
      { text: "Tutorials", link: "/tutorials/one-gpu", activeMatch: "^/tutorials/" },
      { text: "Samplers", link: "/samplers", activeMatch: "^/samplers" },
      { text: "Schedulers", link: "/schedulers", activeMatch: "^/schedulers" },
      { text: "Commands", link: "/reference/commands" },
      { text: "Errors", link: "/reference/errors" },
    ],
    sidebar,
    outline: { level: [2, 3] },
    search: {
      provider: "local",
      options: { miniSearch: { searchOptions: { fuzzy: 0.15, prefix: true, boost: { title: 4, titles: 2 } } } },
    },
    docFooter: { prev: "Before", next: "Next" },
    footer: { message: "Apache-2.0" },
  },
})
