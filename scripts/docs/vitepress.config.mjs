import { fileURLToPath } from "node:url"
import { defineConfig } from "vitepress"
import { sidebarOf } from "../../../scripts/docs/pages.mjs"

// Lies in `.vitepress/` below what was laid out; everything that a page loads is in the site itself.
const stage = fileURLToPath(new URL("..", import.meta.url))

export default defineConfig({
  title: "Diapason",
  description: "Tunes any training job, in any language, from one laptop to a cluster.",
  lang: "en",
  base: "/",
  cleanUrls: false,
  outDir: fileURLToPath(new URL("../../../docs/.site", import.meta.url)),
  cacheDir: fileURLToPath(new URL("../../docs-vite", import.meta.url)),
  head: [["link", { rel: "icon", href: "/mark.svg", type: "image/svg+xml" }]],
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
    sidebar: sidebarOf(stage),
    outline: { level: [2, 3] },
    search: {
      provider: "local",
      options: { miniSearch: { searchOptions: { fuzzy: 0.15, prefix: true, boost: { title: 4, titles: 2 } } } },
    },
    docFooter: { prev: "Before", next: "Next" },
    footer: { message: "Apache-2.0" },
  },
})
